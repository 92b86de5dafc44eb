package io.aureus.dashboard;

import java.util.List;

/**
 * Where a merchant's withdrawals may go. Public because templates read it.
 *
 * @param listedOnly whether withdrawals go nowhere else
 * @param delay how long a withdrawal to a new address waits; {@code none} for not at all
 * @param distant whether the list is kept by a signer in another process
 * @param merchant as the signer's command line names it
 * @param mayChange whether it is an owner who looks
 */
public record DestinationsPage(
    Shell shell,
    List<Line> lines,
    List<Choice> chains,
    Typed typed,
    boolean listedOnly,
    String delay,
    boolean distant,
    String merchant,
    boolean mayChange,
    boolean needsCode) {

  /**
   * @param id of its forms in the page
   * @param chain the code
   * @param by who added it
   */
  public record Line(
      String id,
      String chain,
      String network,
      String address,
      String label,
      String by,
      String added) {}

  public record Choice(String code, String name, boolean chosen) {}

  /** What was typed, shown again where it was refused. */
  public record Typed(String address, String label) {}
}
