package io.aureus.payouts;

import io.aureus.chains.Departures.Departure;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Amount;
import java.time.Duration;
import java.util.List;

/**
 * What the chain says of a payout that somebody else with our keys may have paid: the machine
 * before a restore, or a thief. Answers in words are for people, and empty where nothing is to be
 * said. Nodes are asked, but by {@link #unexplained} and {@link #paidElsewhere}.
 */
interface Evidence {
  /** By so much at most a block's time and our clock differ, and then some. */
  Duration CLOCKS = Duration.ofDays(1);

  /**
   * A transfer that paid a payout for good.
   *
   * @param spent what the network took for its whole transaction, in the native coin
   */
  record Proof(String hash, String position, long block, Amount spent) {}

  /** Transfers that may have paid it, and that no payout knows. */
  List<Departure> unexplained(Payout payout);

  /** Why one is not to be built that a back-up brought. */
  String againstBuilding(Payout payout);

  /** Why it cannot be said that it was never paid. */
  String against(Payout payout);

  /** Why one that is signed may still be mined, or is. */
  String mayBeMined(Payout payout);

  /** What took the place of one that is never mined any more. */
  String displaced(Payout payout);

  /**
   * @throws Refusal {@code CONFLICT} where it does not pay the payout for good, with what it does
   */
  Proof proof(Payout payout, String hash);

  /** What may have paid it that no payout knows. */
  default String paidElsewhere(Payout payout) {
    return unexplained(payout).stream()
        .findFirst()
        .map(
            one ->
                ("block %4$d holds a transfer of %1$s %2$s to %3$s that no payout here knows. If it"
                        + " paid this one, say that it is paid by transaction %5$s")
                    .formatted(
                        payout.amount().text(),
                        payout.amount().asset().code(),
                        one.to(),
                        one.block(),
                        one.txHash()))
        .orElse("");
  }

  static Refusal conflict(String words) {
    return new Refusal(ErrorCode.CONFLICT, words);
  }

  /** One that is not as deep as where we stop looking at our own. */
  static Refusal tooShallow(String hash, long depth, long needed) {
    return conflict(
        "transaction %s is %d blocks deep and has to be %d: nobody looks at it afterwards"
            .formatted(hash, depth, needed));
  }
}
