package io.aureus.checkout;

import io.aureus.checkout.ChoosePage.Coin;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.merchants.Merchant;
import io.aureus.merchants.Merchants;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.orders.Order;
import io.aureus.pricing.Quotes;
import java.util.List;
import java.util.Optional;

/** Turns an order into the list of coins that its payer may choose from. */
final class ChoosePages {
  private final Merchants merchants;
  private final Catalogue catalogue;
  private final Quotes quotes;

  ChoosePages(Merchants merchants, Catalogue catalogue, Quotes quotes) {
    this.merchants = merchants;
    this.catalogue = catalogue;
    this.quotes = quotes;
  }

  ChoosePage of(Order order, Visit visit, String trouble) {
    Merchant merchant = merchants.known(order.merchant());
    return new ChoosePage(
        order.id().value(),
        merchant.name(),
        PayPages.price(order.price()),
        visit.token(),
        assets(merchant).stream().map(asset -> coin(order, asset, visit.words())).toList(),
        order.currentQuote().map(quote -> quote.amount().asset().code()).orElse(""),
        order.quotes().isEmpty()
            ? ""
            : visit.language().link("/checkout/" + order.id() + "?token=" + visit.token()),
        trouble,
        visit.language());
  }

  /** Whether there is anything to choose: with one coin there is not. */
  boolean hasChoice(Order order) {
    return assets(merchants.known(order.merchant())).size() > 1;
  }

  /** The asset of that code, where this order's merchant takes it. */
  Optional<Asset> enabled(Order order, String code) {
    return assets(merchants.known(order.merchant())).stream()
        .filter(asset -> asset.code().equals(code))
        .findFirst();
  }

  private List<Asset> assets(Merchant merchant) {
    return merchant.enabledAssets().stream()
        .map(catalogue::asset)
        .flatMap(Optional::stream)
        .toList();
  }

  /** As wallets and exchanges call it: a token's with its kind, e.g. {@code Ethereum (ERC20)}. */
  static String network(Asset asset) {
    int cut = asset.code().indexOf('-');
    String name = asset.chain().name();
    return asset.isNative() || cut < 0
        ? name
        : "%s (%s)".formatted(name, asset.code().substring(cut + 1));
  }

  private Coin coin(Order order, Asset asset, Words words) {
    String amount = "";
    String unavailable = "";
    try {
      amount =
          quotes.quote(order.price(), asset, order.fixedPrice()).amount().text()
              + " "
              + asset.symbol();
    } catch (Refusal refusal) {
      unavailable =
          refusal.code() == ErrorCode.UNAVAILABLE
              ? words.text("choose.no-price")
              : words.text("choose.impossible");
    }
    return new Coin(
        asset.code(),
        asset.symbol(),
        network(asset),
        amount,
        unavailable,
        asset.chain().isLightning());
  }
}
