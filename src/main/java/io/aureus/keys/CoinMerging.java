package io.aureus.keys;

import io.aureus.keys.Signer.CoinPayment;
import io.aureus.keys.Signer.Purpose;
import io.aureus.keys.Signer.Spend;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sweep of coins: they become one. It pays nobody; all but the network's fee comes back as
 * change, to an address that the signer derives. The sum of the coins is what is fixed for ever, so
 * that a higher fee is less change of the same coins.
 */
final class CoinMerging {
  private CoinMerging() {}

  /** What is wrong with it; null where nothing is, and where it is no sweep. */
  static @Nullable String wrong(CoinPayment payment) {
    if (payment.spends().stream().noneMatch(CoinMerging::isSweep)) {
      return null;
    }
    if (payment.spends().size() > 1) {
      return "a sweep of coins stands beside no other payout";
    }
    BigInteger sum =
        payment.coins().stream()
            .map(coin -> BigInteger.valueOf(coin.units()))
            .reduce(BigInteger.ZERO, BigInteger::add);
    if (!sum.equals(payment.spends().getFirst().units())) {
      return "a sweep of coins is of all that they hold, which is %s and not %s"
          .formatted(sum, payment.spends().getFirst().units());
    }
    return payment.changeUnits() > 0 ? null : "of a sweep of coins nothing would come back";
  }

  /** What has an output of its own, in the order of the outputs. */
  static List<Spend> paid(CoinPayment payment) {
    return payment.spends().stream().filter(spend -> !isSweep(spend)).toList();
  }

  private static boolean isSweep(Spend spend) {
    return spend.purpose() == Purpose.SWEEP;
  }
}
