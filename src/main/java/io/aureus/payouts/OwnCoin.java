package io.aureus.payouts;

import io.aureus.keys.Signer.SpentCoin;

/**
 * A coin with the place of its key.
 *
 * @param isChange whether its address is in the branch of our change, or an order's
 * @param index of the address in its branch
 */
record OwnCoin(Coin coin, String address, boolean isChange, long index) {
  /** As the signer is told of it. */
  SpentCoin spent() {
    return new SpentCoin(coin.point(), coin.units(), isChange, index, address);
  }
}
