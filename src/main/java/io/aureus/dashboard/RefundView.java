package io.aureus.dashboard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The refunds of an order on its page. Public because templates read it.
 *
 * @param currencies of which something is left; empty where nothing can be refunded now
 * @param why no refund is possible now; empty where one is, or where nothing ever came
 * @param form what was typed, or what stands there to begin with
 * @param proposal what the typed refund would be; null before it is known
 * @param link a refund link that was just made; empty for none
 */
public record RefundView(
    List<Choice> currencies,
    String why,
    Form form,
    @Nullable Proposal proposal,
    String link,
    String linkUntil,
    List<Line> refunds) {

  /**
   * What may be refunded of one coin.
   *
   * @param isOwn whether it came to the merchant's own wallet or node
   */
  public record Choice(String code, String words, boolean isLightning, boolean isOwn) {}

  /** Whether a payer's wallet may take something by itself, out of what is held here. */
  public boolean isClaimable() {
    return currencies.stream().anyMatch(choice -> choice.isLightning() && !choice.isOwn());
  }

  /** Whether something of it came by Lightning. */
  public boolean isLightning() {
    return currencies.stream().anyMatch(Choice::isLightning);
  }

  /** Whether all of it did. */
  public boolean isOnlyLightning() {
    return currencies.stream().allMatch(Choice::isLightning);
  }

  /** As typed. */
  public record Form(
      String kind, String currency, String amount, String address, String bearer, String once) {}

  /**
   * @param address on Lightning the invoice, or what that is asked of
   * @param node that would be paid on Lightning; empty on other networks
   * @param hold why it would wait; empty where it would not
   * @param exact the amount as a plain number, to be compared when it is confirmed
   * @param needsCode whether the person has an authenticator app
   */
  public record Proposal(
      String amount,
      String fee,
      String received,
      String address,
      String node,
      String hold,
      String exact,
      boolean needsCode) {}

  /**
   * A refund that was asked for.
   *
   * @param payout the id of the payout that carries it
   */
  public record Line(
      String amount,
      String status,
      String kind,
      String received,
      String address,
      String txHash,
      String asked,
      String actor,
      String payout) {}
}
