package io.aureus.money;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a text is that somebody gave as an address of Bitcoin or Litecoin. */
final class CoinText {
  /** The longest address has 90 letters; more is something else. */
  private static final int MOST = 120;

  private static final int HASH = 21;

  /** Of others that people mix up with these, the words for each. */
  private record Stranger(Pattern form, String words) {
    Stranger(String form, String words) {
      this(Pattern.compile(form), words);
    }
  }

  private static final List<Stranger> STRANGERS =
      List.of(
          new Stranger(
              "(?i)(bitcoin|litecoin|lightning):.*",
              "it is a link: give what follows the colon, up to a question mark"),
          new Stranger("(?i)ln(bc|tb|bcrt|tbs|ltc|tltc|rltc)[0-9].*", "it is a Lightning invoice"),
          new Stranger(
              "(?i)(ltcmweb|tmweb|rltcmweb)1.*",
              "it is an address of Litecoin's MWEB side, which is hidden from everybody else: a"
                  + " payment there could not be seen"),
          new Stranger(
              "(?i)t?sp1.*", "it is a silent-payment address (BIP352), which is not known here"),
          new Stranger("(0x|0X)[0-9a-fA-F]{40}", "it is an address of Ethereum or one of its kin"),
          new Stranger("T[1-9A-HJ-NP-Za-km-z]{33}", "it looks like an address of TRON"),
          new Stranger("(?i)(bitcoincash:)[qp][0-9a-z]{41}", "it is an address of Bitcoin Cash"),
          new Stranger("[a-zA-Z]{1,2}(pub|prv).{100,}", "it is an extended key and no address"));

  private CoinText() {}

  /** True where it begins as the witness addresses of this prefix do. */
  static boolean isOf(String prefix, String text) {
    return text.toLowerCase(Locale.ROOT).startsWith(prefix + "1");
  }

  /**
   * A version byte of the network and 20 bytes of a hash.
   *
   * @throws IllegalArgumentException with what it is instead
   */
  static byte[] hash(CoinNetwork network, String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("none was given");
    }
    refuseStrangers(text);
    byte[] payload = decoded(text);
    int version = payload.length == 0 ? -1 : payload[0] & 0xff;
    if (payload.length != HASH) {
      throw new IllegalArgumentException(
          "it holds %d bytes, and an address of this kind holds %d"
              .formatted(payload.length, HASH));
    }
    if (version != network.keyHash() && !network.scriptHashes().contains(version)) {
      throw new IllegalArgumentException(
          CoinNetwork.ofVersion(version)
              .map(other -> "it is an address of " + other.name())
              .orElse("it is of another coin or network"));
    }
    return payload;
  }

  private static void refuseStrangers(String text) {
    if (text.length() > MOST) {
      Optional<Stranger> known = stranger(text.substring(0, MOST));
      throw new IllegalArgumentException(
          known.map(Stranger::words).orElse("it is far too long to be an address"));
    }
    stranger(text)
        .ifPresent(
            stranger -> {
              throw new IllegalArgumentException(stranger.words());
            });
    int separator = text.indexOf('1');
    if (separator > 0) {
      CoinNetwork.ofPrefix(text.substring(0, separator).toLowerCase(Locale.ROOT))
          .ifPresent(
              other -> {
                throw new IllegalArgumentException("it is an address of " + other.name());
              });
    }
  }

  private static Optional<Stranger> stranger(String text) {
    return STRANGERS.stream().filter(each -> each.form().matcher(text).matches()).findFirst();
  }

  private static byte[] decoded(String text) {
    try {
      return Base58.decoded(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          text.matches("[1-9A-HJ-NP-Za-km-z]{25,36}")
              ? "its checksum does not fit, so at least one letter is wrong: copy it again"
              : "it is none",
          e);
    }
  }
}
