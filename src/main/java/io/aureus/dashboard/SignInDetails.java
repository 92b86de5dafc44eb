package io.aureus.dashboard;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Where a person signs in from, and the code that he typed, which no session keeps. */
final class SignInDetails extends WebAuthenticationDetails {
  private static final long serialVersionUID = 1;

  private final transient @Nullable String code;

  SignInDetails(HttpServletRequest request) {
    super(request);
    code = request.getParameter("code");
  }

  /** Empty where none was typed, or where it was read back from a session. */
  String code() {
    return code == null ? "" : code;
  }
}
