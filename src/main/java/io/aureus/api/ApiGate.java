package io.aureus.api;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.web.BodyLimit;
import io.aureus.web.RawBody;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Stands before everything else under {@code /api}: reads the body once, and sees to it that
 * whatever happens behind it ends in an envelope and never in a page of the server.
 */
final class ApiGate extends OncePerRequestFilter {
  private final BodyLimit limit;
  private final Replies replies;

  ApiGate(BodyLimit limit, Replies replies) {
    this.limit = limit;
    this.replies = replies;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    byte[] body;
    try {
      body = RawBody.read(request, limit.bytes());
    } catch (RuntimeException refused) {
      replies.of(told(request, refused)).send(response);
      return;
    }
    request.setAttribute(ApiRequest.ATTRIBUTE, new ApiRequest(request, body));
    try {
      chain.doFilter(request, new EnvelopedErrors(response));
    } catch (RuntimeException | ServletException fault) {
      replies.of(fault).send(response);
    }
  }

  /** What a wallet signed may be larger than anything else that is sent. */
  private static RuntimeException told(HttpServletRequest request, RuntimeException refused) {
    return refused instanceof Refusal known
            && known.code() == ErrorCode.TOO_LARGE
            && request.getRequestURI().endsWith("/signed")
        ? new Refusal(
            ErrorCode.TOO_LARGE,
            known.words()
                + ": give it on the payout's page of the dashboard, which takes up to 1,000,000"
                + " letters, or have the operator raise aureus.web.body-limit")
        : refused;
  }

  /** Turns the server's own error pages into envelopes. */
  private final class EnvelopedErrors extends HttpServletResponseWrapper {
    EnvelopedErrors(HttpServletResponse response) {
      super(response);
    }

    @Override
    public void sendError(int status) throws IOException {
      replies.transport(status).send((HttpServletResponse) getResponse());
    }

    @Override
    public void sendError(int status, String words) throws IOException {
      sendError(status);
    }
  }
}
