package io.aureus.dashboard;

import io.aureus.merchants.DepthBand;
import io.aureus.merchants.DepthBounds;
import io.aureus.merchants.DepthPolicy;
import io.aureus.merchants.MerchantId;
import io.aureus.merchants.Merchants;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import io.aureus.money.FiatAmount;
import io.aureus.orders.RiskNow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Turns what a merchant set about confirmations into its page. */
final class DepthsPages {
  private final Merchants merchants;
  private final DepthBounds bounds;
  private final Catalogue catalogue;
  private final RiskNow risk;

  DepthsPages(Merchants merchants, DepthBounds bounds, Catalogue catalogue, RiskNow risk) {
    this.merchants = merchants;
    this.bounds = bounds;
    this.catalogue = catalogue;
    this.risk = risk;
  }

  DepthsPage of(Shell shell, MerchantId id, DepthsPage.Typed typed) {
    DepthPolicy policy = merchants.known(id).depths();
    List<String> fiats = catalogue.fiats().stream().sorted().toList();
    List<String> units = new ArrayList<>(fiats);
    catalogue.assets().stream()
        .filter(asset -> !asset.chain().isLightning())
        .map(Asset::code)
        .forEach(units::add);
    return new DepthsPage(
        shell,
        scopes(policy),
        units,
        fiats,
        policy.atRisk().value().toPlainString(),
        policy.atRisk().currency(),
        now(id),
        policy.bands().stream().anyMatch(band -> band.confirmations() == 0),
        typed);
  }

  private String now(MerchantId id) {
    List<FiatAmount> sums = risk.of(id);
    return sums.isEmpty()
        ? "nothing"
        : sums.stream().map(Texts::price).collect(Collectors.joining(" and "));
  }

  private List<DepthsPage.Scope> scopes(DepthPolicy policy) {
    List<DepthsPage.Scope> scopes = new ArrayList<>();
    for (Chain chain : catalogue.chains()) {
      if (chain.isLightning()) {
        continue; // What it settles is final at once.
      }
      List<Asset> assets = catalogue.assetsOn(chain);
      if (assets.size() > 1) {
        String code = DepthBand.CHAIN + chain.code();
        scopes.add(scope(policy, code, "All coins on " + chain.name(), chain));
      }
      for (Asset asset : assets) {
        String name = asset.symbol() + " on " + chain.name();
        scopes.add(scope(policy, asset.code(), name, chain));
      }
    }
    return scopes;
  }

  private DepthsPage.Scope scope(DepthPolicy policy, String code, String name, Chain chain) {
    List<DepthsPage.Band> bands =
        policy.bands().stream()
            .filter(band -> band.scope().equals(code))
            .sorted(
                Comparator.comparing(
                    DepthBand::upTo, Comparator.nullsLast(Comparator.<BigDecimal>naturalOrder())))
            .map(DepthsPages::band)
            .toList();
    return new DepthsPage.Scope(
        code,
        name,
        depth(chain.confirmations()),
        "%d to %d".formatted(bounds.least(chain), bounds.most(chain)),
        bands);
  }

  private static DepthsPage.Band band(DepthBand band) {
    BigDecimal upTo = band.upTo();
    return new DepthsPage.Band(
        upTo == null ? "any sum" : "up to " + upTo.toPlainString() + " " + band.unit(),
        upTo == null ? "" : upTo.toPlainString(),
        band.unit(),
        depth(band.confirmations()),
        band.confirmations() == 0);
  }

  private static String depth(int confirmations) {
    return switch (confirmations) {
      case 0 -> "as soon as it is seen";
      case 1 -> "after 1 confirmation";
      default -> "after " + confirmations + " confirmations";
    };
  }
}
