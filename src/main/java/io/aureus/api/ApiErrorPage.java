package io.aureus.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Stands before the error page: what the server refuses before {@link ApiGate} sees it, such as
 * {@code TRACE}, is sent there, and the API answers with its envelope.
 */
final class ApiErrorPage extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private final transient Replies replies;

  ApiErrorPage(Replies replies) {
    this.replies = replies;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    if (failed instanceof String path && (path + "/").startsWith("/api/")) {
      replies.transport(response.getStatus()).send(response);
      return;
    }
    chain.doFilter(request, response);
  }
}
