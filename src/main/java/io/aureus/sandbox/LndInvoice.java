package io.aureus.sandbox;

import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An invoice of a simulated LND.
 *
 * @param addIndex counts those that were made, from 1 on
 * @param preimage in 64 hexadecimal digits, as is the hash
 * @param millisatoshi asked for
 * @param settleIndex counts those that were settled, from 1 on; 0 before
 * @param paid in millisatoshi
 * @param settledAt 1970 before it is
 */
record LndInvoice(
    long addIndex,
    String hash,
    String preimage,
    long millisatoshi,
    String memo,
    String text,
    Instant createdAt,
    long expirySeconds,
    State state,
    long settleIndex,
    long paid,
    Instant settledAt) {
  /** As LND names them. */
  enum State {
    OPEN,
    /** The money is here, and not taken yet. */
    ACCEPTED,
    SETTLED
  }

  LndInvoice accepted(long came) {
    return with(State.ACCEPTED, 0, came, Instant.EPOCH);
  }

  LndInvoice settled(long index, Instant at) {
    return with(State.SETTLED, index, paid, at);
  }

  private LndInvoice with(State next, long index, long came, Instant at) {
    return new LndInvoice(
        addIndex,
        hash,
        preimage,
        millisatoshi,
        memo,
        text,
        createdAt,
        expirySeconds,
        next,
        index,
        came,
        at);
  }

  /** As LND writes it by REST: numbers of 64 bits as text, bytes in base64. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("memo", memo);
    json.put("r_hash", base64(hash));
    json.put("r_preimage", base64(preimage));
    json.put("value", Long.toString(millisatoshi / 1_000));
    json.put("value_msat", Long.toString(millisatoshi));
    json.put("settled", state == State.SETTLED);
    json.put("creation_date", Long.toString(createdAt.getEpochSecond()));
    json.put("settle_date", Long.toString(settledAt.getEpochSecond()));
    json.put("payment_request", text);
    json.put("expiry", Long.toString(expirySeconds));
    json.put("add_index", Long.toString(addIndex));
    json.put("settle_index", Long.toString(settleIndex));
    json.put("amt_paid_sat", Long.toString(paid / 1_000));
    json.put("amt_paid_msat", Long.toString(paid));
    json.put("state", state.name());
    return json;
  }

  static String base64(String hex) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }
}
