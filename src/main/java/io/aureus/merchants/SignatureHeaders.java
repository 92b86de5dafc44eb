package io.aureus.merchants;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * The five headers of a signed request, read and held against the body and the clock, but not yet
 * against any secret.
 *
 * @param date what the {@code Date} header says; its text is signed as it stands
 * @param toSign each text that the signature may be of
 */
record SignatureHeaders(String token, Instant date, List<String> toSign, String signature) {
  private static final String ALGORITHM = "HMAC-SHA256";
  private static final String SEPARATOR = " | ";

  /**
   * @throws Refusal with {@code UNAUTHORIZED}, naming the header that is wrong
   */
  static SignatureHeaders read(SignedRequest request, Instant now, Duration window) {
    String token = require(request, "API-Token");
    String algorithm = require(request, "Algorithm");
    if (!algorithm.equalsIgnoreCase(ALGORITHM)) {
      throw refuse("Algorithm must be " + ALGORITHM);
    }
    String dateText = require(request, "Date");
    Instant date = date(dateText, now, window);
    String digest = bodyDigest(request);
    String start = algorithm + SEPARATOR + dateText + SEPARATOR + request.method() + " ";
    String end = digest.isEmpty() ? "" : SEPARATOR + digest;
    List<String> toSign = new ArrayList<>(2);
    toSign.add(start + request.path() + end);
    if (!request.query().isEmpty()) {
      toSign.add(start + request.path() + "?" + request.query() + end);
    }
    return new SignatureHeaders(token, date, List.copyOf(toSign), require(request, "Signature"));
  }

  @Override
  public String toString() {
    return "SignatureHeaders[" + date + "]";
  }

  private static Instant date(String text, Instant now, Duration window) {
    Instant date;
    try {
      date = OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw refuse("Date must be ISO-8601 with a zone, e.g. 2024-06-17T00:00:00.000Z");
    }
    if (Duration.between(date, now).abs().compareTo(window) > 0) {
      throw refuse(
          "Date must be within "
              + window.toSeconds()
              + " seconds of our clock, which says "
              + now.truncatedTo(ChronoUnit.SECONDS));
    }
    return date;
  }

  /** The Body-MD5 header as sent, once it is known to be true; empty for none. */
  private static String bodyDigest(SignedRequest request) {
    String sent = request.header("Body-MD5").map(String::strip).orElse("");
    byte[] body = request.body();
    if (sent.isEmpty()) {
      if (body.length > 0) {
        throw refuse("Body-MD5 is missing: send the MD5 of the body in hex, and sign it");
      }
      return "";
    }
    byte[] claimed = sent.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    byte[] actual = HexFormat.of().formatHex(md5(body)).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(claimed, actual)) {
      throw refuse("Body-MD5 must be the MD5 of the body's bytes, in hex");
    }
    return sent;
  }

  private static String require(SignedRequest request, String name) {
    return request
        .header(name)
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .orElseThrow(() -> refuse(name + " is missing: a signed request needs it"));
  }

  private static byte[] md5(byte[] body) {
    try {
      return MessageDigest.getInstance("MD5").digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Refusal refuse(String words) {
    return new Refusal(ErrorCode.UNAUTHORIZED, words);
  }
}
