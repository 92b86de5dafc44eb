package io.aureus.wallets;

import io.aureus.chains.Watchlist;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.BroughtKey;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Chain;
import io.aureus.wallets.Receiving.Prepared;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes the next address of the wallet that a merchant brought. The database says which: a node
 * that dies leaves no hole, since what it had claimed is taken first when its claim ends.
 */
final class OwnAddresses {
  private static final Duration CLAIM = Duration.ofMinutes(5);
  private static final int MOST_TAKEN_ELSEWHERE = 100;

  private final OwnRows wallets;
  private final OwnAddressRows rows;
  private final Watchlist watchlist;
  private final WalletsSettings settings;
  private final TransactionTemplate transactions;
  private final Clock clock;
  private final ConcurrentMap<String, BroughtKey> keys = new ConcurrentHashMap<>();

  OwnAddresses(
      OwnRows wallets,
      OwnAddressRows rows,
      Watchlist watchlist,
      WalletsSettings settings,
      TransactionTemplate transactions,
      Clock clock) {
    this.wallets = wallets;
    this.rows = rows;
    this.watchlist = watchlist;
    this.settings = settings;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * @return empty where the merchant has no wallet of its own in use
   * @throws Refusal {@code UNAVAILABLE} where it has no address left to give
   */
  Optional<Prepared> take(MerchantId merchant, Chain chain) {
    Optional<Prepared> taken =
        transactions.execute(
            status ->
                wallets.lockActive(merchant, chain.family()).map(wallet -> next(chain, wallet)));
    return taken == null ? Optional.empty() : taken;
  }

  /** The wallet's row is locked. */
  private Prepared next(Chain chain, OwnRows.Row wallet) {
    Instant now = clock.instant();
    Optional<Prepared> left = rows.claim(wallet, now, now.plus(CLAIM));
    if (left.isPresent()) {
      return left.get();
    }
    if (wallet.kind() == OwnWallet.Kind.LIST) {
      throw new Refusal(
          ErrorCode.UNAVAILABLE,
          "the merchant's list of addresses has none left: the merchant must add some on the"
              + " dashboard, under Wallets");
    }
    if (wallet.unpaid() >= settings.gapMost()) {
      throw new Refusal(
          ErrorCode.UNAVAILABLE,
          ("%d addresses in a row of the merchant's own wallet are unpaid, and no more are given:"
                  + " a payment there would not be found again with a wallet program")
              .formatted(wallet.unpaid()));
    }
    derive(chain, wallet);
    return rows.claim(wallet, now, now.plus(CLAIM)).orElseThrow();
  }

  /** One more; an address that stands in another wallet already is passed over. */
  private void derive(Chain chain, OwnRows.Row wallet) {
    String text = String.valueOf(wallet.accountKey());
    BroughtKey key =
        keys.computeIfAbsent(chain.family() + text, any -> BroughtKey.read(chain, text));
    for (int i = 0; i < MOST_TAKEN_ELSEWHERE; i++) {
      List<String> one = key.addresses(wallet.next() + i, 1);
      wallets.advance(wallet.id(), 1);
      if (rows.insert(wallet.family(), wallet.id(), wallet.next() + i, one) == 1) {
        watchlist.watchSenders(wallet.family(), one);
        return;
      }
    }
    throw new Refusal(
        ErrorCode.UNAVAILABLE, "the addresses of the merchant's wallet are in use elsewhere");
  }
}
