package io.aureus.payouts;

import io.aureus.money.Amount;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what the installation sends for itself. */
final class StoredOwnPayouts implements OwnPayouts {
  private final OwnPayoutRows own;
  private final PayoutRows rows;
  private final Batches batches;
  private final Sources sources;

  StoredOwnPayouts(OwnPayoutRows own, PayoutRows rows, Batches batches, Sources sources) {
    this.own = own;
    this.rows = rows;
    this.batches = batches;
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
    return batches.of(payout.id()).stream()
        .map(share -> new Lot(share.address(), new Amount(payout.amount().asset(), share.units())))
        .toList();
  }

  @Override
  public List<Amount> costs() {
    return own.costs();
  }
}
