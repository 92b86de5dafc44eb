package io.aureus.api;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.merchants.MerchantId;
import io.aureus.merchants.Merchants;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import io.aureus.money.FiatAmount;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Which coins and currencies a request may name. */
final class Currencies {
  private final Catalogue catalogue;
  private final Merchants merchants;

  Currencies(Catalogue catalogue, Merchants merchants) {
    this.catalogue = catalogue;
    this.merchants = merchants;
  }

  List<String> fiats() {
    return List.copyOf(new TreeSet<>(catalogue.fiats()));
  }

  /**
   * @param field where the currency came in, for the message
   */
  FiatAmount price(String field, String currency, BigDecimal value) {
    if (!catalogue.fiats().contains(currency)) {
      throw new Refusal(
          ErrorCode.UNSUPPORTED,
          "%s: \"%s\" is not a currency that we price in; send one of %s"
              .formatted(field, Shown.of(currency), String.join(", ", fiats())));
    }
    return new FiatAmount(currency, value);
  }

  /** The coin of a chain and a currency code; they must fit each other. */
  Asset asset(MerchantId merchant, String chain, String currency) {
    Optional<Asset> asset =
        enabled(merchant).stream().filter(known -> known.code().equals(currency)).findFirst();
    if (asset.isEmpty()) {
      throw new Refusal(
          ErrorCode.UNSUPPORTED,
          "currency: \"%s\" is not taken here; send one of %s"
              .formatted(Shown.of(currency), codes(enabled(merchant))));
    }
    return onChain(asset.get(), chain);
  }

  /**
   * The merchant's coin on Lightning.
   *
   * @throws Refusal {@code UNSUPPORTED} where the operator runs no node, or the merchant takes none
   */
  Asset lightning(MerchantId merchant) {
    if (catalogue.chains().stream().noneMatch(Chain::isLightning)) {
      throw new Refusal(
          ErrorCode.UNSUPPORTED,
          "Lightning is not switched on here: the operator has named no node of it");
    }
    return enabled(merchant).stream()
        .filter(asset -> asset.chain().isLightning())
        .findFirst()
        .orElseThrow(
            () ->
                new Refusal(
                    ErrorCode.UNSUPPORTED,
                    "BTC-LN is not enabled; switch it on among the coins of your shop"));
  }

  /** The coin of a chain and a currency code, taken by the merchant or not: for what it has. */
  Asset known(String chain, String currency) {
    Asset asset =
        catalogue
            .asset(currency)
            .orElseThrow(
                () ->
                    new Refusal(
                        ErrorCode.UNSUPPORTED,
                        "currency: \"%s\" is not known here; send one of %s"
                            .formatted(Shown.of(currency), codes(catalogue.assets()))));
    return onChain(asset, chain);
  }

  private static Asset onChain(Asset asset, String chain) {
    if (!asset.chain().code().equals(chain)) {
      throw new Refusal(
          ErrorCode.UNSUPPORTED,
          "chain: %s is not on \"%s\"; send chain %s"
              .formatted(asset.code(), Shown.of(chain), asset.chain().code()));
    }
    return asset;
  }

  /** The merchant's coins, in the merchant's order; none that this deployment does not run. */
  List<Asset> enabled(MerchantId merchant) {
    return merchants.known(merchant).enabledAssets().stream()
        .flatMap(code -> catalogue.asset(code).stream())
        .toList();
  }

  private static String codes(List<Asset> assets) {
    return String.join(", ", assets.stream().map(Asset::code).toList());
  }
}
