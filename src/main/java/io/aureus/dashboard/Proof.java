package io.aureus.dashboard;

import io.aureus.merchants.People;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a form carries to show that whoever sits there is still the person who signed in: an open
 * session alone must not reach money or secrets.
 *
 * @param code of the authenticator app; null or empty where the person has none
 */
record Proof(@Nullable String password, @Nullable String code) {
  /**
   * @throws io.aureus.errors.Refusal as {@link People#confirm}
   */
  void check(People people, SignedIn me, HttpServletRequest request) {
    people.confirm(
        me.person(),
        Objects.requireNonNullElse(password, ""),
        Objects.requireNonNullElse(code, ""),
        request.getRemoteAddr());
  }

  @Override
  public String toString() {
    return "Proof[…]";
  }
}
