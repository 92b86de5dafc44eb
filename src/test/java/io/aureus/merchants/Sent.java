package io.aureus.merchants;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A request as a merchant's program sends it; signs as the public clients do. */
record Sent(String method, String path, String query, Map<String, String> headers, String text)
    implements SignedRequest {

  static Sent get(String path, String query) {
    return new Sent("GET", path, query, new TreeMap<>(), "");
  }

  static Sent post(String path, String text) {
    return new Sent("POST", path, "", new TreeMap<>(), text);
  }

  /** A copy with one header more, or another one of that very spelling. */
  Sent with(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new Sent(method, path, query, more, text);
  }

  Sent without(String name) {
    Map<String, String> fewer = new TreeMap<>(headers);
    fewer.remove(name);
    return new Sent(method, path, query, fewer, text);
  }

  /** Signs path and query, and the body where there is one. */
  Sent signed(String token, String secret, String date) {
    String target = query.isEmpty() ? path : path + "?" + query;
    return signedFor(target, token, secret, date);
  }

  Sent signedFor(String target, String token, String secret, String date) {
    String digest = text.isEmpty() ? "" : " | " + md5(text);
    String toSign = "HMAC-SHA256 | " + date + " | " + method + " " + target + digest;
    Sent signed =
        with("API-Token", token)
            .with("Algorithm", "HMAC-SHA256")
            .with("Date", date)
            .with("Signature", hmac(secret, toSign));
    return text.isEmpty() ? signed : signed.with("Body-MD5", md5(text));
  }

  static String md5(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String hmac(String secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Optional<String> header(String name) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  @Override
  public byte[] body() {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
