package io.aureus.callbacks;

import io.aureus.money.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The two signatures of a callback, both under the merchant's callback secret. Pure. */
public final class CallbackSignature {

  /**
   * All that the second signature covers.
   *
   * @param date the {@code Date} header as sent
   * @param deliveryId the {@code Aureus-Delivery-Id} header
   * @param event the {@code Aureus-Event} header
   * @param url as requested, with scheme, host and query
   */
  public record Sent(String date, String deliveryId, String event, String method, String url) {}

  private CallbackSignature() {}

  /**
   * The {@code Signature} header of Aurpay's callback authentication: {@code date | url}. It does
   * not cover the body.
   */
  public static String legacy(String secret, String date, String url) {
    return hmac(secret, date + " | " + url);
  }

  /**
   * The {@code Aureus-Signature} header: {@code v1 | date | delivery id | event | METHOD url |
   * SHA-256 of the body in hex}. The leading {@code v1} keeps it apart from the other one.
   *
   * @param body the bytes as sent; none in the GET form
   */
  public static String whole(String secret, Sent sent, byte[] body) {
    String digest = Sha256.hex(body);
    return hmac(
        secret,
        String.join(
            " | ",
            "v1",
            sent.date(),
            sent.deliveryId(),
            sent.event(),
            sent.method() + " " + sent.url(),
            digest));
  }

  private static String hmac(String secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HMAC-SHA256", e);
    }
  }
}
