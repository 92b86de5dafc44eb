package io.aureus.checkout;

import io.aureus.errors.Refusal;
import io.aureus.web.Notice;
import io.aureus.web.Pages;
import io.aureus.web.RateLimits;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.springframework.web.filter.OncePerRequestFilter;

/** Order numbers can be counted up, and anybody may ask for a payer's page: not without end. */
final class CheckoutGate extends OncePerRequestFilter {
  private final RateLimits limits;
  private final Pages pages;

  CheckoutGate(RateLimits limits, Pages pages) {
    this.limits = limits;
    this.pages = pages;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      limits.count(RateLimits.client(request.getRemoteAddr()));
    } catch (Refusal refusal) {
      refuse(response, Objects.requireNonNullElse(refusal.retryAfter(), Duration.ZERO));
      return;
    }
    chain.doFilter(request, response);
  }

  private void refuse(HttpServletResponse response, Duration wait) throws IOException {
    response.setStatus(429);
    response.setHeader("Retry-After", Long.toString(wait.toSeconds() + 1));
    response.setHeader("Cache-Control", "no-store");
    response.setContentType("text/html;charset=UTF-8");
    response
        .getWriter()
        .write(
            pages.render(
                "shared/notice",
                new Notice(
                    "Too many requests",
                    "Your network asks for payment pages too often. Nothing has been charged;"
                        + " please try again in a minute.")));
  }
}
