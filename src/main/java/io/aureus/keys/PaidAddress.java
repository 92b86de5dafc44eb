package io.aureus.keys;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Chain;
import io.aureus.money.CoinAddress;
import io.aureus.money.CoinNetwork;
import java.util.Locale;
import java.util.regex.Pattern;

/** Where money may go, in the one spelling that the signer's memory keeps. */
final class PaidAddress {
  private static final Pattern NODE = Pattern.compile("0[23][0-9a-f]{64}");

  private PaidAddress() {}

  /**
   * Of Lightning it is the public key of the node that is paid.
   *
   * @throws Refusal {@code FORBIDDEN} where it is no address of the chain
   */
  static String normal(Chain chain, String text) {
    if (chain.isLightning()) {
      return node(text);
    }
    if (!CoinNetwork.has(chain.family())) {
      return EvmAddress.normal(text);
    }
    try {
      return CoinAddress.parse(chain, text).text();
    } catch (IllegalArgumentException e) {
      throw new Refusal(ErrorCode.FORBIDDEN, "the destination is no address: " + e.getMessage());
    }
  }

  private static String node(String text) {
    String key = text.toLowerCase(Locale.ROOT);
    if (!NODE.matcher(key).matches()) {
      throw new Refusal(
          ErrorCode.FORBIDDEN,
          "the destination is no node of Lightning: right is its public key, 02… or 03… and 66"
              + " digits");
    }
    return key;
  }
}
