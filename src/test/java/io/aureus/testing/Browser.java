package io.aureus.testing;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Debian's Chromium, driven by Playwright; one for all tests of the process. It belongs to the
 * thread that first asked for it, as Playwright demands.
 */
public final class Browser {
  private static com.microsoft.playwright.@Nullable Browser chromium;

  private Browser() {}

  /**
   * A person with a window and cookies of his own.
   *
   * @param width of the window in CSS pixels: 390 for a phone, 1280 for a desk
   */
  public static Visitor visitor(int width) {
    return visitor(width, true, "en-US");
  }

  /**
   * A person whose browser asks for pages in a language.
   *
   * @param locale e.g. {@code de-DE}
   */
  public static Visitor visitor(int width, String locale) {
    return visitor(width, true, locale);
  }

  /** The same with JavaScript switched off. */
  public static Visitor withoutScript(int width) {
    return visitor(width, false, "en-US");
  }

  private static synchronized Visitor visitor(int width, boolean script, String locale) {
    if (chromium == null) {
      chromium = launch();
    }
    BrowserContext context =
        chromium.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(width, width < 600 ? 844 : 800)
                .setLocale(locale)
                .setJavaScriptEnabled(script));
    context.setDefaultTimeout(20_000);
    return new Visitor(context, width, script);
  }

  private static com.microsoft.playwright.Browser launch() {
    Map<String, String> found = bring();
    System.setProperty("playwright.cli.dir", found.getOrDefault("driver", ""));
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    return playwright
        .chromium()
        .launch(
            new BrowserType.LaunchOptions()
                .setExecutablePath(Path.of(found.getOrDefault("chromium", "")))
                .setArgs(
                    List.of(
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync")));
  }

  /** Runs {@code nodes/get-browser}, which does nothing where all is there. */
  private static Map<String, String> bring() {
    try {
      Process process =
          new ProcessBuilder("nodes/get-browser")
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      Map<String, String> found = new HashMap<>();
      try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
        lines
            .lines()
            .map(line -> line.split("=", 2))
            .filter(pair -> pair.length == 2)
            .forEach(pair -> found.put(pair[0], pair[1]));
      }
      if (process.waitFor() != 0) {
        throw new IllegalStateException("nodes/get-browser could not bring the browser");
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
