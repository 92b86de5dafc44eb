package io.aureus.merchants;

import io.aureus.money.Asset;
import io.aureus.money.FiatAmount;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What a merchant decided about confirmations.
 *
 * @param bands none: every payment waits until it is final
 * @param atRisk what may be taken unconfirmed and be in no block, of all orders together at any
 *     moment; 0 for nothing
 */
public record DepthPolicy(List<DepthBand> bands, FiatAmount atRisk) {
  /** Every payment waits until it is final. */
  public static final DepthPolicy NONE =
      new DepthPolicy(List.of(), new FiatAmount("USD", BigDecimal.ZERO));

  public DepthPolicy {
    bands = List.copyOf(bands);
  }

  /** Those that hold for a coin: its own where it has any, else its chain's. */
  public List<DepthBand> of(Asset asset) {
    List<DepthBand> own = of(asset.code());
    return own.isEmpty() ? of(DepthBand.CHAIN + asset.chain().code()) : own;
  }

  private List<DepthBand> of(String scope) {
    return bands.stream().filter(band -> band.scope().equals(scope)).toList();
  }

  /** With a band in place of the one that was of the same sums. */
  DepthPolicy with(DepthBand band) {
    List<DepthBand> next = new ArrayList<>(without(band).bands());
    next.add(band);
    return new DepthPolicy(next, atRisk);
  }

  DepthPolicy without(DepthBand band) {
    return new DepthPolicy(bands.stream().filter(old -> !old.isOfTheSame(band)).toList(), atRisk);
  }

  DepthPolicy with(FiatAmount most) {
    return new DepthPolicy(bands, most);
  }
}
