package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.ledger.Account;
import io.aureus.payouts.OwnPayouts;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutKind;
import io.aureus.payouts.PayoutState;
import io.aureus.testing.CoinNode;
import io.aureus.testing.SimulatedCoinNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Many small orders, and a network that asks little; workers die at every step. */
class SimulatedConsolidationTest extends CoinPayoutStories {
  private static final int ORDERS = 12;
  private static final long LOW_RATE = 2_000;

  private final Deaths deaths = new Deaths();

  @Override
  CoinNode node() {
    return SimulatedCoinNode.start("BTC", Clock.systemUTC());
  }

  @Override
  Map<String, Object> settings() {
    return Map.of(
        "aureus.payouts.consolidation.above", "10",
        "aureus.payouts.consolidation.rate-most", "3",
        "aureus.payouts.consolidation.cheapest", "100");
  }

  @Override
  Map<String, Object> parts() {
    return Map.of("payoutStepListener", deaths);
  }

  @Test
  void manySmallCoinsBecomeOneAndNoBalanceMoves() {
    List<Story> orders = new ArrayList<>();
    for (int i = 0; i < ORDERS; i++) {
      Story story = town().order("20");
      story.pay(story.due());
      orders.add(story);
    }
    deaths.begin();
    town().mineToDepth();
    orders.forEach(story -> story.awaitStatus("SUCCESS"));
    long before = balance(Account.Kind.AVAILABLE);
    awaitTrue(
        () -> {
          ask(LOW_RATE);
          return !consolidations().isEmpty();
        },
        () -> "no consolidation");
    Payout one = mineUntil(consolidations().getFirst().id(), PayoutState.CONFIRMED);
    pause(500);
    assertThat(consolidations()).hasSize(1);
    assertThat(signedTransactions(one.id())).isEqualTo(1);
    // Of twelve and the operator's one, five stay.
    assertThat(own().coins(List.of(one))).containsEntry(one.id(), 8);
    assertThat(balance(Account.Kind.AVAILABLE)).isEqualTo(before);
    assertThat(balance(Account.ours(Account.Kind.NETWORK_COSTS)))
        .isEqualTo(-find(one.id()).spent().units().longValueExact());
  }

  private OwnPayouts own() {
    return town().gateway().bean(OwnPayouts.class);
  }

  private List<Payout> consolidations() {
    return own().list(PayoutKind.CONSOLIDATION, null, 1, 10).payouts();
  }
}
