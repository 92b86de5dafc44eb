package io.aureus.checkout;

import io.aureus.checkout.NoticePage.Link;
import io.aureus.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Answers payers with pages in their language. */
final class PayerPages {
  private static final Pattern TOKEN =
      Pattern.compile("(?:^|&)(token=[A-Za-z0-9_-]{1,128})(?:&|$)");

  private final Pages pages;
  private final Languages languages;

  PayerPages(Pages pages, Languages languages) {
    this.pages = pages;
    this.languages = languages;
  }

  PageLanguage language(HttpServletRequest request) {
    return languages.of(request);
  }

  /**
   * @param template as {@link Pages#render} takes it
   */
  ResponseEntity<String> answer(
      HttpStatus status, PageLanguage language, String template, Object model) {
    ResponseEntity<String> page = pages.answer(status, template, model);
    return ResponseEntity.status(status)
        .headers(page.getHeaders())
        .headers(headers(language))
        .body(page.getBody());
  }

  /** {@link #answer} with status 200. */
  ResponseEntity<String> ok(PageLanguage language, String template, Object model) {
    return answer(HttpStatus.OK, language, template, model);
  }

  /**
   * A page that only says something.
   *
   * @param title its key
   * @param text its key
   */
  ResponseEntity<String> notice(
      HttpStatus status, HttpServletRequest request, String title, String text, Link... links) {
    PageLanguage language = language(request);
    return answer(status, language, "checkout/notice", page(request, language, title, text, links));
  }

  /** The same where no controller answers; the status is set. */
  void write(
      HttpServletRequest request,
      HttpServletResponse response,
      String title,
      String text,
      Link... links)
      throws IOException {
    PageLanguage language = language(request);
    // The framework has put the browser's first wish there, which need not be what we speak.
    response.setLocale(Locale.forLanguageTag(language.words().tag()));
    response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
    response.setHeader("Cache-Control", "no-store");
    response.setContentType("text/html;charset=UTF-8");
    response
        .getWriter()
        .write(pages.render("checkout/notice", page(request, language, title, text, links)));
  }

  private static NoticePage page(
      HttpServletRequest request, PageLanguage language, String title, String text, Link... links) {
    Words words = language.words();
    Matcher token = TOKEN.matcher(Objects.requireNonNullElse(request.getQueryString(), ""));
    return new NoticePage(
        language,
        words.text(title),
        words.text(text),
        List.of(links),
        token.find() ? "?" + token.group(1) : "");
  }

  /** What a cache and a screen reader are told of the language. */
  static HttpHeaders headers(PageLanguage language) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.CONTENT_LANGUAGE, language.words().tag());
    headers.set(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
    return headers;
  }
}
