package io.aureus.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs requests as a merchant's program does (API section 5), written apart from our own code. */
public final class Signed {
  private Signed() {}

  /**
   * The headers of a signed request.
   *
   * @param target path and query, as they are sent
   * @param body empty for none: then the header {@code Body-MD5} is left out
   */
  public static String headers(
      String token, String secret, String date, String method, String target, String body) {
    String md5 = body.isEmpty() ? "" : hex(digest(body));
    String origin = "HMAC-SHA256 | " + date + " | " + method + " " + target;
    String signature = base64(hmac(secret, md5.isEmpty() ? origin : origin + " | " + md5));
    return "API-Token: %s\nAlgorithm: HMAC-SHA256\nDate: %s\nSignature: %s"
            .formatted(token, date, signature)
        + (md5.isEmpty() ? "" : "\nBody-MD5: " + md5);
  }

  private static byte[] digest(String body) {
    try {
      return MessageDigest.getInstance("MD5").digest(body.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hmac(String secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
