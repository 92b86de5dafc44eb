package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutKind;
import io.aureus.payouts.PayoutState;
import io.aureus.payouts.Payouts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * OUT-3 of a sweep of many, on every kind of node: its worker dies at every step, again and again.
 */
abstract class HaltedSweepJourneys extends PayoutStories {
  private static final int ADDRESSES = 10;

  private final Deaths deaths = new Deaths();

  @Override
  Map<String, Object> parts() {
    return Map.of("payoutStepListener", deaths);
  }

  @Test
  void out3AWorkerThatDiesAtEveryStepOfASweepOfManySweepsOnceAndLosesNothing() {
    List<Story> stories = new ArrayList<>();
    for (int i = 0; i < ADDRESSES; i++) {
      Story story = town().order("DAI-ERC20", "20");
      story.pay(story.due());
      stories.add(story);
    }
    town().mineToDepth();
    stories.forEach(story -> story.awaitStatus("SUCCESS"));
    String receiver = receiver();
    Payout asked = withdraw("DAI-ERC20", "190", receiver);
    awaitTrue(
        () -> {
          town().mine(1);
          pause(100);
          return all(PayoutKind.DEPLOYMENT).stream()
              .anyMatch(one -> one.state() == PayoutState.CONFIRMED);
        });

    deaths.begin();
    mineUntil(asked.id(), PayoutState.CONFIRMED);
    List<Payout> sweeps = all(PayoutKind.SWEEP);
    assertThat(sweeps).hasSize(1);
    Payout sweep = mineUntil(sweeps.getFirst().id(), PayoutState.CONFIRMED);
    // A worker dies after what it wrote can be read.
    awaitTrue(() -> deaths.left().isEmpty());
    assertThat(places(sweep.id())).isEqualTo(1);
    assertThat(places(asked.id())).isEqualTo(1);
    stories.forEach(story -> assertThat(held("DAI-ERC20", story.address())).isZero());
    assertThat(held("DAI-ERC20", receiver)).isEqualTo(asked.amount().units());
    assertThat(
            town()
                .database()
                .jdbc()
                .sql("select count(*) from sweep_share where payout_id = ?::uuid and moved = units")
                .param(sweep.id().value())
                .query(Long.class)
                .single())
        .isEqualTo(ADDRESSES);
  }

  private List<Payout> all(PayoutKind kind) {
    return payouts().list(new Payouts.Query(null, kind, null, null, 1, 100)).payouts();
  }
}
