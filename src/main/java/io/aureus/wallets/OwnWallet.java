package io.aureus.wallets;

import io.aureus.merchants.MerchantId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A wallet that a merchant brought, as it stands.
 *
 * @param fingerprint 8 hex digits, as wallets show it of a key; of a list, of its addresses
 * @param accountKey {@code xpub…}, or an output descriptor of Bitcoin kind; null for a list
 * @param export what a wallet program imports to find every address that was derived; null for a
 *     list
 * @param first the index of the first address that orders got; 0 for a list
 * @param next the index that is derived next; of a list, how many addresses it has
 * @param given how many addresses were given to orders
 * @param unpaid how many addresses lie after the last one that was paid
 * @param longestUnpaid the longest run of unpaid addresses, wherever it lies: a wallet program must
 *     look at least so far ahead
 * @param left how many addresses are left to give; null for a key, which never runs out
 * @param active whether orders use it
 * @param warnings what the merchant should know, for people; the first is the most pressing
 */
public record OwnWallet(
    long id,
    MerchantId merchant,
    String family,
    Kind kind,
    String fingerprint,
    @Nullable String accountKey,
    @Nullable String export,
    long first,
    long next,
    long given,
    long unpaid,
    long longestUnpaid,
    @Nullable Long left,
    boolean active,
    List<String> warnings,
    Instant createdAt) {
  /** How its addresses are found. */
  public enum Kind {
    /** From an account's extended public key. */
    XPUB,
    /** From a list that the merchant gave. */
    LIST
  }

  /**
   * What would become a wallet, to be compared with the merchant's own program.
   *
   * @param first the number of the first of them
   * @param used those of them that were paid before, as far as we or the chain's source can tell
   * @param remark how it was taken, where that is not certain; empty for nothing
   */
  public record Proposal(
      Kind kind,
      String fingerprint,
      long count,
      long first,
      List<String> firstAddresses,
      List<String> used,
      String takenFrom,
      String remark) {}
}
