package io.aureus.checkout;

import io.aureus.errors.Refusal;
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
  private final RateLimits looks;
  private final PayerPages pages;

  /**
   * @param looks counts what pages fetch for their look, which must not use up the pages' own
   */
  CheckoutGate(RateLimits limits, RateLimits looks, PayerPages pages) {
    this.limits = limits;
    this.looks = looks;
    this.pages = pages;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      (isLook(request) ? looks : limits).count(RateLimits.client(request.getRemoteAddr()));
    } catch (Refusal refusal) {
      refuse(request, response, Objects.requireNonNullElse(refusal.retryAfter(), Duration.ZERO));
      return;
    }
    chain.doFilter(request, response);
  }

  private static boolean isLook(HttpServletRequest request) {
    return request.getRequestURI().matches("/checkout/[0-9]{20}/(brand\\.css|logo\\.png)");
  }

  private void refuse(HttpServletRequest request, HttpServletResponse response, Duration wait)
      throws IOException {
    response.setStatus(429);
    response.setHeader("Retry-After", Long.toString(wait.toSeconds() + 1));
    pages.write(request, response, "notice.too-many", "notice.too-many.text");
  }
}
