package io.aureus.testing;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A person at a browser. What the browser complains of (a script's error, a breach of the content
 * security policy, a file that is not there, a dialog that nobody asked for) is kept, and fails the
 * test when the person leaves.
 */
public final class Visitor implements AutoCloseable {
  private static final int PHONE = 390;
  private static final int DESK = 1280;
  private static final int HEIGHT = 844;

  private final BrowserContext context;
  private final int width;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();

  Visitor(BrowserContext context, int width) {
    this.context = context;
    this.width = width;
    this.page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.type() + ": " + message.text() + " at " + page.url());
          }
        });
    page.onPageError(error -> complaints.add("script failed: " + error + " at " + page.url()));
    page.onDialog(
        dialog -> {
          complaints.add("a dialog opened: " + dialog.message());
          dialog.dismiss();
        });
  }

  public Page page() {
    return page;
  }

  public BrowserContext context() {
    return context;
  }

  /**
   * Takes pictures of the whole page into {@code target/screenshots}: as on a phone, as on a desk,
   * and in the dark.
   */
  public void look(String name) {
    picture(name, PHONE);
    picture(name, DESK);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    picture(name + "-dark", PHONE);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    page.setViewportSize(width, HEIGHT);
  }

  private void picture(String name, int wide) {
    page.setViewportSize(wide, HEIGHT);
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of("target", "screenshots", name + "-" + wide + ".png"))
            .setFullPage(true));
  }

  /** What the browser complained of so far; asking forgets it. */
  public List<String> complaints() {
    List<String> all = List.copyOf(complaints);
    complaints.clear();
    return all;
  }

  @Override
  public void close() {
    List<String> all = complaints();
    context.close();
    if (!all.isEmpty()) {
      throw new AssertionError("the browser complained: " + all);
    }
  }
}
