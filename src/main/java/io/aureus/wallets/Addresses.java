package io.aureus.wallets;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every address of ours, for checks and for the operator. */
public interface Addresses {
  /**
   * @param index its derivation index
   * @param orderId the order that it was given to, or null while it was given to none
   * @param quoteNo the quote of that order, or 0
   */
  record Known(String family, String address, long index, @Nullable String orderId, int quoteNo) {}

  /**
   * A page of all prepared addresses, by index.
   *
   * @param afterIndex the last index of the page before, -1 for the first page
   * @param most 1 to 10,000
   */
  List<Known> known(String family, long afterIndex, int most);

  /** Likewise, only those that were given to an order. */
  List<Known> given(String family, long afterIndex, int most);

  /**
   * Which of these addresses are ours, given to an order or not, in whatever spelling.
   *
   * @return their derivation indexes, by the spelling that was asked for
   */
  Map<String, Long> indexes(String family, Collection<String> addresses);

  /** How many this node can hand out at once. */
  int ready(String family);

  /**
   * The widest run of indexes that were prepared and never given, with a given one behind it: an
   * ordinary wallet restored from the words must look at least this far ahead.
   */
  long widestGap(String family);
}
