package io.aureus.dashboard;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/** Pages of the dashboard as a browser gets them, without a gateway around them. */
final class Rendered {
  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(ContentType.Html);

  private Rendered() {}

  static Shell shell(String text) {
    return new Shell(
        text,
        text,
        text,
        text,
        true,
        Shell.App.MISSING,
        text,
        new Shell.Csrf(text, text),
        text,
        text);
  }

  static String render(String page, Object model) {
    StringOutput html = new StringOutput();
    TEMPLATES.render("dashboard/" + page + ".jte", model, html);
    return html.toString();
  }
}
