package io.aureus.checkout;

import io.aureus.checkout.NoticePage.Link;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The start page. Shops and plugins send payers to {@code /#/cashier/…}: what follows the hash
 * never reaches a server, so a script of the page goes on to the real address.
 */
@Controller
class EntranceController {
  private static final Pattern TOKEN = Pattern.compile("token=([A-Za-z0-9_-]{1,128})");
  private static final Pattern ORDER = Pattern.compile("(?<![0-9])([0-9]{20})(?![0-9])");

  private final PayerPages pages;

  EntranceController(PayerPages pages) {
    this.pages = pages;
  }

  @GetMapping("/")
  ResponseEntity<String> entrance(HttpServletRequest request) {
    PageLanguage language = pages.language(request);
    return pages.ok(language, "checkout/entrance", language);
  }

  /**
   * For a browser without script: takes the link that the payer was given, or the order's number.
   */
  @GetMapping("/checkout/open")
  ResponseEntity<String> open(
      @RequestParam(defaultValue = "") String link, HttpServletRequest request) {
    PageLanguage language = pages.language(request);
    Matcher token = TOKEN.matcher(link);
    if (token.find()) {
      return to(language.link("/checkout/choose?token=" + token.group(1)));
    }
    Matcher order = ORDER.matcher(link);
    if (order.find()) {
      return to(language.link("/checkout/" + order.group(1)));
    }
    return pages.notice(
        HttpStatus.BAD_REQUEST,
        request,
        "notice.no-link",
        "notice.no-link.text",
        new Link(language.link("/"), language.words().text("notice.try-again")));
  }

  private static ResponseEntity<String> to(String path) {
    return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create(path)).build();
  }
}
