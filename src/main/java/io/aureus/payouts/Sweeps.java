package io.aureus.payouts;

import io.aureus.money.Amount;
import io.aureus.money.Asset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What lies on orders' addresses, and what a sweep would make of it. Changes nothing. */
public interface Sweeps {
  /** How it would come. */
  enum Way {
    NOTHING,
    /** One transaction of the hot address for many. */
    TOGETHER,
    /** Each address sends by itself, after it was given its gas where it has none. */
    ONE_BY_ONE,
    /** First the contract that sweeps many at once is put on the chain. */
    CONTRACT_FIRST
  }

  /**
   * One asset.
   *
   * @param lying by what came in and was not swept
   * @param addresses on which that lies
   * @param resting of these, how many a sweep leaves alone now: one is on its way, or was tried
   * @param moves what a sweep would bring
   * @param cost what it would cost now, in the native coin
   * @param left what it would leave, and why
   * @param unknown why nothing can be said now; empty otherwise
   */
  record Preview(
      Asset asset,
      Amount lying,
      int addresses,
      int resting,
      Way way,
      int transactions,
      Amount moves,
      Amount cost,
      List<Left> left,
      String unknown) {}

  /**
   * Coins that would stay.
   *
   * @param cost of sweeping them all the same; null where it is not known
   */
  record Left(String address, Amount amount, @Nullable Amount cost, String why) {}

  /** Of all assets that can be swept. It asks nodes. */
  List<Preview> previews();
}
