package io.aureus.payouts;

import io.aureus.money.Amount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the installation sends for itself: gas for orders' addresses, sweeps, moves to cold storage,
 * the contract that sweeps many, many small coins made one. It is no merchant's. No call to any
 * node.
 */
public interface OwnPayouts {
  /**
   * One of them.
   *
   * @param sender the address that signs it
   * @param lots which addresses a sweep of many empties, or the coins that a consolidation spends;
   *     none where it is a single payment
   */
  record Own(Payout payout, String sender, List<Lot> lots) {}

  /**
   * @param amount what lay there when it was planned
   */
  record Lot(String address, Amount amount) {}

  /**
   * A page, newest first.
   *
   * @param page from 1
   */
  Payouts.Page list(@Nullable PayoutKind kind, @Nullable PayoutState state, int page, int size);

  /** Empty also for a merchant's. */
  Optional<Own> find(PayoutId id);

  /** How many coins consolidations spend; the others of these are left out. */
  Map<PayoutId, Integer> coins(List<Payout> all);

  /** What the networks took for all of them so far, one for each chain that took anything. */
  List<Amount> costs();
}
