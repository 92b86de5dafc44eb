package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.ledger.Account;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutKind;
import io.aureus.payouts.PayoutState;
import io.aureus.payouts.Payouts;
import io.aureus.testing.CoinNode.Fate;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** OUT-5 where nodes take no replacement: a child of ours pays for it (CPFP). */
abstract class CoinChildJourneys extends CoinRefundJourneys {
  private static final long SUM = 60_000;
  private static final long RATE = 4 * USUAL_RATE;

  /** What a child at that rate takes, and more. */
  private static final long CHANGE = 10_000;

  @Test
  void out5StuckSinceItsReceiverSpentItAlreadyItIsCarriedByOneChild() {
    String receiver = town().node().payerAddress();
    Payout asked = withChange(receiver);
    long costs = balance(Account.ours(Account.Kind.NETWORK_COSTS));
    String parent = await(asked.id(), PayoutState.BROADCASTING).txHash();
    awaitTrue(() -> waiting() == 1, () -> "the mempool");
    town().node().lift(parent, 100);
    awaitTrue(
        () -> {
          ask(RATE);
          return waiting() == 3 && payouts().carrier(find(asked.id())).isPresent();
        },
        () -> payouts().history(asked.id()));
    Payouts.Carrier carrier = payouts().carrier(find(asked.id())).orElseThrow();
    long together = carrier.together().units().longValueExact();
    checkPackage(parent, carrier.txHash(), together);
    town().restart();
    town().mine(1);
    await(asked.id(), PayoutState.SEEN);
    await(child().id(), PayoutState.SEEN);
    town().mustBalance();
    town().node().reorg(1, Fate.GONE);
    await(asked.id(), PayoutState.BROADCASTING, PayoutState.UNCLEAR);
    // The child is taken only after its parent; the payer's own may wait beside them.
    awaitTrue(() -> waits(parent) && waits(carrier.txHash()), () -> payouts().history(asked.id()));
    town().mine(CoinTown.DEPTH);
    assertThat(mineUntil(asked.id(), PayoutState.CONFIRMED).txHash()).isEqualTo(parent);
    assertThat(mineUntil(child().id(), PayoutState.CONFIRMED).txHash()).isEqualTo(carrier.txHash());
    assertThat(paying(receiver, units(asked))).containsExactly(parent);
    assertThat(costs - balance(Account.ours(Account.Kind.NETWORK_COSTS))).isEqualTo(together);
    assertThat(signedTransactions(child().id())).isEqualTo(1);
    // What came back is final, and goes out like any other coin.
    ask(USUAL_RATE);
    mineUntil(withdraw(5_000, receiver()).id(), PayoutState.CONFIRMED);
  }

  /** The coins that stories before left may fit a sum so well that too little comes back of it. */
  private Payout withChange(String receiver) {
    for (int more = 0; more < 5; more++) {
      earn("100");
      Payout asked = withdraw(SUM + more * 1_000L, receiver);
      String hash = await(asked.id(), PayoutState.BROADCASTING).txHash();
      if (change(asked, hash) >= CHANGE) {
        return asked;
      }
      mineUntil(asked.id(), PayoutState.CONFIRMED);
    }
    throw new AssertionError("no sum leaves change for a child");
  }

  private long change(Payout asked, String hash) {
    return town()
            .node()
            .rpc("getrawtransaction", hash, true)
            .path("vout")
            .valueStream()
            .map(out -> out.path("value").decimalValue().movePointRight(8))
            .mapToLong(BigDecimal::longValueExact)
            .sum()
        - units(asked);
  }

  private static long units(Payout payout) {
    return payout.amount().units().longValueExact();
  }

  private boolean waits(String txid) {
    return town().node().rpc("getrawmempool").toString().contains(txid);
  }

  /** As miners reckon it. */
  private void checkPackage(String parent, String child, long fees) {
    JsonNode spends = town().node().rpc("getrawtransaction", child, true);
    assertThat(spends.path("vin")).hasSize(1);
    assertThat(spends.at("/vin/0/txid").asString()).isEqualTo(parent);
    JsonNode entry = town().node().rpc("getmempoolentry", child);
    if (entry.at("/fees/ancestor").isNumber()) {
      long size = entry.path("ancestorsize").asLong();
      assertThat(entry.at("/fees/ancestor").decimalValue().movePointRight(8).longValueExact())
          .isEqualTo(fees);
      assertThat(fees * 1_000 / size).isBetween(RATE, RATE * 11 / 10);
    }
  }

  private Payout child() {
    return payouts()
        .list(new Payouts.Query(null, PayoutKind.CHILD, null, null, 1, 2))
        .payouts()
        .getFirst();
  }
}
