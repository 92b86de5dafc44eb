package io.aureus.payouts;

import io.aureus.chains.BroughtCoins;
import io.aureus.chains.UnspentCoins;
import io.aureus.keys.CoinDraft;
import io.aureus.keys.CoinPoint;
import io.aureus.keys.CoinScript;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import io.aureus.wallets.OwnPlaces;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The coins of a merchant's own wallet, by what was read of the chain. */
final class OwnPurse {
  /** A coin with the place of its key in the merchant's wallet. */
  record Held(Coin coin, OwnPlaces.Place place) {}

  /**
   * What one wallet has. Coins of two are in no transaction together: they may be of two seeds.
   *
   * @param coins final, in no other draft, and kept back by nobody
   */
  record Wallet(long id, String accountKey, List<Held> coins) {}

  /**
   * @param wallets the one in use first
   * @param waiting in the smallest unit: what is not final yet
   * @param locked likewise: what is in other drafts
   * @param frozen likewise: what the merchant keeps from being spent
   */
  record Content(List<Wallet> wallets, long waiting, long locked, long frozen) {}

  private final BroughtCoins coins;
  private final OwnPlaces places;
  private final OwnDraftRows drafts;
  private final CoinNoteRows notes;

  OwnPurse(BroughtCoins coins, OwnPlaces places, OwnDraftRows drafts, CoinNoteRows notes) {
    this.coins = coins;
    this.places = places;
    this.drafts = drafts;
    this.notes = notes;
  }

  Content of(MerchantId merchant, Asset asset) {
    Chain chain = asset.chain();
    Map<String, OwnPlaces.Place> known =
        places.of(merchant, chain).stream()
            .collect(Collectors.toMap(OwnPlaces.Place::address, Function.identity(), (a, b) -> a));
    Set<CoinPoint> taken = drafts.locked(chain, merchant);
    Set<CoinPoint> kept = notes.frozen(merchant, chain);
    Map<Long, Wallet> wallets = new LinkedHashMap<>();
    long waiting = 0;
    long locked = 0;
    long frozen = 0;
    for (BroughtCoins.Coin one : coins.on(asset, known.keySet())) {
      UnspentCoins.Output output = one.output();
      OwnPlaces.Place place = known.get(output.address());
      CoinPoint point = new CoinPoint(output.txHash(), output.index());
      long units = output.units().longValueExact();
      Optional<CoinScript> kind = CoinScript.of(Purse.script(chain, output.address()));
      if (place == null || place.accountKey() == null || kind.isEmpty()) {
        continue;
      }
      if (taken.contains(point)) {
        locked += units;
      } else if (kept.contains(point)) {
        frozen += units;
      } else if (!one.isFinal()) {
        waiting += units;
      } else {
        String key = place.accountKey();
        wallets
            .computeIfAbsent(place.wallet(), id -> new Wallet(id, key, new ArrayList<>()))
            .coins()
            .add(new Held(new Coin(point, units, kind.get()), place));
      }
    }
    long first = places.wallet(merchant, chain).orElse(0L);
    return new Content(sorted(wallets.values(), first), waiting, locked, frozen);
  }

  /**
   * The transactions that these come from, by their ids, in hex; those that are not known lack, and
   * all where they are more than a draft may have.
   */
  Map<String, String> funding(Chain chain, List<Held> held) {
    List<String> from = held.stream().map(one -> one.coin().point().txid()).distinct().toList();
    return coins.funding(chain, from, CoinDraft.MOST_FUNDING);
  }

  private static List<Wallet> sorted(Collection<Wallet> wallets, long first) {
    return wallets.stream()
        .sorted(Comparator.comparing((Wallet wallet) -> wallet.id() != first))
        .toList();
  }
}
