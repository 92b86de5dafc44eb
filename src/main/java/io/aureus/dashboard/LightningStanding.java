package io.aureus.dashboard;

import io.aureus.chains.lightning.LightningAccess;
import io.aureus.chains.lightning.NodeLook;
import io.aureus.chains.lightning.NodeLooks;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import io.aureus.orders.InvoiceBook;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the gateway's node of Lightning stands, for the page and the measures; it asks no node. */
final class LightningStanding {
  private final Catalogue catalogue;
  private final LightningAccess access;
  private final NodeLooks looks;
  private final InvoiceBook invoices;
  private final int share;

  /**
   * @param share of the channels' room that should be free to come in, in percent
   */
  LightningStanding(
      Catalogue catalogue,
      LightningAccess access,
      NodeLooks looks,
      InvoiceBook invoices,
      int share) {
    this.catalogue = catalogue;
    this.access = access;
    this.looks = looks;
    this.invoices = invoices;
    this.share = share;
  }

  /**
   * @param look null where nobody has looked yet
   * @param inbound by the newest answer; null where there was none
   */
  record Now(
      Asset coin,
      @Nullable NodeLook look,
      @Nullable InboundLiquidity inbound,
      OfferStanding offers) {}

  /** Empty where the gateway has no node of Lightning. */
  Optional<Now> now() {
    return coin().map(this::of);
  }

  /** What is paid by Lightning; empty where nothing is. */
  Optional<Asset> coin() {
    return catalogue.chains().stream()
        .filter(Chain::isLightning)
        .findFirst()
        .map(catalogue::nativeOf);
  }

  private Now of(Asset coin) {
    NodeLook look = looks.of(coin.chain()).orElse(null);
    NodeLook.Seen seen = look == null ? null : look.seen();
    InboundLiquidity inbound =
        seen == null ? null : InboundLiquidity.of(seen.funds(), invoices.open(), share);
    return new Now(coin, look, inbound, OfferStanding.of(access, coin.chain(), invoices));
  }
}
