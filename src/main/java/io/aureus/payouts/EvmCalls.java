package io.aureus.payouts;

import io.aureus.chains.AccountNetwork.Call;
import io.aureus.money.Amount;
import java.math.BigInteger;
import java.util.Locale;

/** The calls whose gas is estimated; the signer builds its own from the same words. */
final class EvmCalls {
  private EvmCalls() {}

  static Call payment(String from, String to, Amount amount) {
    if (amount.asset().isNative()) {
      return new Call(from, to, amount.units(), "0x");
    }
    // transfer(address,uint256) of ERC-20
    String data = "0xa9059cbb" + word(to.substring(2)) + word(amount.units().toString(16));
    return new Call(from, amount.asset().contract(), BigInteger.ZERO, data);
  }

  private static String word(String hex) {
    return "0".repeat(64 - hex.length()) + hex.toLowerCase(Locale.ROOT);
  }
}
