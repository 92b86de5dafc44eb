package io.aureus.payouts;

import io.aureus.chains.Departures.Departure;
import io.aureus.chains.lightning.LightningAccess;
import io.aureus.chains.lightning.PayingNode;
import io.aureus.chains.lightning.SentPayment;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import java.util.List;

/**
 * What the node says of an invoice that the machine before may have paid. What it has paid is found
 * by its record, without anybody's word.
 */
final class InvoiceEvidence implements Evidence {
  private final LightningAccess access;

  InvoiceEvidence(LightningAccess access) {
    this.access = access;
  }

  @Override
  public List<Departure> unexplained(Payout payout) {
    return List.of();
  }

  @Override
  public String againstBuilding(Payout payout) {
    return against(payout);
  }

  @Override
  public String against(Payout payout) {
    PayingNode node =
        PayingNode.of(access, payout.amount().asset().chain())
            .orElseThrow(
                () ->
                    new Refusal(
                        ErrorCode.UNAVAILABLE, "no credential that pays by Lightning is set up"));
    return switch (node.sent(InvoicePayouts.paymentHash(payout))) {
      case SentPayment.Paid _ -> "the node has paid it, and in a moment that is booked";
      case SentPayment.InFlight _ ->
          "the node may be paying it: ask again in a minute or two, until it says that it is not";
      case SentPayment.Failed _, SentPayment.Unknown _ -> "";
    };
  }

  /** Its own record settles it as soon as it is sure. */
  @Override
  public String mayBeMined(Payout payout) {
    return "only the node of Lightning that it was given to says whether it was paid, and the"
        + " payout ends by itself once that has said so for good";
  }

  @Override
  public String displaced(Payout payout) {
    return "the node did not pay it";
  }

  @Override
  public Proof proof(Payout payout, String hash) {
    throw Evidence.conflict(
        "no transaction pays an invoice of Lightning: the node's record says whether it was paid");
  }
}
