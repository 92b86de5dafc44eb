package io.aureus.payouts;

import io.aureus.keys.CoinParent;
import io.aureus.keys.CoinScript;
import io.aureus.keys.Signer;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import io.aureus.money.CoinAddress;
import io.aureus.money.CoinNetwork;
import io.aureus.payouts.ChildRows.Parent;
import java.math.BigInteger;
import java.util.Optional;

/** What children spend and may cost now. No call to any node. */
final class ChildPrices {
  /** Nodes ask of a replacement a third of what they reckon dust with, for all of its bytes. */
  private static final long DUST_STEPS = 3;

  private static final long PER = 1_000;

  private final Signer signer;
  private final CoinRates rates;

  ChildPrices(Signer signer, CoinRates rates) {
    this.signer = signer;
    this.rates = rates;
  }

  /** Where change goes, and what children give back. */
  String address(Chain chain) {
    return signer.hotAddress(chain.family());
  }

  /** Our change in signed bytes; empty where they have none. */
  Optional<CoinParent> change(Chain chain, Parent parent) {
    return CoinParent.of(parent.raw(), script(chain));
  }

  /** The output script of that address, in hex. */
  String script(Chain chain) {
    return Purse.script(chain, address(chain));
  }

  /** Where both together pay what the network asks, nothing is to be raised. */
  Optional<ChildTerms> dearer(Asset asset, Parent parent, CoinParent change, long old) {
    long weight = ChildTerms.weight(script(asset.chain()));
    Optional<Long> rate = rates.now(asset.chain());
    if (rate.isEmpty()
        || rates.price(asset, rate.get()).of(parent.weight() + weight) <= parent.fee() + old) {
      return Optional.empty();
    }
    return terms(asset, parent, change, least(asset.chain(), weight, old));
  }

  /** The same where the parent is in a block: what holds our change up is the child alone. */
  Optional<ChildTerms> alone(Asset asset, Parent parent, CoinParent change, long old) {
    Chain chain = asset.chain();
    long weight = ChildTerms.weight(script(chain));
    return rates
        .now(chain)
        .filter(rate -> !rates.isTooDear(rate) && rates.price(asset, rate).of(weight) > old)
        .flatMap(
            rate ->
                ChildTerms.alone(
                    rates.price(asset, rate),
                    parent.fee(),
                    spent(chain, change),
                    least(chain, weight, old)))
        .filter(terms -> !rates.isTooDear(terms.fee() * PER / CoinScript.virtualBytes(weight)));
  }

  /** What a replacement pays at least: what nodes ask of one, and a quarter more than before. */
  private static long least(Chain chain, long weight, long old) {
    long step = CoinNetwork.of(chain).dustRate() / DUST_STEPS;
    return Math.max(old + CoinScript.virtualBytes(weight) * step / PER + 1, old * 5 / 4);
  }

  private ChildTerms.Change spent(Chain chain, CoinParent change) {
    long dust = CoinAddress.parse(chain, address(chain)).dustLimit(chain);
    return new ChildTerms.Change(change.units(), script(chain), dust);
  }

  /** Of a child that is not signed yet: empty as well where the fees of a day leave it no room. */
  Optional<ChildTerms> first(Asset asset, Parent parent, CoinParent change) {
    return terms(asset, parent, change, 0)
        .filter(terms -> rates.ofDay(asset).against(BigInteger.valueOf(terms.fee())).isEmpty());
  }

  /**
   * @param least what the child pays at least
   * @return empty where none would help, or may be
   */
  Optional<ChildTerms> terms(Asset asset, Parent parent, CoinParent change, long least) {
    Chain chain = asset.chain();
    return rates
        .now(chain)
        .filter(rate -> !rates.isTooDear(rate))
        .flatMap(
            rate -> ChildTerms.of(rates.price(asset, rate), parent, spent(chain, change), least))
        .filter(terms -> !rates.isTooDear(rate(parent, terms)));
  }

  /** What both pay for 1,000 virtual bytes. */
  private static long rate(Parent parent, ChildTerms terms) {
    long size = CoinScript.virtualBytes(parent.weight()) + CoinScript.virtualBytes(terms.weight());
    return (parent.fee() + terms.fee()) * PER / size;
  }
}
