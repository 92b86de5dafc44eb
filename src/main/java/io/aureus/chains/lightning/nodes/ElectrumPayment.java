package io.aureus.chains.lightning.nodes;

import io.aureus.chains.nodes.NodeFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A payment of Electrum's history: one whose preimage has been shown, so that it stays.
 *
 * @param millisatoshi above 0 for what came, below for what went, the fee in it
 * @param fee in millisatoshi; null where it is not known. Below 0 where other parts are still out
 */
record ElectrumPayment(
    String paymentHash,
    String preimage,
    Direction direction,
    long millisatoshi,
    @Nullable Long fee,
    Instant at) {
  enum Direction {
    SENT,
    RECEIVED,
    /** To itself, or through it to others: no business of ours. */
    OTHER
  }

  /** All of the history but its openings and closings of channels. */
  static List<ElectrumPayment> all(ElectrumCalls calls) throws NodeFailure {
    List<ElectrumPayment> all = new ArrayList<>();
    for (Told each : calls.list("lightning_history")) {
      if (each.text("type").equals("payment")) {
        all.add(read(each));
      }
    }
    return all;
  }

  private static ElectrumPayment read(Told told) throws NodeFailure {
    return new ElectrumPayment(
        told.hash("payment_hash"),
        told.hash("preimage"),
        direction(told.number("direction")),
        told.number("amount_msat"),
        told.has("fee_msat") ? told.number("fee_msat") : null,
        Told.second(told.number("timestamp")));
  }

  private static Direction direction(long told) {
    if (told == 0) {
      return Direction.SENT;
    }
    return told == 1 ? Direction.RECEIVED : Direction.OTHER;
  }
}
