package io.aureus.payouts;

import io.aureus.money.Amount;
import io.aureus.money.Asset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what the installation sends for itself. */
final class StoredOwnPayouts implements OwnPayouts {
  private final OwnPayoutRows own;
  private final PayoutRows rows;
  private final Batches batches;
  private final BundleRows bundles;
  private final Sources sources;

  StoredOwnPayouts(
      OwnPayoutRows own, PayoutRows rows, Batches batches, BundleRows bundles, Sources sources) {
    this.own = own;
    this.rows = rows;
    this.batches = batches;
    this.bundles = bundles;
    this.sources = sources;
  }

  @Override
  public Payouts.Page list(
      @Nullable PayoutKind kind, @Nullable PayoutState state, int page, int size) {
    return own.list(kind, state, page, size);
  }

  @Override
  public Optional<Own> find(PayoutId id) {
    return rows.find(id)
        .filter(payout -> payout.merchant() == null)
        .map(payout -> new Own(payout, sender(payout), lots(payout)));
  }

  private String sender(Payout payout) {
    return sources.address(payout.amount().asset().chain().family(), rows.source(payout.id()));
  }

  private List<Lot> lots(Payout payout) {
    if (payout.kind() == PayoutKind.CONSOLIDATION) {
      Asset asset = payout.amount().asset();
      return bundles.of(payout.id()).stream()
          .flatMap(bundle -> bundles.coins(asset.chain(), bundle.id()).stream())
          .map(coin -> new Lot(coin.address(), Amount.ofUnits(asset, coin.coin().units())))
          .toList();
    }
    return batches.of(payout.id()).stream()
        .map(share -> new Lot(share.address(), new Amount(payout.amount().asset(), share.units())))
        .toList();
  }

  @Override
  public Map<PayoutId, Integer> coins(List<Payout> all) {
    return own.coins(
        all.stream()
            .filter(payout -> payout.kind() == PayoutKind.CONSOLIDATION)
            .map(Payout::id)
            .toList());
  }

  @Override
  public List<Amount> costs() {
    return own.costs();
  }
}
