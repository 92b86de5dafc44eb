package io.aureus.checkout;

import io.aureus.checkout.NoticePage.Link;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;

/**
 * What a payer is shown where no room answered, or one failed. Whoever has a link with a mistake in
 * it is taken for one; merchants' pages are not.
 */
final class PayerErrors implements ErrorViewResolver {
  private final PayerPages pages;

  PayerErrors(PayerPages pages) {
    this.pages = pages;
  }

  @Override
  public @Nullable ModelAndView resolveErrorView(
      HttpServletRequest request, HttpStatus status, Map<String, Object> model) {
    Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    if (String.valueOf(path).startsWith("/dashboard")) {
      return null;
    }
    View view =
        (values, asked, response) -> {
          PageLanguage language = pages.language(asked);
          Link start = new Link(language.link("/"), language.words().text("notice.to-start"));
          pages.write(asked, response, title(status), text(status), start);
        };
    return new ModelAndView(view);
  }

  private static String title(HttpStatus status) {
    return status == HttpStatus.NOT_FOUND ? "notice.nothing-here" : "notice.failed";
  }

  private static String text(HttpStatus status) {
    if (status == HttpStatus.NOT_FOUND) {
      return "notice.nothing-here.text";
    }
    return status.is4xxClientError() ? "notice.not-understood.text" : "notice.our-fault.text";
  }
}
