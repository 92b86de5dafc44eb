package io.aureus.keys;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Chain;
import io.aureus.money.CoinAddress;
import io.aureus.money.CoinNetwork;

/** Where money may go, in the one spelling that the signer's memory keeps. */
final class PaidAddress {
  private PaidAddress() {}

  /**
   * @throws Refusal {@code FORBIDDEN} where it is no address of the chain
   */
  static String normal(Chain chain, String text) {
    if (!CoinNetwork.has(chain.family())) {
      return EvmAddress.normal(text);
    }
    try {
      return CoinAddress.parse(chain, text).text();
    } catch (IllegalArgumentException e) {
      throw new Refusal(ErrorCode.FORBIDDEN, "the destination is no address: " + e.getMessage());
    }
  }
}
