package io.aureus.merchants;

/**
 * Where a payer's browser goes when an order ends that does not say so itself.
 *
 * @param succeedUrl once it is paid; empty for nowhere
 * @param timeoutUrl once its window ended; empty for nowhere
 */
public record Redirects(String succeedUrl, String timeoutUrl) {
  /** Payers stay on the payment page. */
  public static final Redirects NONE = new Redirects("", "");
}
