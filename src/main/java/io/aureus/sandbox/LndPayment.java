package io.aureus.sandbox;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A payment by a simulated LND.
 *
 * @param fee what routing takes beyond the amount, in millisatoshi as that is
 * @param preimage 64 zeros until it has succeeded
 * @param reason as LND names it
 */
record LndPayment(
    long index,
    String hash,
    long millisatoshi,
    long fee,
    String text,
    Instant createdAt,
    Status status,
    String preimage,
    String reason) {
  /** As LND names them. */
  enum Status {
    IN_FLIGHT,
    SUCCEEDED,
    FAILED
  }

  private static final String NONE = "0".repeat(64);

  static LndPayment begun(
      long index, String hash, long millisatoshi, long fee, String text, Instant at) {
    return new LndPayment(
        index, hash, millisatoshi, fee, text, at, Status.IN_FLIGHT, NONE, "FAILURE_REASON_NONE");
  }

  LndPayment succeeded(String proof) {
    return new LndPayment(
        index, hash, millisatoshi, fee, text, createdAt, Status.SUCCEEDED, proof, reason);
  }

  LndPayment failed(String why) {
    return new LndPayment(
        index,
        hash,
        millisatoshi,
        fee,
        text,
        createdAt,
        Status.FAILED,
        preimage,
        "FAILURE_REASON_" + why);
  }

  /** What it takes of the payer's side, in millisatoshi. */
  long total() {
    return millisatoshi + fee;
  }

  boolean isOpen() {
    return status == Status.IN_FLIGHT;
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("payment_hash", hash);
    json.put("value_sat", Long.toString(millisatoshi / 1_000));
    json.put("value_msat", Long.toString(millisatoshi));
    json.put("payment_preimage", preimage);
    json.put("payment_request", text);
    json.put("status", status.name());
    json.put("fee_sat", Long.toString(fee / 1_000));
    json.put("fee_msat", Long.toString(fee));
    json.put("creation_time_ns", createdAt.getEpochSecond() + "000000000");
    json.put("htlcs", new int[0]);
    json.put("payment_index", Long.toString(index));
    json.put("failure_reason", reason);
    return json;
  }
}
