package io.aureus.sandbox;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A customer's wallet on the simulated Lightning: it pays an invoice, exactly and once. */
record LightningWallet(SimulatedNodes nodes) {
  /** As LND numbers what it refuses. */
  private static final int EXISTS = 6;

  /**
   * Pays, and returns when it is over.
   *
   * @param invoice BOLT11
   * @return the payment hash
   * @throws Refusal where it is not paid, and why
   */
  String pay(String invoice) {
    JsonNode answer =
        nodes.payer(
            "/v2/router/send",
            Map.of(
                "payment_request",
                invoice,
                "timeout_seconds",
                30,
                "fee_limit_msat",
                "0",
                "no_inflight_updates",
                true));
    JsonNode error = answer.path("error");
    if (error.isObject()) {
      throw new Refusal(ErrorCode.CONFLICT, words(error));
    }
    JsonNode payment = answer.path("result");
    if (!payment.path("status").asString("").equals("SUCCEEDED")) {
      throw new Refusal(ErrorCode.CONFLICT, reason(payment.path("failure_reason").asString("")));
    }
    return payment.path("payment_hash").asString();
  }

  private static String words(JsonNode error) {
    String words = error.path("message").asString("");
    if (error.path("code").asInt() == EXISTS) {
      return "Lightning refuses to pay an invoice twice, so nothing was sent: " + words;
    }
    if (words.startsWith("invoice expired")) {
      return "the invoice can no longer be paid, so nothing was sent: " + words;
    }
    return "the payer's node refuses it, and nothing was sent: " + words;
  }

  private static String reason(String named) {
    return switch (named) {
      case "FAILURE_REASON_INSUFFICIENT_BALANCE" ->
          "the payer's node has less on its side of the channel than the invoice asks for";
      case "FAILURE_REASON_INCORRECT_PAYMENT_DETAILS" ->
          "the shop's node does not take it: the invoice is not open there any more";
      default -> "the payment failed, and nothing was sent: " + named;
    };
  }
}
