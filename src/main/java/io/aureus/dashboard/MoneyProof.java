package io.aureus.dashboard;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.merchants.People;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The proof that it takes to move money, or to make it possible. Where the installation asks for
 * it, a person without an authenticator app moves none: a password that was stolen or guessed must
 * not be worth money by itself. Nor is it by way of an app that the thief sets up: one that did not
 * come with the account moves none until some time has passed, in which its owner is locked out and
 * learns of it.
 */
final class MoneyProof {
  /** What is told to whoever has no app; the page adds the way to it. */
  static final String APP_FIRST =
      "Set up an authenticator app first: a password alone moves no money here. Nothing was done.";

  private final People people;
  private final boolean needsApp;
  private final Duration wait;
  private final Clock clock;

  /**
   * @param wait how long after it was set up an app moves no money
   */
  MoneyProof(People people, boolean needsApp, Duration wait, Clock clock) {
    this.people = people;
    this.needsApp = needsApp;
    this.wait = wait;
    this.clock = clock;
  }

  /**
   * @throws Refusal {@code FORBIDDEN} where an app is needed and the person has none, or it is too
   *     new; else as {@link People#confirm}
   */
  void check(SignedIn me, Proof proof, HttpServletRequest request) {
    // Before the password, which is no help then.
    if (app(me) == Shell.App.MISSING) {
      throw new Refusal(ErrorCode.FORBIDDEN, APP_FIRST);
    }
    from(me)
        .ifPresent(
            from -> {
              throw new Refusal(ErrorCode.FORBIDDEN, tooNew(from) + " Nothing was done.");
            });
    proof.check(people, me, request);
  }

  private static String tooNew(Instant from) {
    return "Your authenticator app is new: it moves money from %s on.".formatted(Texts.time(from));
  }

  /** Whether the person has an app, and whether that is in the way of moving money. */
  Shell.App app(SignedIn me) {
    if (people.hasSecondFactor(me.person())) {
      return Shell.App.ON;
    }
    return needsApp ? Shell.App.MISSING : Shell.App.OFF;
  }

  /** Until when the person's app is too new to move money; empty where it is not. */
  Optional<Instant> from(SignedIn me) {
    return needsApp
        ? people
            .factorSince(me.person())
            .map(since -> since.plus(wait))
            .filter(from -> from.isAfter(clock.instant()))
        : Optional.empty();
  }
}
