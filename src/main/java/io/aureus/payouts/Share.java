package io.aureus.payouts;

import io.aureus.keys.Signer.SponsoredSweep.Authorization;
import java.math.BigInteger;

/**
 * One order's address in a sweep of many.
 *
 * @param source its derivation index, as it is written down
 * @param units what it held when the sweep was planned
 * @param nonce of its authorization; {@link Authorization#DELEGATED} where it needs none
 */
record Share(String source, String address, BigInteger units, long nonce) {
  boolean isFresh() {
    return nonce != Authorization.DELEGATED;
  }

  Authorization authorization() {
    return new Authorization(Long.parseLong(source), nonce);
  }
}
