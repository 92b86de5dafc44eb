package io.aureus.payouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Levels that could not guard anything stop the start, in words. */
class ColdLevelsTest {
  private static final String COLD = "0x71C7656EC7ab88b098defB751B7401B5f6d8976F";
  private static final Chain ETH = new Chain("ETH", "Ethereum", "evm", "mainnet", 1, 12);
  private static final Asset TOKEN =
      new Asset("USDT-ERC20", ETH, "USDT", 6, 4, "0x" + "a".repeat(40), "USD");
  private static final Catalogue CATALOGUE = new Catalogue(List.of(TOKEN), Set.of("USD"));

  @Test
  void halfOfTheLevelStaysWhereNothingElseIsSaid() {
    ColdLevels.Level level = read("100", null, COLD).of(TOKEN).orElseThrow();
    assertThat(level.above()).isEqualTo(BigInteger.valueOf(100_000_000));
    assertThat(level.keep()).isEqualTo(BigInteger.valueOf(50_000_000));
  }

  @Test
  void whatCannotBeRightIsRefusedInWords() {
    assertThatThrownBy(() -> read("100", null, "")).hasMessageContaining("cold-address");
    assertThatThrownBy(() -> read("100", "100", COLD)).hasMessageContaining("less than cold-above");
    assertThatThrownBy(() -> read(null, "5", COLD)).hasMessageContaining("needs cold-above");
    assertThatThrownBy(() -> read("0", null, COLD)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> read("0.0000001", null, COLD)).hasMessageContaining("6 decimals");
    assertThatThrownBy(() -> levels(Map.of("DOGE", BigDecimal.ONE), Map.of(), COLD))
        .hasMessageContaining("no such asset");
  }

  private static ColdLevels read(
      @org.jspecify.annotations.Nullable String above,
      @org.jspecify.annotations.Nullable String keep,
      String cold) {
    return levels(of(above), of(keep), cold);
  }

  private static Map<String, BigDecimal> of(@org.jspecify.annotations.Nullable String level) {
    return level == null ? Map.of() : Map.of("usdterc20", new BigDecimal(level));
  }

  private static ColdLevels levels(
      Map<String, BigDecimal> above, Map<String, BigDecimal> keep, String cold) {
    return ColdLevels.of(
        new PayoutsSettings(
            PayoutsSettings.FeeFrom.MERCHANT,
            Duration.ofSeconds(5),
            Duration.ofMinutes(2),
            Duration.ofMinutes(3),
            Duration.ofMinutes(30),
            64,
            5,
            500,
            500,
            1,
            500,
            List.of(),
            above,
            keep,
            false),
        CATALOGUE,
        cold);
  }
}
