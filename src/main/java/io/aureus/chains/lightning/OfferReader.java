package io.aureus.chains.lightning;

import io.aureus.chains.lightning.LightningRefusal.Kind;
import io.aureus.money.Bech32;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads offers as BOLT12 wants it of a reader. */
final class OfferReader {
  private static final int CHAINS = 2;
  private static final int METADATA = 4;
  private static final int CURRENCY = 6;
  private static final int AMOUNT = 8;
  private static final int DESCRIPTION = 10;
  private static final int FEATURES = 12;
  private static final int EXPIRY = 14;
  private static final int PATHS = 16;
  private static final int ISSUER = 18;
  private static final int QUANTITY = 20;
  private static final int ISSUER_ID = 22;

  private static final Set<Long> KNOWN =
      Set.of(
          (long) CHAINS,
          (long) METADATA,
          (long) CURRENCY,
          (long) AMOUNT,
          (long) DESCRIPTION,
          (long) FEATURES,
          (long) EXPIRY,
          (long) PATHS,
          (long) ISSUER,
          (long) QUANTITY,
          (long) ISSUER_ID);

  private static final Pattern ISO_4217 = Pattern.compile("[A-Z]{3}");
  private static final int HASH = 32;
  private static final long LAST_SECOND = Instant.MAX.getEpochSecond();

  private OfferReader() {}

  static Offer read(LightningNetwork network, String typed) {
    String text = text(typed);
    TlvStream stream = TlvStream.read(content(text));
    stream.types().forEach(OfferReader::refuseUnknown);
    refuseOtherChains(network, stream.bytes(CHAINS));
    features(stream.bytes(FEATURES));
    stream.number(QUANTITY);
    BlindedPaths.check(stream.bytes(PATHS));
    OptionalLong amount = stream.number(AMOUNT);
    String currency = stream.text(CURRENCY);
    String description = stream.text(DESCRIPTION);
    byte[] issuerId = stream.bytes(ISSUER_ID);
    refuse(amount.isPresent() && amount.getAsLong() == 0, "its amount is 0");
    refuse(currency != null && !ISO_4217.matcher(currency).matches(), "its currency is none");
    refuse(currency != null && amount.isEmpty(), "it has a currency and no amount");
    refuse(amount.isPresent() && description == null, "it has an amount and no description");
    refuse(issuerId != null && !NodeKey.isPoint(issuerId), "the node that it names is none");
    refuse(
        issuerId == null && stream.bytes(PATHS) == null,
        "it does not say whom to ask for an invoice");
    return new Offer(
        text,
        amount,
        currency,
        description,
        stream.text(ISSUER),
        expiry(stream),
        issuerId == null ? null : HexFormat.of().formatHex(issuerId));
  }

  private static String text(String typed) {
    if (typed.length() > Invoice.MOST) {
      throw new LightningRefusal(Kind.TEXT, "it is too long for an offer");
    }
    String text;
    try {
      text = Bech32.oneCase(Offer.joined(typed), Invoice.MOST);
    } catch (IllegalArgumentException e) {
      throw LightningRefusal.of(Kind.TEXT, e);
    }
    if (!text.startsWith(Offer.PREFIX)) {
      throw new LightningRefusal(Kind.TEXT, "it is no offer: one begins with " + Offer.PREFIX);
    }
    return text;
  }

  private static byte[] content(String text) {
    try {
      return Bech32.toBytes(Bech32.groups(text.substring(Offer.PREFIX.length())));
    } catch (IllegalArgumentException e) {
      throw LightningRefusal.of(Kind.TEXT, e);
    }
  }

  private static void refuseUnknown(long type) {
    boolean allowed = (type >= 1 && type <= 79) || (type >= 1_000_000_000 && type <= 1_999_999_999);
    if (!allowed) {
      throw new LightningRefusal(
          Kind.FIELD, "it has a field of type %d, which offers do not have".formatted(type));
    }
    if (type % 2 == 0 && !KNOWN.contains(type)) {
      throw new LightningRefusal(
          Kind.FEATURE, "it has a field of type %d, which is not known here".formatted(type));
    }
  }

  /** An offer that names no network is one of Bitcoin itself. */
  private static void refuseOtherChains(LightningNetwork network, byte @Nullable [] chains) {
    String hashes =
        chains == null ? LightningNetwork.MAINNET.chainHash() : HexFormat.of().formatHex(chains);
    refuse(
        chains != null && (chains.length == 0 || chains.length % HASH != 0),
        "its list of networks is cut off");
    for (int at = 0; at < hashes.length(); at += 2 * HASH) {
      if (hashes.startsWith(network.chainHash(), at)) {
        return;
      }
    }
    throw new LightningRefusal(
        Kind.NETWORK, "it is an offer of another network: right is one of " + network.title());
  }

  private static void features(byte @Nullable [] bytes) {
    if (bytes != null) {
      new InvoiceFeatures(new BigInteger(1, bytes)).refuseUnknown(Set.of());
    }
  }

  private static @Nullable Instant expiry(TlvStream stream) {
    OptionalLong seconds = stream.number(EXPIRY);
    return seconds.isEmpty()
        ? null
        : Instant.ofEpochSecond(Math.min(seconds.getAsLong(), LAST_SECOND));
  }

  private static void refuse(boolean wrong, String words) {
    if (wrong) {
      throw new LightningRefusal(Kind.FIELD, words);
    }
  }
}
