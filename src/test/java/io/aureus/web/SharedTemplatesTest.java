package io.aureus.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import io.aureus.testing.HostileTexts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page that tells what went wrong may hold what somebody sent. */
class SharedTemplatesTest {
  @Test
  void showsAHostileTextAsTextInANotice() {
    Pages pages = new Pages(TemplateEngine.createPrecompiled(ContentType.Html));
    HostileTexts.assertHarmless(
        text ->
            pages.render(
                "shared/notice", new Notice(text, text, List.of(new Notice.Link(text, text)))));
  }
}
