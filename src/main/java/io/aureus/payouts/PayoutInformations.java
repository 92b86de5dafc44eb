package io.aureus.payouts;

import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.wallets.Custody;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Makes the public fields of a merchant's payout. Pure. */
public final class PayoutInformations {
  private static final DateTimeFormatter WIRE_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

  private PayoutInformations() {}

  /** UTC without a zone and without a fraction, as every time on the wire is written. */
  public static String wireTime(Instant instant) {
    return WIRE_TIME.format(instant);
  }

  public static PayoutInformation of(Payout payout) {
    Asset asset = payout.amount().asset();
    Amount spent = payout.spent();
    return new PayoutInformation(
        String.valueOf(payout.merchant()),
        payout.id().value(),
        payout.kind().name(),
        payout.state().name(),
        asset.chain().code(),
        asset.chain().name(),
        asset.code(),
        asset.contract(),
        payout.amount().text(),
        payout.fee().text(),
        payout.reserved().text(),
        payout.destination(),
        payout.payee(),
        payout.orderId(),
        payout.reference(),
        payout.actor(),
        payout.holdReason(),
        payout.txHash(),
        spent == null ? null : spent.text(),
        spent == null ? null : spent.asset().code(),
        payout.reverted(),
        payout.custody() == Custody.SELF ? "self_custody" : "custodial",
        payout.version(),
        wireTime(payout.createdAt()),
        wireTime(payout.updatedAt()));
  }
}
