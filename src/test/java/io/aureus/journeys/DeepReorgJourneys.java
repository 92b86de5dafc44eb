package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.ledger.Account;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutState;
import io.aureus.testing.CoinNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * IN-19, IN-20 and OUT-6 where more blocks are reorganised away than headers are kept (512) and
 * payouts are followed (64).
 */
abstract class DeepReorgJourneys extends CoinPayoutStories {
  private static final int DEEP = 600;

  /** Blocks from before the gateway; the coins of the payer are older still. */
  static final int OLDER = 150;

  /** How deep the first one goes. */
  int depth() {
    return DEEP;
  }

  @Override
  Map<String, Object> settings() {
    // Nothing is to be offered anew for being slow.
    return Map.of("aureus.payouts.coin-bump-after", "10m");
  }

  @Test
  void whatIsMinedAgainFarBelowItsOldPlaceStaysAndWhatIsGoneIsReversedOrGoesOutAgain() {
    Story old = earn("40");
    Payout paid = withdraw(40_000, receiver());
    await(paid.id(), PayoutState.BROADCASTING);
    town().mineToDepth();
    Payout done = await(paid.id(), PayoutState.CONFIRMED);
    town().mine(DEEP - 10);
    Story young = town().order("30");
    town().node().payAtAnyHeight(young.address(), young.due().longValueExact());
    town().mineToDepth();
    young.awaitStatus("SUCCESS");
    awaitTrue(town()::isRead, () -> "read");
    // Nobody follows it any more.
    awaitTrue(() -> isLookedAt(done, false), () -> payouts().history(done.id()));
    long balance = balance(Account.Kind.AVAILABLE);

    minedAgainBelowAllThatIsKept(young);
    town().mustBalance();
    assertThat(balance(Account.Kind.AVAILABLE)).isEqualTo(balance);

    gone(old, young, done);
  }

  /** Its new block is far below those that were kept, and of a height at which nothing was ours. */
  private void minedAgainBelowAllThatIsKept(Story young) {
    town().node().reorg(depth(), CoinNode.Fate.MINED);
    town().mineToDepth();
    awaitTrue(town()::isRead, () -> "read");
    CoinTown.await("its new block", () -> block(young) < town().node().height() - DEEP + 20);
    assertThat(young.events()).doesNotContain("payment.reversed");
    assertThat(young.types()).containsExactly("ORDER");
    young.awaitSuccessCallbacks(1);
  }

  private void gone(Story old, Story young, Payout done) {
    town().node().reorg(DEEP + 60, CoinNode.Fate.GONE);
    town().mineToDepth();
    for (Story story : new Story[] {old, young}) {
      story.awaitEvent("payment.reversed");
      assertThat(story.status()).isEqualTo("SUCCESS");
      story.awaitSuccessCallbacks(1);
    }
    await(done.id(), PayoutState.BROADCASTING, PayoutState.UNCLEAR);
    town().mustBalance();
    // What it spends is gone as well, until whoever paid it sends it again.
    texts(
            """
            select tx_hash from transfer where from_address is null
            group by tx_hash order by min(id)
            """)
        .forEach(town().node()::resubmit);
    Payout again = mineUntil(done.id(), PayoutState.CONFIRMED);
    assertThat(again.txHash()).isEqualTo(done.txHash());
    assertThat(signedTransactions(done.id())).isEqualTo(1);
  }

  private long block(Story story) {
    return town()
        .database()
        .jdbc()
        .sql("select coalesce(max(block_number), 1000000) from transfer where tx_hash = ?")
        .param(story.transactions().getFirst().get("tx_hash").asString())
        .query(Long.class)
        .single();
  }

  private boolean isLookedAt(Payout payout, boolean wanted) {
    return town()
            .database()
            .jdbc()
            .sql("select due_at is not null from payout where id = ?::uuid")
            .param(payout.id().value())
            .query(Boolean.class)
            .single()
        == wanted;
  }
}
