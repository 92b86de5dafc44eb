package io.aureus.payouts;

import io.aureus.chains.BroughtCoins;
import io.aureus.chains.BroughtCoins.Mined;
import io.aureus.chains.ChainProgress;
import io.aureus.chains.CoinsNow;
import io.aureus.chains.Departures;
import io.aureus.chains.Departures.Departure;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.SignedAnswer;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Chain;
import io.aureus.money.CoinAddress;
import io.aureus.payouts.OwnDraftRows.Draft;
import io.aureus.wallets.SelfCustody;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a merchant's wallet of coins paid with another transaction than the one that he was
 * given, as where his wallet raised its fee: in a block newer than the payout, exactly its amount,
 * to its address, and paying for nothing else.
 */
final class OwnFinding {
  /** Where the chain was not read to its end for so long, it may hold what is not known here. */
  static final Duration FRESH = Duration.ofMinutes(2);

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
      Departures departures,
      BroughtCoins coins,
      SelfCustody selfCustody,
      ChainProgress progress,
      CoinsNow now) {}

  /**
   * An output of a transaction of the merchant's wallet, in a block that was read.
   *
   * @param judged how the draft stood when it was found to count
   */
  record Found(String txHash, int output, Mined mined, OwnDraftRows.Stand judged) {}

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
    Optional<HandedRows.Handed> handed = own.handed().of(payout.id());
    if (handed.isEmpty()) {
      return new Look(null, "");
    }
    long after = handed.get().afterBlock();
    OwnDraftRows.Stand judged = own.drafts().stand(payout.id());
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
        return new Look(new Found(hash, output(one.position()), mined, judged), "");
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

  /** In a block that is final, though it spends no coin that is known here. */
  record Proven(CoinsNow.Block block, Mined mined) {}

  /**
   * A transaction of which the merchant says that it is his: as where his wallet's change went to
   * an address that nobody watched. Asks nodes.
   *
   * @return empty where no node knows of a final block that has it, and where it is known to be of
   *     somebody else here
   */
  Optional<Proven> proven(Payout payout, SignedAnswer.Shown shown) {
    Chain chain = payout.amount().asset().chain();
    if (own.handed().isOurs(shown.txid())
        || outside.coins().spending(chain, shown.txid()).isPresent()) {
      return Optional.empty();
    }
    List<CoinsNow.Point> outputs =
        IntStream.range(0, shown.outputs().size())
            .mapToObj(n -> new CoinsNow.Point(shown.txid(), n))
            .toList();
    List<CoinsNow.Point> spends =
        shown.spends().stream().map(coin -> new CoinsNow.Point(coin.txid(), coin.index())).toList();
    return outside
        .now()
        .blockOf(chain, outputs)
        .flatMap(
            block ->
                outside
                    .coins()
                    .depth(chain, block)
                    .filter(depth -> depth >= chain.confirmations())
                    .map(depth -> new Mined(block.number(), depth, List.of(), spends))
                    .map(mined -> new Proven(block, mined)));
  }

  /** Where what counts is now: by the coins that it spends, or by what was proven of it. */
  Optional<Mined> counted(Payout payout, String txHash) {
    Chain chain = payout.amount().asset().chain();
    return outside
        .coins()
        .spending(chain, txHash)
        .or(
            () ->
                own.proofs()
                    .of(payout.id(), txHash)
                    .flatMap(
                        block ->
                            outside
                                .coins()
                                .depth(chain, block)
                                .map(
                                    depth ->
                                        new Mined(block.number(), depth, List.of(), List.of()))));
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

  /**
   * The same at this very moment. Asks nodes: never inside a transaction.
   *
   * @throws Refusal {@code UNAVAILABLE} where it is not
   */
  void mustBeRead(Chain chain) {
    if (!isRead(chain)) {
      throw new Refusal(
          ErrorCode.UNAVAILABLE,
          "%s is not read to its end, and may hold what your wallet paid: try again soon"
              .formatted(chain.name()),
          Duration.ofSeconds(30));
    }
    outside.now().spent(chain, List.of());
  }

  /** The same, without the words. */
  boolean isReadNow(Chain chain) {
    try {
      mustBeRead(chain);
      return true;
    } catch (Refusal notNow) {
      return false;
    }
  }

  private static int output(String position) {
    return Integer.parseInt(position.substring("out:".length()));
  }
}
