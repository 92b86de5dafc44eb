package io.aureus.testing;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A person at a browser. What the browser complains of (a script's error, a breach of the content
 * security policy, a file that is not there, a dialog that nobody asked for) is kept, and fails the
 * test when the person leaves.
 */
public final class Visitor implements AutoCloseable {
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

  /** Takes a picture of the whole page into {@code target/screenshots/<name>-<width>.png}. */
  public void look(String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of("target", "screenshots", name + "-" + width + ".png"))
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
