package io.aureus.dashboard;

/**
 * What holds for a merchant's orders. Public because templates read it.
 *
 * @param fee our share of what comes in, e.g. {@code 0.8 %}
 * @param coins how many coins payers may choose among
 * @param confirmations what is set beside the usual ones
 */
public record SettingsPage(
    Shell shell, Typed typed, String fee, String coins, String confirmations) {
  /**
   * What can be changed here.
   *
   * @param tolerance in percent
   */
  public record Typed(String name, String tolerance, String succeedUrl, String timeoutUrl) {}
}
