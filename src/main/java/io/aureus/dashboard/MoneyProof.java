package io.aureus.dashboard;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.merchants.People;
import jakarta.servlet.http.HttpServletRequest;

/**
 * The proof that it takes to move money, or to make it possible. Where the installation asks for
 * it, a person without an authenticator app moves none: a password that was stolen or guessed must
 * not be worth money by itself.
 */
final class MoneyProof {
  /** What is told to whoever has no app; the page adds the way to it. */
  static final String APP_FIRST =
      "Set up an authenticator app first: a password alone moves no money here. Nothing was done.";

  private final People people;
  private final boolean needsApp;

  MoneyProof(People people, boolean needsApp) {
    this.people = people;
    this.needsApp = needsApp;
  }

  /**
   * @throws Refusal {@code FORBIDDEN} where an app is needed and the person has none; else as
   *     {@link People#confirm}
   */
  void check(SignedIn me, Proof proof, HttpServletRequest request) {
    // Before the password, which is no help then.
    if (app(me) == Shell.App.MISSING) {
      throw new Refusal(ErrorCode.FORBIDDEN, APP_FIRST);
    }
    proof.check(people, me, request);
  }

  /** Whether the person has an app, and whether that is in the way of moving money. */
  Shell.App app(SignedIn me) {
    if (people.hasSecondFactor(me.person())) {
      return Shell.App.ON;
    }
    return needsApp ? Shell.App.MISSING : Shell.App.OFF;
  }
}
