package io.aureus.merchants;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import io.aureus.money.FiatAmount;
import java.math.BigDecimal;
import java.util.function.UnaryOperator;

/** Changes how many confirmations a merchant waits for. Orders that were quoted keep theirs. */
public final class MerchantDepths {
  private static final int MOST_BANDS = 50;
  private static final BigDecimal MOST_SUM = new BigDecimal("1000000000000");

  private final MerchantChanging changing;
  private final Catalogue catalogue;
  private final DepthBounds bounds;

  MerchantDepths(MerchantChanging changing, Catalogue catalogue, DepthBounds bounds) {
    this.changing = changing;
    this.catalogue = catalogue;
    this.bounds = bounds;
  }

  /**
   * Adds a band, or puts it in the place of the one of the same sums.
   *
   * @throws Refusal {@code BAD_REQUEST} or {@code UNSUPPORTED}
   */
  public void add(MerchantId id, DepthBand band) {
    Chain chain = chain(band.scope());
    int least = bounds.least(chain);
    int most = bounds.most(chain);
    if (band.confirmations() < least || band.confirmations() > most) {
      throw bad(
          "confirmations on %s must be from %d to %d, not %d"
              .formatted(chain.name(), least, most, band.confirmations()));
    }
    sum(band);
    change(
        id,
        was -> {
          if (band.confirmations() == 0 && was.atRisk().value().signum() == 0) {
            throw bad("first say how much may be at risk: without it nothing counts unconfirmed");
          }
          DepthPolicy next = was.with(band);
          if (next.bands().size() > MOST_BANDS) {
            throw bad("there may be " + MOST_BANDS + " bands at most");
          }
          return next;
        });
  }

  /** Takes a band away; nothing where it is gone already. */
  public void remove(MerchantId id, DepthBand band) {
    change(id, was -> was.without(band));
  }

  /** Sets what may be at risk at any moment; it holds for open orders too. */
  public void risk(MerchantId id, FiatAmount most) {
    fiat(most.currency());
    BigDecimal value = most.value();
    if (value.signum() < 0 || value.compareTo(MOST_SUM) > 0 || value.scale() > 2) {
      throw bad("the sum at risk must be 0 or more with two decimals at most, e.g. 250.00");
    }
    change(id, was -> was.with(most));
  }

  private void sum(DepthBand band) {
    BigDecimal upTo = band.upTo();
    if (upTo == null) {
      return;
    }
    if (upTo.signum() <= 0 || upTo.compareTo(MOST_SUM) > 0 || upTo.scale() > 18) {
      throw bad("up to must be a sum of more than 0, e.g. 50, or empty for any sum");
    }
    boolean isItsCoin =
        band.unit().equals(band.scope()) && catalogue.asset(band.unit()).isPresent();
    if (!isItsCoin) {
      fiat(band.unit());
    }
  }

  private void fiat(String code) {
    if (!catalogue.fiats().contains(code)) {
      throw new Refusal(
          ErrorCode.UNSUPPORTED,
          "the sum must be in a currency such as USD or EUR, or in the coin itself, not " + code);
    }
  }

  private Chain chain(String scope) {
    Chain chain = known(scope);
    if (chain.isLightning()) {
      throw bad("what is paid by Lightning is final at once: there is nothing to wait for");
    }
    return chain;
  }

  private Chain known(String scope) {
    return (scope.startsWith(DepthBand.CHAIN)
            ? catalogue.chain(scope.substring(DepthBand.CHAIN.length()))
            : catalogue.asset(scope).map(Asset::chain))
        .orElseThrow(() -> new Refusal(ErrorCode.UNSUPPORTED, "there is no coin " + scope));
  }

  private void change(MerchantId id, UnaryOperator<DepthPolicy> change) {
    changing.change(id, was -> was.withDepths(change.apply(was.depths())));
  }

  private static Refusal bad(String words) {
    return new Refusal(ErrorCode.BAD_REQUEST, words);
  }
}
