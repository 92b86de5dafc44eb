package io.aureus.pricing;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.CoinAddress;
import io.aureus.money.FiatAmount;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Quotes from what the sources agree on at this moment. */
final class MarketQuotes implements Quotes, RateHealth {
  /** Who says that a dollar stablecoin is a dollar, where the merchant asked for that. */
  static final String ONE_TO_ONE = "one-to-one";

  private static final int WHOLE_DIGITS = 15;
  private static final int DECIMALS = 18;
  private static final BigDecimal MOST_COINS = new BigDecimal("1e15");
  private static final Duration RETRY = Duration.ofSeconds(30);

  private final Votes votes;
  private final Consensus.Rules rules;
  private final Duration fiatMaxAge;
  private final Catalogue catalogue;
  private final Clock clock;

  /**
   * @param fiatMaxAge how old a fixing of the day may be, where live sources do not settle a fiat
   *     cross
   */
  MarketQuotes(
      Votes votes, Consensus.Rules rules, Duration fiatMaxAge, Catalogue catalogue, Clock clock) {
    this.votes = votes;
    this.rules = rules;
    this.fiatMaxAge = fiatMaxAge;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  @Override
  public Quote quote(FiatAmount price, Asset asset, boolean fixed) {
    refuseUnknownFiat(price.currency());
    refuseOddPrice(price.value());
    if (fixed && !asset.isDollarStable()) {
      throw new Refusal(
          ErrorCode.BAD_REQUEST,
          "fixed_encrypt_price counts a dollar stablecoin as one dollar; "
              + asset.code()
              + " is none. Leave it out, or choose one of "
              + dollarStable());
    }
    Rate rate = rate(asset, price.currency(), fixed);
    BigDecimal coins = price.value().divide(rate.price(), asset.quoteScale(), RoundingMode.CEILING);
    if (coins.compareTo(MOST_COINS) > 0) {
      throw new Refusal(
          ErrorCode.BAD_REQUEST,
          "the price is too high: it would be more than 10^15 " + asset.code());
    }
    Amount amount = Amount.ofDecimal(asset, coins);
    refuseDust(amount, price, rate);
    return new Quote(price, amount, rate);
  }

  /** What nodes would not pass on cannot be paid. */
  private static void refuseDust(Amount amount, FiatAmount price, Rate rate) {
    Asset asset = amount.asset();
    Amount least = Amount.ofUnits(asset, CoinAddress.smallestPayment(asset.chain()));
    if (!amount.isAtLeast(least)) {
      FiatAmount worth =
          new FiatAmount(
              price.currency(),
              least.decimal().multiply(rate.price()).setScale(2, RoundingMode.CEILING));
      throw new Refusal(
          ErrorCode.BAD_REQUEST,
          "the price is too low: it would be %s %s, and the network passes on %s at least"
                  .formatted(amount.text(), asset.code(), least.text())
              + ", about %s %s".formatted(worth.text(), worth.currency()));
    }
  }

  @Override
  public Rate rate(Asset asset, String currency) {
    refuseUnknownFiat(currency);
    return rate(asset, currency, false);
  }

  @Override
  public List<SourceHealth> sources() {
    return votes.sources();
  }

  @Override
  public List<PairHealth> pairs() {
    Instant now = clock.instant();
    List<PairHealth> pairs = new ArrayList<>();
    for (String symbol : catalogue.assets().stream().map(Asset::symbol).distinct().toList()) {
      pairs.add(health(Pair.coin(symbol), coin(symbol, now)));
    }
    for (String fiat : new TreeSet<>(catalogue.fiats())) {
      if (!fiat.equals(Pair.USD)) {
        pairs.add(health(Pair.dollarIn(fiat), cross(fiat, now)));
      }
    }
    return pairs;
  }

  private Rate rate(Asset asset, String currency, boolean fixed) {
    Instant now = clock.instant();
    Rate dollars =
        fixed
            ? new Rate(BigDecimal.ONE, now, List.of(ONE_TO_ONE))
            : agreed(coin(asset.symbol(), now), asset.symbol() + " in USD");
    if (currency.equals(Pair.USD)) {
      return dollars;
    }
    Rate cross = agreed(cross(currency, now), "USD in " + currency);
    TreeSet<String> sources = new TreeSet<>(dollars.sources());
    sources.addAll(cross.sources());
    return new Rate(
        dollars.price().multiply(cross.price()).round(Consensus.DIGITS),
        dollars.at().isBefore(cross.at()) ? dollars.at() : cross.at(),
        List.copyOf(sources));
  }

  private Consensus.Outcome coin(String symbol, Instant now) {
    return Consensus.of(votes.on(Pair.coin(symbol)), rules, now);
  }

  /** Live sources first; fixings of the day are asked only where those do not settle it. */
  private Consensus.Outcome cross(String fiat, Instant now) {
    List<Vote> all = votes.on(Pair.dollarIn(fiat));
    Consensus.Outcome live = Consensus.of(all, rules, now);
    return live instanceof Consensus.Agreed
        ? live
        : Consensus.of(all, rules.within(fiatMaxAge), now);
  }

  private Rate agreed(Consensus.Outcome outcome, String what) {
    return switch (outcome) {
      case Consensus.Agreed agreed -> agreed.rate();
      case Consensus.Lacking lacking ->
          throw new Refusal(
              ErrorCode.UNAVAILABLE,
              "there is no dependable rate of %s now: %s%s. Try again in half a minute"
                  .formatted(what, lacking.words(), failing()),
              RETRY);
    };
  }

  private String failing() {
    String words =
        votes.sources().stream()
            .filter(source -> !source.healthy())
            .map(source -> source.name() + ": " + source.words())
            .collect(Collectors.joining("; "));
    return words.isEmpty() ? "" : ". Failing are " + words;
  }

  private void refuseUnknownFiat(String currency) {
    if (!catalogue.fiats().contains(currency)) {
      throw new Refusal(
          ErrorCode.UNSUPPORTED,
          "the currency %s is not supported; supported are %s"
              .formatted(
                  currency.matches("[A-Za-z0-9-]{1,12}") ? currency : "that was given",
                  String.join(", ", new TreeSet<>(catalogue.fiats()))));
    }
  }

  private static void refuseOddPrice(BigDecimal value) {
    String wrong = "";
    if (value.signum() <= 0) {
      wrong = "it must be more than 0";
    } else {
      BigDecimal bare = value.stripTrailingZeros();
      // As long: a number such as 1e2147483647 must not overflow its way in.
      if ((long) bare.precision() - bare.scale() > WHOLE_DIGITS) {
        wrong = "it has more than " + WHOLE_DIGITS + " digits before the decimal point";
      } else if (bare.scale() > DECIMALS) {
        wrong = "it has more than " + DECIMALS + " decimals";
      }
    }
    if (!wrong.isEmpty()) {
      throw new Refusal(ErrorCode.BAD_REQUEST, "the price is not usable: " + wrong);
    }
  }

  private String dollarStable() {
    return catalogue.assets().stream()
        .filter(Asset::isDollarStable)
        .map(Asset::code)
        .collect(Collectors.joining(", "));
  }

  private static PairHealth health(Pair pair, Consensus.Outcome outcome) {
    return switch (outcome) {
      case Consensus.Agreed agreed ->
          new PairHealth(
              pair.base(),
              pair.quote(),
              agreed.rate().price(),
              String.join(", ", agreed.rate().sources()));
      case Consensus.Lacking lacking ->
          new PairHealth(pair.base(), pair.quote(), null, lacking.words());
    };
  }
}
