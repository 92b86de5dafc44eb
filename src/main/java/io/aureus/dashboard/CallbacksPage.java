package io.aureus.dashboard;

import io.aureus.callbacks.CallbackTest;
import java.util.List;
import java.util.Optional;

/**
 * How callbacks are signed and judged. Public because templates read it.
 *
 * @param fresh a new token and secret, shown this once; empty otherwise
 * @param needsCode whether the person has an authenticator app
 * @param setUp whether callbacks are signed
 * @param hint the token's last characters
 * @param test what came of a test that was just made
 */
public record CallbacksPage(
    Shell shell,
    List<KeysPage.Fresh> fresh,
    boolean needsCode,
    boolean setUp,
    String hint,
    boolean anyTwoHundred,
    String alias,
    List<String> aliases,
    TestForm form,
    Optional<CallbackTest> test) {

  /**
   * What is to be tested, as it was typed.
   *
   * @param post whether by POST
   */
  public record TestForm(String url, boolean post) {}
}
