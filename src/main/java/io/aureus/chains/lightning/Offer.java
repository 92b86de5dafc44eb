package io.aureus.chains.lightning;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An offer (BOLT12): what a node hands out so that others ask it for invoices, {@code lno1…}. Here
 * it is only read; asking is a node's work.
 *
 * @param text in small letters and in one piece
 * @param amount to pay for one, in the hundredth or so of the currency, or in millisatoshi where
 *     there is none; empty where the payer chooses
 * @param currency of the amount by ISO 4217; null for bitcoins
 * @param description of what is paid, a stranger's text; null where it has none
 * @param issuer who says to have made it, a stranger's text; null where it does not say
 * @param expiresAt from when on nobody should ask for an invoice; null where it does not say
 * @param issuerId the key of who made it, in 66 hexadecimal digits; null where only paths lead
 *     there
 */
public record Offer(
    String text,
    OptionalLong amount,
    @Nullable String currency,
    @Nullable String description,
    @Nullable String issuer,
    @Nullable Instant expiresAt,
    @Nullable String issuerId)
    implements LightningRequest {

  static final String PREFIX = "lno1";

  /** Between two letters or digits, a plus sign and the blanks after it only join two pieces. */
  private static final Pattern JOINT = Pattern.compile("(?<=[0-9A-Za-z])\\+\\s*(?=[0-9A-Za-z])");

  /**
   * Reads what somebody gave as an offer. There is no checksum in it.
   *
   * @throws LightningRefusal where nobody should answer it on this network. That it has expired is
   *     not looked at.
   */
  public static Offer read(LightningNetwork network, String typed) {
    return OfferReader.read(network, typed);
  }

  static boolean isLikely(String small) {
    return joined(small).startsWith(PREFIX);
  }

  static String joined(String text) {
    return JOINT.matcher(text).replaceAll("");
  }

  /** Whether nobody should ask for an invoice any more. */
  public boolean isExpired(Instant now) {
    return expiresAt != null && !now.isBefore(expiresAt);
  }
}
