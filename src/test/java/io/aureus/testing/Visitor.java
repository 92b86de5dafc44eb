package io.aureus.testing;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
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
  private static final int NARROWEST = 320;
  private static final List<Integer> WIDTHS = List.of(PHONE, 768, DESK);
  private static final int HEIGHT = 844;

  /** The innermost ones that stick out. */
  private static final String WIDEST =
      """
      (wide) => [...document.querySelectorAll('body *')]
        .filter((one) => one.getBoundingClientRect().right > wide && !one.closest('.wide'))
        .slice(-3).map((one) => one.outerHTML.slice(0, 200)).join(' | ')
      """;

  private static final String CUT =
      """
      () => [...document.querySelectorAll('button, .button, summary, th, label, legend')]
        .filter((one) => one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1)
        .map((one) => one.outerHTML.slice(0, 200)).join(' | ')
      """;

  private final BrowserContext context;
  private final int width;
  private final boolean script;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();

  Visitor(BrowserContext context, int width, boolean script) {
    this.context = context;
    this.width = width;
    this.script = script;
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
   * Looks at the page as people do: on a phone and on a desk, by day and in the dark. Takes
   * pictures of the whole page into {@code target/screenshots} ({@code -Daureus.pictures=all}: each
   * width in both), has {@link Axe} look for what shuts people out, and sees that nothing sticks
   * out at the side, also where a desk's page is enlarged to 200 % and more.
   */
  public void look(String name) {
    boolean all = "all".equals(System.getProperty("aureus.pictures"));
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      boolean dark = scheme == ColorScheme.DARK;
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      for (int wide : WIDTHS) {
        if (all || wide == PHONE || (wide == DESK && !dark)) {
          picture(name + (dark ? "-dark" : ""), wide);
        }
      }
      if (script) {
        Axe.violations(page, dark)
            .forEach(flaw -> complaints.add(name + ", " + scheme + ": " + flaw));
      }
    }
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    mustFit(name, NARROWEST);
    page.setViewportSize(width, HEIGHT);
  }

  /** WCAG's reflow: at 320 pixels, which are 1280 at 400 %, nobody scrolls in two directions. */
  private void mustFit(String name, int wide) {
    page.setViewportSize(wide, HEIGHT);
    int wider = widthOf();
    // A busy browser has laid the page out anew a moment after it was told its size.
    for (int again = 0; wider > wide && again < 10; again++) {
      page.waitForTimeout(200);
      wider = widthOf();
    }
    if (wider > wide) {
      complaints.add(
          "%s is %d pixels wide in a window of %d: %s"
              .formatted(name, wider, wide, page.evaluate(WIDEST, wide)));
    }
  }

  private int widthOf() {
    return (int) page.evaluate("() => document.documentElement.scrollWidth");
  }

  /**
   * The page enlarged to 200 %: as a whole, which leaves half of a desk's width, and its text
   * alone. Nothing may stick out at the side, and no button, label or heading of a column may be
   * cut.
   */
  public void lookEnlarged(String name) {
    mustFit(name + " at 200 %", DESK / 2);
    mustNotCut(name + " at 200 %");
    page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }");
    mustFit(name + " with text at 200 %", DESK);
    mustNotCut(name + " with text at 200 %");
    page.evaluate("() => { document.documentElement.style.fontSize = ''; }");
    page.setViewportSize(width, HEIGHT);
  }

  private void mustNotCut(String name) {
    String cut = page.evaluate(CUT).toString();
    if (!cut.isEmpty()) {
      complaints.add(name + " cuts " + cut);
    }
  }

  /**
   * On a phone nobody has to scroll for these: each is seen and ends above the window's lower edge.
   *
   * @param selectors of one element each
   */
  public void mustBeAboveTheFold(String name, String... selectors) {
    page.setViewportSize(PHONE, HEIGHT);
    page.evaluate("() => window.scrollTo(0, 0)");
    for (String selector : selectors) {
      BoundingBox box = page.locator(selector).boundingBox();
      if (box == null || box.y < 0 || box.y + box.height > HEIGHT) {
        complaints.add(
            "%s: %s is not above the fold: %s"
                .formatted(name, selector, box == null ? "hidden" : "to " + (box.y + box.height)));
      }
    }
    page.setViewportSize(width, HEIGHT);
  }

  private void picture(String name, int wide) {
    mustFit(name, wide);
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
