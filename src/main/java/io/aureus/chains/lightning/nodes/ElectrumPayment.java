package io.aureus.chains.lightning.nodes;

import io.aureus.chains.nodes.NodeFailure;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

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
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  enum Direction {
    SENT,
    RECEIVED,
    /** To itself, or through it to others: no business of ours. */
    OTHER
  }

  /** All of the history but its openings and closings of channels. */
  static List<ElectrumPayment> all(JsonNode history) throws NodeFailure {
    List<ElectrumPayment> all = new ArrayList<>();
    for (JsonNode each : ElectrumCalls.list(history, "its history")) {
      if (ElectrumCalls.text(each, "type").equals("payment")) {
        all.add(read(each));
      }
    }
    return all;
  }

  private static ElectrumPayment read(JsonNode told) throws NodeFailure {
    JsonNode fee = told.path("fee_msat");
    return new ElectrumPayment(
        hash(told, "payment_hash"),
        hash(told, "preimage"),
        direction(ElectrumCalls.whole(told, "direction")),
        ElectrumCalls.whole(told, "amount_msat"),
        fee.isNull() || fee.isMissingNode() ? null : ElectrumCalls.whole(told, "fee_msat"),
        instant(ElectrumCalls.whole(told, "timestamp")));
  }

  private static Direction direction(long told) {
    if (told == 0) {
      return Direction.SENT;
    }
    return told == 1 ? Direction.RECEIVED : Direction.OTHER;
  }

  private static String hash(JsonNode told, String field) throws NodeFailure {
    String text = ElectrumCalls.text(told, field);
    if (!HASH.matcher(text).matches()) {
      throw ElectrumCalls.malformed(field);
    }
    return text;
  }

  private static Instant instant(long seconds) throws NodeFailure {
    try {
      return Instant.ofEpochSecond(seconds);
    } catch (DateTimeException e) {
      throw ElectrumCalls.malformed("timestamp");
    }
  }
}
