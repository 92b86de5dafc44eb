package io.aureus.testing;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Deque's axe-core, run in a page: what a person who sees, hears or moves differently could not use
 * there. It goes in by the debugger's door, so that the page's content security policy stays as it
 * is.
 */
final class Axe {
  private static final String SCRIPT = script();

  /** All rules of WCAG 2.2 to level AA, and what axe calls good practice. */
  private static final String RUN =
      """
      async (rules) => {
        const only = rules.length ? { runOnly: rules } : {};
        const found =
          await axe.run(document, { resultTypes: ['violations'], iframes: false, ...only });
        return found.violations.flatMap((rule) =>
          rule.nodes.map((node) => rule.id + ': ' + rule.help + ': ' + node.html.slice(0, 200)
            + ' ' + node.any.map((check) => check.message).join('; ')));
      }
      """;

  private Axe() {}

  /**
   * Each violation as one line; empty where there is none.
   *
   * @param colours whether to look at the colours alone: all else is the same in the dark
   */
  @SuppressWarnings("unchecked")
  static List<String> violations(Page page, boolean colours) {
    if (!(boolean) page.evaluate("() => window.axe !== undefined")) {
      page.evaluate(SCRIPT);
    }
    return (List<String>) page.evaluate(RUN, colours ? List.of("color-contrast") : List.of());
  }

  private static String script() {
    try (InputStream file = Axe.class.getResourceAsStream("/axe.min.js")) {
      if (file == null) {
        throw new IllegalStateException("axe.min.js is not on the class path");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
