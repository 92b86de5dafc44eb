package io.aureus.ledger;

import java.util.List;

/** The journal as a merchant reads it, page by page, the newest first. */
public interface JournalPages {
  /** Before every entry: the first page. */
  long START = Long.MAX_VALUE;

  /**
   * @param before the id of the last entry of the page before, or {@link #START}
   * @param size 1 to 1,000
   * @return entries that touch an account of the merchant, with the merchant's own postings and
   *     ours
   */
  List<PostedEntry> page(String merchant, long before, int size);

  /**
   * All that the books say of one order, the oldest first.
   *
   * @param merchant whose order it is
   * @return with the merchant's own postings and ours, which sum to zero
   */
  List<PostedEntry> about(String merchant, String order);
}
