package io.aureus.keys;

import io.aureus.money.Amount;
import io.aureus.money.Chain;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the signer is bound by, and the part of it that people change while it runs. The limits
 * themselves are settings: nobody changes them through here.
 */
public interface SpendingPolicy {
  /**
   * The limits that stand; where an asset has none it is not in the map.
   *
   * @param payoutCap for one withdrawal or refund, by asset code
   * @param dayCap for all of any 24 hours, likewise
   * @param refundCap for one refund without a second person, likewise
   * @param refundDayCap for all of these of any 24 hours, likewise
   * @param refundsAsWithdrawals whether the list and the delay hold for refunds as well
   * @param approvalAbove from which on a second person must approve, likewise
   * @param approveAtSigner whether that person does so on the signer's machine alone
   * @param coldAddress empty where there is none
   * @param topUpCap in whole native coins, as the next two
   * @param feeCap for one transaction
   * @param coinFeeCap likewise on Bitcoin and Litecoin, by asset code
   * @param feeDayCap for all transactions of any 24 hours, by the chain's code
   * @param blocked how many addresses nothing is ever paid to
   * @param stop null where signing is not stopped
   */
  record Rules(
      Map<String, Amount> payoutCap,
      Map<String, Amount> dayCap,
      Map<String, Amount> refundCap,
      Map<String, Amount> refundDayCap,
      boolean refundsAsWithdrawals,
      Map<String, Amount> approvalAbove,
      boolean approveAtSigner,
      Duration newDestinationDelay,
      boolean allowListOnly,
      String coldAddress,
      BigDecimal topUpCap,
      BigDecimal feeCap,
      Map<String, Amount> coinFeeCap,
      Map<String, Amount> feeDayCap,
      int blocked,
      @Nullable Stop stop) {}

  /** Signing is stopped altogether. */
  record Stop(String reason, String actor, Instant at) {}

  /**
   * Where a merchant's withdrawals may go.
   *
   * @param address in its usual spelling
   * @param label what people call it; may be empty
   */
  record Destination(String chain, String address, String label, String addedBy, Instant addedAt) {}

  Rules rules();

  /** Whether the operator's block list has the address: no withdrawal or refund ever goes to it. */
  boolean isBlocked(String address);

  /** What was signed in withdrawals and refunds of the last 24 hours, fees of coins with them. */
  Amount lastDay(Amount zero);

  /**
   * What was signed for in fees of a chain in the last 24 hours: the most that they can come to.
   *
   * @param zero of the chain's own coin
   */
  Amount feesOfDay(Amount zero);

  /**
   * Why the cap of a day's fees would hold a transaction back; empty where it would not.
   *
   * @param units the most that it may cost, in the smallest unit of the chain's own coin
   */
  String overFees(Chain chain, BigInteger units);

  /** Whether the words of a refusal are of that cap: it ends by itself, for whatever is signed. */
  static boolean isOfDayFees(String words) {
    return words.contains("(aureus.keys.policy.fee-day-cap)");
  }

  /** A merchant's allowed destinations, newest first. */
  List<Destination> list(String merchant);

  /**
   * Puts a destination on the list; one that is there stays as it is. From now on it is no new one:
   * the delay of new destinations counts from here.
   *
   * @param label what people call it; may be empty
   * @param actor who does it, e.g. {@code person:12}
   * @throws io.aureus.errors.Refusal {@code BAD_REQUEST} where it is no address; {@code FORBIDDEN}
   *     where {@link #isDistant}
   */
  void add(String merchant, Chain chain, String address, String label, String actor);

  /**
   * Takes it off the list; nothing is done where it is not there.
   *
   * @param actor who does it
   */
  void remove(String merchant, Chain chain, String address, String actor);

  /** Whether the list is kept by a signer in another process, and is lengthened there alone. */
  boolean isDistant();

  /**
   * Stops or resumes signing. When this returns with {@code stopped}, nothing is signed any more.
   *
   * @param reason for people; shown where a payout is held
   */
  void setKillSwitch(boolean stopped, String reason, String actor);

  /**
   * Approves one spend: this payout with this amount to this destination, and no other.
   *
   * @param requester who asked for the payout
   * @param approver who approves
   * @throws io.aureus.errors.Refusal {@code FORBIDDEN} where the two are one, and where it is
   *     approved on the signer's machine alone; {@code CONFLICT} where another amount or
   *     destination of this payout was approved
   */
  void approve(Signer.Spend spend, String requester, String approver);

  /**
   * The same on the word of a gateway in another process, which may be a thief's by now: it does
   * not do for a refund that is larger than refunds may be.
   */
  void approveTold(Signer.Spend spend, String requester, String approver);
}
