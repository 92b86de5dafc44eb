package io.aureus.pricing;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where rates come from and when they are believed.
 *
 * @param sources which sources are asked
 * @param agreeing how many sources must agree on a price
 * @param tolerance how far a source may be from the median, in percent
 * @param maxAge the oldest price that is quoted from
 * @param fiatMaxAge the oldest fixing of the day that stands in for a live fiat cross
 * @param every pause between two askings of a live source
 * @param timeout for one asking
 * @param urls other addresses of sources (a mirror, a proxy), by source
 * @param fixed the sandbox's prices: dollars per coin, or fiat per dollar
 */
@ConfigurationProperties("aureus.pricing")
record PricingSettings(
    @DefaultValue({"coinbase", "kraken", "bitstamp", "coingecko", "er-api", "ecb"})
        List<String> sources,
    @DefaultValue("2") int agreeing,
    @DefaultValue("2") BigDecimal tolerance,
    @DefaultValue("120s") Duration maxAge,
    @DefaultValue("4d") Duration fiatMaxAge,
    @DefaultValue("20s") Duration every,
    @DefaultValue("10s") Duration timeout,
    @DefaultValue Map<String, String> urls,
    @DefaultValue Map<String, BigDecimal> fixed) {
  PricingSettings {
    must(agreeing >= 2 && agreeing <= 4, "agreeing must be 2 to 4, not " + agreeing);
    must(
        tolerance.signum() > 0 && tolerance.compareTo(BigDecimal.TEN) <= 0,
        "tolerance must be more than 0 and at most 10 percent, not " + tolerance);
    within("max-age", maxAge, Duration.ofSeconds(10), Duration.ofMinutes(30));
    within("fiat-max-age", fiatMaxAge, Duration.ofMinutes(1), Duration.ofDays(14));
    within("every", every, Duration.ofSeconds(1), maxAge);
    within("timeout", timeout, Duration.ofMillis(100), Duration.ofMinutes(1));
    for (String source : sources) {
      must(
          SourceKind.known(source),
          "sources has %s; known are %s".formatted(source, SourceKind.names()));
    }
    must(sources.stream().distinct().count() == sources.size(), "sources names one of them twice");
    for (String source : urls.keySet()) {
      must(
          SourceKind.known(source),
          "urls has %s; known are %s".formatted(source, SourceKind.names()));
    }
    fixed.forEach(
        (code, price) -> must(price.signum() > 0, "fixed." + code + " must be more than 0"));
  }

  Consensus.Rules rules() {
    return new Consensus.Rules(maxAge, tolerance, agreeing);
  }

  private static void within(String name, Duration value, Duration least, Duration most) {
    must(
        value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
        "%s must be %s to %s, not %s".formatted(name, least, most, value));
  }

  private static void must(boolean holds, String words) {
    if (!holds) {
      throw new IllegalArgumentException("aureus.pricing." + words);
    }
  }
}
