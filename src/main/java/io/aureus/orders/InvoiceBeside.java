package io.aureus.orders;

import io.aureus.chains.ChainProgress;
import io.aureus.chains.ChainProgress.NodeHealth;
import io.aureus.chains.lightning.NodeLook;
import io.aureus.chains.lightning.NodeLooks;
import io.aureus.errors.Refusal;
import io.aureus.merchants.Merchant;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import io.aureus.pricing.Quote;
import io.aureus.pricing.Quotes;
import io.aureus.wallets.OwnNodes;
import java.util.List;
import java.util.Optional;

/**
 * Whether a payer who chose bitcoin may pay by Lightning as well: many wallets can do either. Both
 * quotes are open then, and whichever is paid first makes the order's success.
 */
final class InvoiceBeside {
  private final Catalogue catalogue;
  private final ChainProgress progress;
  private final OwnNodes own;
  private final NodeLooks looks;
  private final Quotes quotes;

  InvoiceBeside(
      Catalogue catalogue, ChainProgress progress, OwnNodes own, NodeLooks looks, Quotes quotes) {
    this.catalogue = catalogue;
    this.progress = progress;
    this.own = own;
    this.looks = looks;
    this.quotes = quotes;
  }

  /** Of the same sum; empty where the merchant does not take it, or its node is not well. */
  Optional<Quote> of(Merchant merchant, Order order, Quote chosen) {
    Asset asset = chosen.amount().asset();
    if (!asset.isNative() || !asset.chain().family().equals("bitcoin")) {
      return Optional.empty();
    }
    return merchant.enabledAssets().stream()
        .map(catalogue::asset)
        .flatMap(Optional::stream)
        .filter(other -> other.chain().isLightning())
        .filter(other -> other.chain().network().equals(asset.chain().network()))
        .filter(other -> isWell(merchant.id(), other.chain()))
        .findFirst()
        .flatMap(other -> quote(order, other))
        .filter(other -> isSameSum(other, chosen));
  }

  /** One that does not answer would keep a payer waiting who may not want it at all. */
  private boolean isWell(MerchantId merchant, Chain chain) {
    return own.active(merchant, chain)
        .map(node -> looks.of(chain, node.id()).map(NodeLook::isAnswering).orElse(false))
        .orElseGet(() -> isOperatorsWell(chain));
  }

  private boolean isOperatorsWell(Chain chain) {
    List<NodeHealth> nodes =
        progress.health().stream().filter(node -> node.chain().equals(chain.code())).toList();
    return !nodes.isEmpty() && nodes.stream().allMatch(NodeHealth::healthy);
  }

  private Optional<Quote> quote(Order order, Asset asset) {
    try {
      return Optional.of(quotes.quote(order.price(), asset, order.fixedPrice()));
    } catch (Refusal e) {
      return Optional.empty();
    }
  }

  /** One picture says one amount. */
  private static boolean isSameSum(Quote one, Quote other) {
    return one.amount().decimal().compareTo(other.amount().decimal()) == 0;
  }
}
