package io.aureus.web;

import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.nio.charset.StandardCharsets;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * Renders pages from the templates that were compiled with the program. Every value is escaped for
 * the place where it stands; no template switches that off.
 */
public final class Pages {
  private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);

  private final TemplateEngine templates;

  Pages(TemplateEngine templates) {
    this.templates = templates;
  }

  /**
   * @param template its path below {@code src/main/jte}, without the ending, e.g. {@code
   *     checkout/pay}
   * @param model what its first parameter is
   */
  public String render(String template, Object model) {
    StringOutput output = new StringOutput(8_192);
    templates.render(template + ".jte", model, output);
    return output.toString();
  }

  /** A whole answer. Never cached: every page of ours shows a state that moves. */
  public ResponseEntity<String> answer(HttpStatus status, String template, Object model) {
    return ResponseEntity.status(status)
        .contentType(HTML)
        .cacheControl(CacheControl.noStore())
        .body(render(template, model));
  }

  /** {@link #answer} with status 200. */
  public ResponseEntity<String> ok(String template, Object model) {
    return answer(HttpStatus.OK, template, model);
  }

  /** A page that only says something. */
  public ResponseEntity<String> notice(HttpStatus status, Notice notice) {
    return answer(status, "shared/notice", notice);
  }
}
