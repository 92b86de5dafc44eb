package io.aureus.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/**
 * What an attacker stores in the hope that a page shows it unescaped. Each sets {@code window.ran}.
 */
public final class HostileTexts {
  private static final int NARROWEST = 320;
  private static final int LONGEST_NAME = 100;
  private static final Path STYLE = Path.of("src/main/resources/static/aureus.css");

  private HostileTexts() {}

  public static List<String> all() {
    return List.of(
        "<script>window.ran=1</script>",
        "</title><script>window.ran=1</script>",
        "\"><script>window.ran=1</script>",
        "'><img src=x onerror=window.ran=1>",
        "\" onmouseover=window.ran=1 autofocus onfocus=window.ran=1 x=\"",
        "' onfocus=window.ran=1 autofocus x='",
        "<svg onload=window.ran=1>",
        "<svg><animate onbegin=window.ran=1 attributeName=x dur=1s>",
        "javascript:window.ran=1",
        "</noscript><script>window.ran=1</script>",
        "--><script>window.ran=1</script>",
        "${7*7}<iframe srcdoc='<script>parent.ran=1</script>'>",
        "0;url=javascript:window.ran=1",
        "<base href=//evil.example>",
        "<form action=//evil.example><input name=token>",
        "\u202Egnp.exe \u0000 <b id=hostile>");
  }

  /**
   * Opens a page made with each text in a real browser and looks whether anything of it ran or
   * became markup.
   *
   * @param html the page with the text in every place that can hold one
   */
  public static void assertHarmless(UnaryOperator<String> html) {
    try (Visitor visitor = Browser.visitor(390)) {
      Page page = visitor.page();
      AtomicReference<String> body = new AtomicReference<>("");
      page.route(
          "**/*",
          route -> {
            if (route.request().isNavigationRequest()) {
              route.fulfill(
                  new Route.FulfillOptions()
                      .setContentType("text/html;charset=UTF-8")
                      .setBody(body.get()));
            } else {
              route.abort();
            }
          });
      for (String text : all()) {
        body.set(html.apply(text));
        page.navigate("http://aureus.test/");
        assertNothingRan(page);
      }
      // The page's own script and style are not there in this test.
      visitor.complaints();
    }
  }

  /**
   * A name of the greatest length, without a place to break it, does not make the page wider than
   * the narrowest phone.
   *
   * @param html the page with the text in every place that can hold what somebody typed
   */
  public static void assertFits(UnaryOperator<String> html) {
    try (Visitor visitor = Browser.visitor(NARROWEST)) {
      Page page = visitor.page();
      page.route("**/*", Route::abort);
      page.setContent(html.apply("W".repeat(LONGEST_NAME)));
      page.addStyleTag(new Page.AddStyleTagOptions().setPath(STYLE));
      assertThat(page.evaluate("() => document.documentElement.scrollWidth")).isEqualTo(NARROWEST);
      visitor.complaints();
    }
  }

  /** Nothing of it became markup or ran. */
  public static void assertNothingRan(Page page) {
    assertThat(page.evaluate("() => window.ran ?? 0")).isEqualTo(0);
    assertThat(
            page.evaluate(
                "() => document.querySelectorAll('script:not([src]), iframe, base, img, #hostile,"
                    + " [onload], [onerror], [onfocus], [onmouseover], [onbegin]').length"))
        .isEqualTo(0);
    assertThat(
            page.evaluate(
                "() => [...document.links].filter(a => a.protocol === 'javascript:').length"))
        .isEqualTo(0);
    assertThat(
            page.evaluate(
                "() => [...document.forms].filter(f => new URL(f.action).host !== location.host)"
                    + ".length"))
        .isEqualTo(0);
  }
}
