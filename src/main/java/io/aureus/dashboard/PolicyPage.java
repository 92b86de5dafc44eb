package io.aureus.dashboard;

import java.util.List;

/**
 * What the signer is bound by. Public because templates read it.
 *
 * @param rules in words
 * @param stopped why nothing is signed, since when and by whom; empty where signing goes on
 * @param needsCode whether the person must type a code of an authenticator app
 */
public record PolicyPage(
    Shell shell, List<Rule> rules, List<Cap> caps, String stopped, boolean needsCode) {
  public record Rule(String name, String value, String setting) {}

  /** Empty where there is none. */
  public record Cap(String coin, String payout, String day, String spent, String approval) {}
}
