package io.aureus.payouts;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.Signer;
import io.aureus.keys.SpendingPolicy;
import io.aureus.payouts.Places.Gas;
import io.aureus.payouts.Places.Place;
import java.math.BigInteger;
import java.time.Duration;

/** From built to signed, and signing again for the same place with a higher fee. */
final class Signing {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

  private final Places places;
  private final SignedRows signed;
  private final PayoutMoves moves;
  private final Craft craft;
  private final PayoutStep.Listener steps;

  Signing(
      Places places, SignedRows signed, PayoutMoves moves, Craft craft, PayoutStep.Listener steps) {
    this.places = places;
    this.signed = signed;
    this.moves = moves;
    this.craft = craft;
    this.steps = steps;
  }

  Payout sign(Payout payout) {
    Place place = place(payout);
    Signer.Signed bytes;
    try {
      bytes = sign(payout, place, place.gas());
    } catch (Refusal e) {
      if (e.code() != ErrorCode.FORBIDDEN) {
        throw e;
      }
      return giveBack(payout, e.words());
    }
    steps.reached(PayoutStep.SIGNED_UNSTORED);
    return moves.together(
        () -> {
          Payout after =
              moves.move(
                  payout,
                  PayoutState.SIGNED,
                  new PayoutMoves.Mined(bytes.hash(), null, false),
                  "signed as number " + place.nonce(),
                  moves.now());
          signed.store(payout.id(), 1, place, place.gas(), bytes, moves.now());
          return after;
        });
  }

  /**
   * Stores bytes that pay at least an eighth more; nothing is done where somebody was faster.
   *
   * @param no of the newest bytes, which may cost {@code newest}
   */
  void raise(Payout payout, int no, Gas newest, Gas offered) {
    Gas gas =
        new Gas(
            newest.limit(),
            raised(newest.maxFee()).max(offered.maxFee()),
            raised(newest.priority()).max(offered.priority()));
    Place place = place(payout);
    Signer.Signed bytes = sign(payout, place, gas);
    steps.reached(PayoutStep.RAISED_UNSTORED);
    moves.together(
        () -> {
          // First the move: who was slower than another node is told so, and stores nothing.
          Payout after =
              moves.move(
                  payout,
                  payout.state(),
                  new PayoutMoves.Mined(bytes.hash(), null, false),
                  "signed again with a higher fee",
                  moves.now());
          signed.store(payout.id(), no + 1, place, gas, bytes, moves.now());
          return after;
        });
    steps.reached(PayoutStep.RAISED_UNOFFERED);
  }

  Place place(Payout payout) {
    return places
        .of(payout.id())
        .orElseThrow(() -> new IllegalStateException(payout.id() + " has no place"));
  }

  private Signer.Signed sign(Payout payout, Place place, Gas gas) {
    return craft.sign(payout, place.nonce(), gas);
  }

  private Payout giveBack(Payout payout, String rule) {
    return moves.together(
        () -> {
          Payout after =
              moves.hold(
                  payout,
                  // No person's word lets that one go on.
                  SpendingPolicy.isOfDayFees(rule) ? PayoutHold.GAS_PRICE : PayoutHold.POLICY,
                  "the signer refuses it: " + rule,
                  moves.now().plus(LOOK_AGAIN));
          places.giveBack(payout.id(), moves.now());
          return after;
        });
  }

  /** Nodes take a replacement only where it pays a tenth more. */
  private static BigInteger raised(BigInteger fee) {
    return fee.add(fee.shiftRight(3)).add(BigInteger.ONE);
  }
}
