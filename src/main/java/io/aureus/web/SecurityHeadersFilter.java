package io.aureus.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells browsers to run nothing but our own files, to show us in no frame (but see {@link Frames}),
 * and to tell nobody where a payer came from (checkout links are capabilities).
 */
final class SecurityHeadersFilter extends OncePerRequestFilter {
  static final String POLICY_HEADER = "Content-Security-Policy";

  /** The one file that shops' own pages load from here; see checkout.md. */
  private static final String EMBED = "/static/embed.js";

  /**
   * @param ancestors who may show the answer in a frame
   */
  static String policy(String ancestors) {
    return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        + "connect-src 'self'; form-action 'self'; frame-ancestors "
        + ancestors
        + "; base-uri 'none'";
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setHeader(POLICY_HEADER, policy("'none'"));
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader(
        "Cross-Origin-Resource-Policy",
        request.getRequestURI().equals(EMBED) ? "cross-origin" : "same-origin");
    response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=(), usb=()");
    if (isHttps(request)) {
      response.setHeader("Strict-Transport-Security", "max-age=31536000");
    }
    chain.doFilter(request, response);
  }

  /** Browsers ignore the header over plain HTTP, so a proxy's word may be taken for it here. */
  private static boolean isHttps(HttpServletRequest request) {
    return request.isSecure() || "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
  }
}
