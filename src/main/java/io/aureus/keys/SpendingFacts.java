package io.aureus.keys;

import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the policy must know of the world to judge one spend.
 *
 * @param stopped why nothing is signed; null where signing is not stopped
 * @param lastDay what was signed of the asset within 24 hours, in its smallest unit
 * @param refunded what of that for refunds
 * @param firstSeen when the merchant's destination was first named; null where it is new
 * @param listed whether the merchant's owner put the destination on the list
 * @param approval of this very spend
 * @param hot our hot address
 * @param indexed the address of the index that the spend names; null where it names none
 */
record SpendingFacts(
    @Nullable String stopped,
    BigInteger lastDay,
    BigInteger refunded,
    @Nullable Instant firstSeen,
    boolean listed,
    Approval approval,
    String hot,
    @Nullable String indexed,
    Instant now) {
  /** Whose word a second person's approval is. */
  enum Approval {
    NONE,
    /** A gateway in another process says so, and whoever has that gateway can make it say so. */
    TOLD,
    /** It was given to the signer itself. */
    GIVEN
  }
}
