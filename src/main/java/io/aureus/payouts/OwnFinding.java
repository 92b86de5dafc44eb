package io.aureus.payouts;

import io.aureus.chains.BroughtCoins;
import io.aureus.chains.BroughtCoins.Mined;
import io.aureus.chains.ChainProgress;
import io.aureus.chains.Departures;
import io.aureus.chains.Departures.Departure;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Chain;
import io.aureus.money.CoinAddress;
import io.aureus.payouts.OwnDraftRows.Draft;
import io.aureus.wallets.SelfCustody;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a merchant's wallet of coins paid with another transaction than the one that he was
 * given, as where his wallet raised its fee: in a block newer than the payout, exactly its amount,
 * to its address, and paying for nothing else.
 */
final class OwnFinding {
  /** Where the chain was not read to its end for so long, it may hold what is not known here. */
  private static final Duration FRESH = Duration.ofMinutes(2);

  private static final String RESTORED =
      "it comes from a back-up, and you may have been given a transaction to sign since. So none"
          + " is made for it any more: what your wallet paid is found by itself once a block has"
          + " it. Where you signed nothing for it, take it back and ask for it again";

  private static final String UNREAD =
      "the chain is not read to its end now, and may hold what your wallet paid: the transaction"
          + " is made as soon as it is";

  private final PayoutRows rows;
  private final PayoutMoves moves;
  private final CoinHanding.Tables own;
  private final OwnRivals rivals;
  private final Outside outside;

  /** What it needs of other rooms. */
  record Outside(
      Departures departures, BroughtCoins coins, SelfCustody selfCustody, ChainProgress progress) {}

  /** An output of a transaction of the merchant's wallet, in a block that was read. */
  record Found(String txHash, int output, Mined mined) {}

  /**
   * What there is.
   *
   * @param found null for nothing that counts
   * @param against why what pays it does not count, for people; empty for nothing
   */
  record Look(@Nullable Found found, String against) {}

  OwnFinding(
      PayoutRows rows,
      PayoutMoves moves,
      CoinHanding.Tables own,
      OwnRivals rivals,
      Outside outside) {
    this.rows = rows;
    this.moves = moves;
    this.own = own;
    this.rivals = rivals;
    this.outside = outside;
  }

  /** May ask nodes: never inside a transaction. */
  Look look(Payout payout) {
    Chain chain = payout.amount().asset().chain();
    String to = CoinAddress.parse(chain, payout.destination()).text();
    long after = own.handed().of(payout.id()).orElseThrow().afterBlock();
    String draft = own.drafts().of(payout.id()).map(Draft::txHash).orElse("");
    String against = "";
    for (Departure one : outside.departures().of(payout.amount(), to, after)) {
      String hash = one.txHash();
      Mined mined = mined(payout, hash).orElse(null);
      if (mined == null
          || hash.equals(draft)
          || own.handed().isClaimed(chain.code(), hash, one.position())) {
        continue;
      }
      String words = rivals.against(payout, hash, mined);
      if (words.isEmpty()) {
        return new Look(new Found(hash, output(one.position()), mined), "");
      }
      against = "the transaction %s pays exactly it and does not count: %s".formatted(hash, words);
    }
    return new Look(null, against);
  }

  /** A transaction of the merchant's wallet; empty where no block that was read has it. */
  Optional<Mined> mined(Payout payout, String txHash) {
    String family = payout.amount().asset().chain().family();
    MerchantId merchant = Objects.requireNonNull(payout.merchant());
    return outside
        .coins()
        .spending(payout.amount().asset().chain(), txHash)
        .filter(
            found ->
                outside.selfCustody().owners(family, found.from()).values().stream()
                    .anyMatch(merchant::equals));
  }

  /**
   * Why nothing may be given to him to sign though {@link #look} finds nothing after it; empty for
   * nothing.
   */
  String obstacle(Payout payout) {
    if (isInDoubt(payout)) {
      return RESTORED;
    }
    return isRead(payout.amount().asset().chain()) ? "" : UNREAD;
  }

  /** A back-up brought it without a transaction to sign: he may have been given one since. */
  boolean isInDoubt(Payout payout) {
    return rows.isRestored(payout.id());
  }

  /** Whether all that blocks had a moment ago is found by a {@link #look} that comes after this. */
  boolean isRead(Chain chain) {
    return outside
        .progress()
        .cursor(chain.code())
        .filter(read -> read.number() >= read.head())
        .filter(read -> read.caughtUpAt().isAfter(moves.now().minus(FRESH)))
        .isPresent();
  }

  private static int output(String position) {
    return Integer.parseInt(position.substring("out:".length()));
  }
}
