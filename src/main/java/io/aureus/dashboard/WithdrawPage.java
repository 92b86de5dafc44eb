package io.aureus.dashboard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Taking money out, in two steps. Public because templates read it.
 *
 * @param isLightning whether the coin is one on Lightning, so that an invoice or a Lightning
 *     address is asked for
 * @param typed what is asked for, as it was typed
 * @param preview what it would cost; null in the first step
 * @param once makes one payout of however many clicks
 * @param needsCode whether the person has an authenticator app
 */
public record WithdrawPage(
    Shell shell,
    List<Choice> coins,
    boolean isLightning,
    Typed typed,
    @Nullable Preview preview,
    String once,
    boolean needsCode) {

  public record Choice(String code, String words, boolean chosen, boolean isLightning) {}

  /**
   * @param fee {@code amount} where the fee is taken off the amount
   * @param custody {@code self} for a wallet of the merchant's own
   */
  public record Typed(
      String coin, String amount, String address, String fee, String reference, String custody) {
    /** Whether the merchant's own wallet is to sign it. */
    public boolean isOwn() {
      return custody.equals("self");
    }

    /** The same with all that there is, of which the fee comes off. */
    Typed all(String held) {
      return new Typed(coin, held, address, "amount", reference, custody);
    }
  }

  /**
   * @param hold why it would be held; empty where it would not
   * @param to the address, the invoice, or what that is asked of
   * @param node the node of Lightning that would be paid; empty on other networks
   */
  public record Preview(
      String arrives,
      String fee,
      String leaves,
      String available,
      String network,
      String hold,
      String to,
      String node) {}
}
