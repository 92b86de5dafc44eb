package io.aureus.chains.lightning;

import io.aureus.chains.lightning.LightningRefusal.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a payee signs: all that an invoice says but the payee's key.
 *
 * @param network on which it is paid
 * @param millisatoshi to pay, at least 1; empty where the payer chooses
 * @param createdAt in whole seconds, not before 1970 nor after the year 3058
 * @param expiry how long after that it may be paid, in whole seconds below 2^35
 * @param paymentHash SHA-256 of what proves the payment, in 64 hexadecimal digits
 * @param paymentSecret which only the payer and the payee know, in 64 hexadecimal digits
 * @param description of what is paid, 639 bytes of UTF-8 at most; a stranger's text. Null where
 *     there is a hash of it instead
 * @param descriptionHash SHA-256 of a longer one, in 64 hexadecimal digits; else null
 * @param finalDelta blocks that the last lock time must leave the payee
 * @param fallbacks to pay on the chain instead, the preferred one first
 * @param routes over private channels, each from a public node to the payee
 * @param features that the payment needs or may use
 * @param metadata to send along with the payment, in hexadecimal; null where there is none
 */
public record InvoiceTerms(
    LightningNetwork network,
    OptionalLong millisatoshi,
    Instant createdAt,
    Duration expiry,
    String paymentHash,
    String paymentSecret,
    @Nullable String description,
    @Nullable String descriptionHash,
    int finalDelta,
    List<FallbackAddress> fallbacks,
    List<List<RouteHop>> routes,
    InvoiceFeatures features,
    @Nullable String metadata) {

  /** An invoice that does not say is open for this long (BOLT11). */
  public static final Duration USUAL_EXPIRY = Duration.ofHours(1);

  /** An invoice that does not say leaves so many blocks (BOLT11). */
  public static final int USUAL_DELTA = 18;

  /** Both instants and spans have 35 bits. */
  static final long SECONDS = 1L << 35;

  /** The most that one field holds, in bytes. */
  static final int MOST = 639;

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  /**
   * @throws LightningRefusal where no invoice can say this
   */
  public InvoiceTerms {
    fallbacks = List.copyOf(fallbacks);
    routes = routes.stream().map(List::copyOf).toList();
    if (millisatoshi.isPresent()
        && (millisatoshi.getAsLong() < 1 || millisatoshi.getAsLong() > InvoiceAmount.MOST)) {
      throw new LightningRefusal(Kind.AMOUNT, "its amount is none that could be paid");
    }
    refuse(!isHash(paymentHash), "it has no payment hash");
    refuse(!isHash(paymentSecret), "it has no payment secret, which payments of today need");
    refuse(
        (description == null) == (descriptionHash == null),
        "it has to have either a description or the hash of one");
    refuse(
        descriptionHash != null && !isHash(descriptionHash), "its hash of a description is none");
    refuse(description != null && bytes(description) > MOST, "its description is too long");
    refuse(
        createdAt.getEpochSecond() < 0 || createdAt.getEpochSecond() >= SECONDS,
        "its time is none that an invoice can have");
    refuse(
        expiry.isNegative() || expiry.toSeconds() >= SECONDS,
        "its expiry is none that an invoice can have");
    refuse(finalDelta < 0, "its last lock time is none that an invoice can have");
  }

  /** The usual ones: a described amount, paid over public channels. */
  public static InvoiceTerms of(
      LightningNetwork network,
      long millisatoshi,
      Instant createdAt,
      Duration expiry,
      String paymentHash,
      String paymentSecret,
      String description) {
    return new InvoiceTerms(
        network,
        OptionalLong.of(millisatoshi),
        createdAt,
        expiry,
        paymentHash,
        paymentSecret,
        description,
        null,
        USUAL_DELTA,
        List.of(),
        List.of(),
        InvoiceFeatures.usual(),
        null);
  }

  /**
   * The invoice in small letters, signed; its payee is found by its signature.
   *
   * @param signer with the key of the node that is paid
   */
  public String signed(HashSigner signer) {
    return InvoiceWriter.write(this, signer);
  }

  /** From when on nobody should pay it, and the payee may refuse it. */
  public Instant expiresAt() {
    return createdAt.plus(expiry);
  }

  private static boolean isHash(String text) {
    return HASH.matcher(text).matches();
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static void refuse(boolean wrong, String words) {
    if (wrong) {
      throw new LightningRefusal(Kind.FIELD, words);
    }
  }
}
