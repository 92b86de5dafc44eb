package io.aureus.api;

import io.aureus.merchants.SignedRequest;
import io.aureus.web.RateLimits;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Optional;

/** A request to the API as it came, with its body read. */
final class ApiRequest implements SignedRequest {
  /** The servlet request's attribute that holds it; controllers ask for it by this name. */
  static final String ATTRIBUTE = "aureus.api.request";

  private final HttpServletRequest request;
  private final byte[] body;

  ApiRequest(HttpServletRequest request, byte[] body) {
    this.request = request;
    this.body = body;
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String path() {
    return request.getRequestURI();
  }

  @Override
  public String query() {
    return Objects.requireNonNullElse(request.getQueryString(), "");
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeader(name));
  }

  @Override
  public byte[] body() {
    return body;
  }

  /** Its sender, for counting. */
  String client() {
    return RateLimits.client(remoteAddress());
  }

  String remoteAddress() {
    return request.getRemoteAddr();
  }
}
