package io.aureus.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Answers with an envelope whatever a controller of the API, or the way to it, throws. */
final class ApiProblems implements HandlerExceptionResolver, Ordered {
  private final Replies replies;

  ApiProblems(Replies replies) {
    this.replies = replies;
  }

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception problem) {
    if (request.getAttribute(ApiRequest.ATTRIBUTE) == null) {
      return null;
    }
    try {
      replies.of(problem).send(response);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
    return new ModelAndView();
  }
}
