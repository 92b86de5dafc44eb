package io.aureus.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.money.Amount;
import io.aureus.money.Asset;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PaymentPlanTest {
  private static final Asset ETH = new SandboxFile.Coin("ETH", "ETH", 18, "").asset();
  private static final Asset USDT = new SandboxFile.Coin("USDT-ERC20", "ETH", 6, "0x1").asset();
  private static final BigDecimal ASKED = new BigDecimal("0.00102549");

  @Test
  void paysWhatIsAskedToTheLastUnit() {
    assertThat(plan().of(ASKED, ETH)).isEqualTo(Amount.ofUnits(ETH, 1_025_490_000_000_000L));
  }

  @Test
  void paysTooLittleRoundedDownAndTooMuchExactly() {
    assertThatThrownBy(() -> plan("--short", "33").of(new BigDecimal("0.000001"), USDT))
        .hasMessageContaining("would be nothing");
    assertThat(plan("--short", "10").of(new BigDecimal("19.999999"), USDT))
        .isEqualTo(Amount.ofUnits(USDT, 17_999_999));
    assertThat(plan("--over", "50").of(new BigDecimal("20"), USDT))
        .isEqualTo(Amount.ofUnits(USDT, 30_000_000));
  }

  @Test
  void paysTheAmountThatIsNamed() {
    assertThat(plan("--amount", "1.5").of(ASKED, USDT)).isEqualTo(Amount.ofUnits(USDT, 1_500_000));
    assertThatThrownBy(() -> plan("--amount", "0.0000001").of(ASKED, USDT))
        .hasMessageContaining("more decimals");
  }

  @Test
  void refusesNumbersThatMakeNoSense() {
    for (String wrong : List.of("-1", "NaN", "1e3", "0x10", "", "1.", "٣", "0")) {
      assertThatThrownBy(() -> plan("--amount", wrong)).as(wrong).isInstanceOf(Misuse.class);
    }
    assertThatThrownBy(() -> plan("--short", "100")).isInstanceOf(Misuse.class);
    assertThatThrownBy(() -> plan("--short", "1", "--over", "1")).hasMessageContaining("one of");
  }

  private static PaymentPlan plan(String... arguments) {
    return PaymentPlan.of(
        Options.read(List.of(arguments), Set.of("amount", "short", "over"), Set.of()));
  }
}
