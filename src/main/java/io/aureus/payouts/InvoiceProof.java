package io.aureus.payouts;

import io.aureus.chains.lightning.Invoice;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Books the payment of an invoice whose node is lost, by the preimage that only a paid payee shows.
 */
final class InvoiceProof {
  private static final Pattern PREIMAGE = Pattern.compile("[0-9a-f]{64}");

  private final LightningRows bound;
  private final PayoutMoves moves;

  InvoiceProof(LightningRows bound, PayoutMoves moves) {
    this.bound = bound;
    this.moves = moves;
  }

  /**
   * What was typed, once it was found to prove the payment.
   *
   * @param routing what is booked as taken by routing
   */
  record Shown(String preimage, Amount routing) {}

  /**
   * @param routing in whole coins; null where nobody knows, and all that was kept counts as taken
   * @throws Refusal {@code BAD_REQUEST} for what is no preimage, or more than was kept for routing;
   *     {@code CONFLICT} for another invoice's
   */
  static Shown read(Payout payout, String preimage, @Nullable BigDecimal routing) {
    String hex = preimage.strip().toLowerCase(Locale.ROOT);
    if (!PREIMAGE.matcher(hex).matches()) {
      throw bad("preimage: must be 64 hex digits");
    }
    Invoice invoice = InvoiceDesk.of(payout);
    if (!invoice.isProvenBy(hex)) {
      throw Evidence.conflict(
          "this preimage proves nothing of this payout: its SHA-256 is not the payment hash "
              + invoice.terms().paymentHash());
    }
    return new Shown(hex, routing == null ? payout.fee() : taken(payout, routing));
  }

  private static Amount taken(Payout payout, BigDecimal routing) {
    Asset asset = payout.fee().asset();
    Amount kept = payout.fee();
    String most =
        "routing: it took from 0 to %s %s, which was kept for it"
            .formatted(kept.text(), asset.code());
    if (routing.signum() == 0) {
      return Amount.zero(asset);
    }
    Amount taken = AskedAmount.of(asset, routing, () -> bad(most));
    if (!kept.isAtLeast(taken)) {
      throw bad(most);
    }
    return taken;
  }

  /**
   * Inside the current transaction, in which the payout is locked.
   *
   * @throws Refusal {@code CONFLICT} while a node is told to pay it
   */
  Payout book(Payout payout, Shown shown, String actor) {
    if (bound.of(payout.id()).isBusy(moves.now())) {
      throw Evidence.conflict(
          "a node is told to pay it at this moment: its record will say what became of it");
    }
    bound.paid(payout.id(), shown.preimage());
    String hash = bound.of(payout.id()).paymentHash();
    Payout seen =
        moves.move(
            payout,
            PayoutState.SEEN,
            new PayoutMoves.Mined(hash, shown.routing(), false),
            "found paid by %s: preimage %s proves it".formatted(actor, shown.preimage()),
            null);
    return moves.confirm(
        seen, shown.routing(), "final, and routing counts as " + shown.routing().text());
  }

  private static Refusal bad(String words) {
    return new Refusal(ErrorCode.BAD_REQUEST, words);
  }
}
