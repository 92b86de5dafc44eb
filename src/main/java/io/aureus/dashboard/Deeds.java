package io.aureus.dashboard;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.web.Pages;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** What the buttons of a page do: the page is shown again, with what came of it. */
final class Deeds {
  private final Pages pages;

  Deeds(Pages pages) {
    this.pages = pages;
  }

  /**
   * Does it and shows the page as it stands after; a refusal is shown word for word.
   *
   * @param deed answers what is to be told
   * @param page made after the deed
   */
  ResponseEntity<String> act(
      Shell shell, Supplier<String> deed, String template, Function<Shell, Object> page) {
    HttpStatus status = HttpStatus.OK;
    Shell after;
    try {
      after = shell.told(deed.get());
    } catch (Refusal refusal) {
      status = HttpStatus.CONFLICT;
      after = shell.trouble(Texts.sentence(refusal.words()));
    }
    return pages.answer(status, template, page.apply(after));
  }

  /**
   * @throws Refusal {@code BAD_REQUEST} where no button of ours sent it
   */
  static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new Refusal(ErrorCode.BAD_REQUEST, "Please use the buttons of this page.");
    }
  }

  /** Why somebody did it, as it goes into a story: on one line, of 200 characters at most. */
  static String reason(String typed) {
    String words = typed.replaceAll("\\p{Cntrl}", "").strip();
    return words.substring(0, Math.min(200, words.length()));
  }
}
