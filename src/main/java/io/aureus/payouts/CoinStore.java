package io.aureus.payouts;

import io.aureus.keys.Signer;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import io.aureus.money.CoinAddress;
import io.aureus.payouts.CoinChoice.Price;
import io.aureus.payouts.ConsolidationChoice.Plan;
import java.util.List;
import java.util.Optional;

/** Our free coins as a consolidation sees them. */
final class CoinStore {
  /**
   * What there is of one coin.
   *
   * @param worth that hold more than spending them costs now
   * @param dust the others
   */
  record Content(List<OwnCoin> worth, List<OwnCoin> dust) {}

  private final CoinWay coins;
  private final ConsolidationRule rule;
  private final Signer signer;

  CoinStore(CoinWay coins, ConsolidationRule rule, Signer signer) {
    this.coins = coins;
    this.rule = rule;
    this.signer = signer;
  }

  /** Where the coins go: the only address of change that is watched. */
  String destination(Asset asset) {
    return signer.hotAddress(asset.chain().family());
  }

  /** Which coins become one now; the chain must be locked, where it is to be done. */
  Optional<Plan> plan(Asset asset) {
    return rule.price(asset).flatMap(price -> choice(asset, price).choose(coins.free(asset)));
  }

  /** Why none can be planned of coins that are enough; empty where one can. */
  String lacking(Asset asset) {
    Optional<Price> price = rule.price(asset);
    if (price.isEmpty() || plan(asset).isPresent()) {
      return "";
    }
    long fee = choice(asset, price.get()).leastFee(coins.free(asset));
    String words = rule.against(asset, fee);
    return words.isEmpty() ? "the smallest hold hardly more than it would cost" : words;
  }

  /** Where nobody knows what the network asks all are worth spending. */
  Content content(Asset asset) {
    List<OwnCoin> free = coins.free(asset);
    List<OwnCoin> worth =
        rule.price(asset).map(price -> choice(asset, price).worthSpending(free)).orElse(free);
    return new Content(worth, free.stream().filter(own -> !worth.contains(own)).toList());
  }

  private ConsolidationChoice choice(Asset asset, Price price) {
    Chain chain = asset.chain();
    String address = destination(asset);
    long dust = CoinAddress.parse(chain, address).dustLimit(chain);
    return new ConsolidationChoice(
        rule.settings(), price, rule.reach(), Purse.script(chain, address), dust);
  }
}
