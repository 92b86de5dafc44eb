package io.aureus.payouts;

import io.aureus.chains.UnspentCoins;
import io.aureus.keys.CoinPoint;
import io.aureus.keys.CoinScript;
import io.aureus.keys.Signer;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import io.aureus.money.CoinAddress;
import io.aureus.wallets.Addresses;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Our own coins that a payout may spend: final, on an address of our seed, spent by none, and kept
 * back by nobody.
 */
final class Purse {
  private static final int MOST = 5_000;

  private final UnspentCoins unspent;
  private final Addresses addresses;
  private final Signer signer;
  private final CoinNoteRows notes;

  Purse(UnspentCoins unspent, Addresses addresses, Signer signer, CoinNoteRows notes) {
    this.unspent = unspent;
    this.addresses = addresses;
    this.signer = signer;
    this.notes = notes;
  }

  /** What is there by the chain; locks of ours are not asked for. No call to any node. */
  List<OwnCoin> coins(Asset asset) {
    Chain chain = asset.chain();
    List<UnspentCoins.Output> outputs = unspent.of(asset, MOST);
    String hot = signer.hotAddress(chain.family());
    Set<CoinPoint> frozen = notes.frozen(null, chain);
    Map<String, Long> indexes =
        addresses.indexes(
            chain.family(), outputs.stream().map(UnspentCoins.Output::address).distinct().toList());
    List<OwnCoin> coins = new ArrayList<>();
    for (UnspentCoins.Output output : outputs) {
      boolean isChange = output.address().equals(hot);
      Long index = isChange ? Long.valueOf(0) : indexes.get(output.address());
      Optional<CoinScript> kind = CoinScript.of(script(chain, output.address()));
      CoinPoint point = new CoinPoint(output.txHash(), output.index());
      if (index != null && kind.isPresent() && !frozen.contains(point)) {
        Coin coin = new Coin(point, output.units().longValueExact(), kind.get());
        coins.add(new OwnCoin(coin, output.address(), isChange, index));
      }
    }
    return coins;
  }

  /** Whether somebody keeps it from being spent. */
  boolean isFrozen(Chain chain, CoinPoint point) {
    return notes.frozen(null, chain).contains(point);
  }

  /** What to tell whoever lacks coins of those that are kept back; empty where none is. */
  String keptBack(Asset asset) {
    Set<CoinPoint> frozen = notes.frozen(null, asset.chain());
    BigInteger units = BigInteger.ZERO;
    List<UnspentCoins.Output> all = frozen.isEmpty() ? List.of() : unspent.of(asset, MOST);
    for (UnspentCoins.Output output : all) {
      if (frozen.contains(new CoinPoint(output.txHash(), output.index()))) {
        units = units.add(output.units());
      }
    }
    return units.signum() == 0
        ? ""
        : "; coins of %s %s are marked as not to be spent"
            .formatted(new Amount(asset, units).text(), asset.code());
  }

  /** How coins are chosen at this price, with change that comes back here. */
  CoinChoice choice(Chain chain, CoinChoice.Price price) {
    String change = signer.hotAddress(chain.family());
    long dust = CoinAddress.parse(chain, change).dustLimit(chain);
    return new CoinChoice(price, script(chain, change), dust);
  }

  /** The output script of an address, in hex. */
  static String script(Chain chain, String address) {
    return HexFormat.of().formatHex(CoinAddress.parse(chain, address).script());
  }
}
