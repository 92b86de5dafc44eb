package io.aureus.dashboard;

import java.util.List;

/**
 * How many confirmations orders wait for. Public because templates read it.
 *
 * @param scopes what a band may be for
 * @param units what a sum may be in
 * @param most at risk at any moment, as it is typed
 * @param currency of it
 * @param now at risk at this moment, e.g. {@code 12.00 USD}
 * @param takesRisk whether something may count unconfirmed
 * @param typed what was sent and refused, or nothing
 */
public record DepthsPage(
    Shell shell,
    List<Scope> scopes,
    List<String> units,
    List<String> currencies,
    String most,
    String currency,
    String now,
    boolean takesRisk,
    Typed typed) {

  /**
   * A coin or a chain.
   *
   * @param usual in words, what holds where no band does
   */
  public record Scope(String code, String name, String usual, String range, List<Band> bands) {}

  /**
   * @param sum in words
   * @param upTo as it is sent back to take the band away; empty for any sum
   * @param risky whether it lets payments count unconfirmed
   */
  public record Band(String sum, String upTo, String unit, String depth, boolean risky) {}

  /** What stands in the form. */
  public record Typed(String scope, String upTo, String unit, String confirmations) {}
}
