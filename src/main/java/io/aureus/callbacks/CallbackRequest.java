package io.aureus.callbacks;

import io.aureus.merchants.CallbackCredentials;
import io.aureus.merchants.MerchantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One call, ready to be sent.
 *
 * @param headers in the order in which they are sent
 * @param body empty in the GET form
 * @param secrets what must not show in the record of the call
 */
record CallbackRequest(
    String method,
    CallbackUrl url,
    Map<String, String> headers,
    String body,
    List<String> secrets) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * Puts the secrets in, at the last moment. Without callback credentials the headers that prove
   * them are left out; without a key that still holds, so is {@code Api-Key}.
   *
   * @throws IllegalArgumentException where the URL cannot be called; the words say why
   */
  static CallbackRequest of(
      CourierRows.Claimed delivery, CallbackCredentials credentials, Instant now) {
    return of(delivery, credentials, now, true);
  }

  /**
   * The same without {@code Callback-Token} and {@code Signature}: they prove a call whatever its
   * event is, and nobody may get them for one that is none of an order.
   *
   * @throws IllegalArgumentException as {@link #of}
   */
  static CallbackRequest ofTest(
      CourierRows.Claimed test, CallbackCredentials credentials, Instant now) {
    return of(test, credentials, now, false);
  }

  private static CallbackRequest of(
      CourierRows.Claimed delivery,
      CallbackCredentials credentials,
      Instant now,
      boolean isOfAnOrder) {
    List<String> secrets = new ArrayList<>();
    Map<String, String> headers = new LinkedHashMap<>();
    String apiKey = credentials.apiKey(delivery.apiKeyId()).orElse("");
    if (!apiKey.isEmpty()) {
      headers.put("Api-Key", apiKey);
      secrets.add(apiKey);
    }
    CallbackUrl url =
        delivery
            .additions()
            .appendedTo(CallbackUrl.parse(delivery.baseUrl()), apiKey, delivery.subject());
    String body = body(delivery);
    CallbackSignature.Sent sent = sent(delivery, url, now);
    headers.put("Date", sent.date());
    headers.put("Aureus-Delivery-Id", sent.deliveryId());
    headers.put("Aureus-Event", sent.event());
    credentials
        .of(new MerchantId(delivery.merchant()))
        .ifPresent(
            pair -> {
              if (isOfAnOrder) {
                headers.put("Callback-Token", pair.token());
                headers.put(
                    "Signature", CallbackSignature.legacy(pair.secret(), sent.date(), sent.url()));
              }
              headers.put(
                  "Aureus-Signature",
                  CallbackSignature.whole(
                      pair.secret(), sent, body.getBytes(StandardCharsets.UTF_8)));
              secrets.add(pair.token());
              secrets.add(pair.secret());
            });
    return new CallbackRequest(sent.method(), url, headers, body, secrets);
  }

  private static CallbackSignature.Sent sent(
      CourierRows.Claimed delivery, CallbackUrl url, Instant now) {
    return new CallbackSignature.Sent(
        now.truncatedTo(ChronoUnit.SECONDS).toString(),
        delivery.id().toString(),
        delivery.event(),
        delivery.method(),
        url.requested());
  }

  private static String body(CourierRows.Claimed delivery) {
    if (!delivery.method().equals("POST")) {
      return "";
    }
    if (delivery.statusAlias().isEmpty()) {
      return delivery.information();
    }
    ObjectNode order = (ObjectNode) JSON.readTree(delivery.information());
    return order.put("status", delivery.statusAlias()).toString();
  }

  @Override
  public String toString() {
    return "CallbackRequest[" + method + " " + url.origin() + "]";
  }
}
