package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutState;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A hot address that never had any gas, on every kind of node. */
abstract class MissingGasJourneys extends PayoutStories {
  private static final Pattern LACKS =
      Pattern.compile("(0x[0-9a-fA-F]{40}) lacks ([0-9.]+) ETH.*send it that much");

  @Override
  void fund() {
    // That is the story.
  }

  @Test
  void out11HeldSayingWhatIsMissingAndReleasedByItselfOnceThatMuchIsThere() {
    earn("USDC-ERC20", "40");
    String receiver = receiver();
    Payout asked = withdraw("USDC-ERC20", "39", receiver);
    List<String> told = new ArrayList<>();
    Instant end = Instant.now().plus(Duration.ofSeconds(90));
    while (find(asked).state() != PayoutState.CONFIRMED) {
      assertThat(Instant.now()).as("%s, told %s", find(asked), told).isBefore(end);
      String reason = find(asked).holdReason();
      Matcher lacks = LACKS.matcher(reason);
      if (lacks.find() && !told.contains(reason)) {
        assertThat(lacks.group(1)).isEqualTo(hot());
        told.add(reason);
        // Exactly what it says, and nobody touches the payout.
        town()
            .node()
            .pay(hot(), new BigDecimal(lacks.group(2)).movePointRight(18).toBigIntegerExact());
      }
      town().mine(1);
      pause(400);
    }
    assertThat(told).isNotEmpty().hasSizeLessThan(10);
    assertThat(told.getFirst()).contains("for the gas of bringing them");
    assertThat(held("USDC-ERC20", receiver)).isEqualTo(asked.amount().units());
    assertThat(signedTransactions(asked.id())).isEqualTo(1);
  }

  private Payout find(Payout payout) {
    return payouts().find(payout.id()).orElseThrow();
  }
}
