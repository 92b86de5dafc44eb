package io.aureus.payouts;

import static io.aureus.payouts.CoinTown.TO;
import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.CoinsNow;
import io.aureus.chains.bitcoin.OutPoint;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Somebody else with our seed takes coins before anything was signed with them here. */
class TakenCoinsTest {
  private static final Duration SOON = Duration.ofSeconds(31);
  private static final Duration CLAIM_OVER = Duration.ofMinutes(2).plusSeconds(1);

  private final CoinTown town = new CoinTown();

  @Test
  void aReleasedOneThatIsBuiltIsHeldAgainWhereItMayBePaidBeforeItIsSigned() {
    town.pay(1_000_000);
    Payout payout = town.ask(300_000, "one");
    restored(payout);
    builtWhileSigningIsStopped();
    town.chain.taken.add(coin());
    town.keys.policy().setKillSwitch(false, "", "person:2");
    town.workLater(SOON);
    assertThat(town.now(payout).state()).isEqualTo(PayoutState.HELD);
    assertThat(town.now(payout).hold()).isEqualTo(PayoutHold.RESTORED);
    assertThat(town.now(payout).holdReason()).contains("not known here");
    assertThat(locks()).isZero();
    town.chain.taken.clear();
    town.workLater(CLAIM_OVER);
    assertThat(town.now(payout).hold()).as("only the operator").isEqualTo(PayoutHold.RESTORED);
  }

  @Test
  void aCoinThatABlockTookBeforeItWasSignedIsReplacedByAnother() {
    town.pay(1_000_000);
    Payout payout = town.ask(300_000, "one");
    builtWhileSigningIsStopped();
    CoinsNow.Point coin = coin();
    town.chain.steal(new OutPoint(coin.txHash(), coin.index()));
    town.pay(500_000);
    town.keys.policy().setKillSwitch(false, "", "person:2");
    for (int i = 0; i < 5; i++) {
      town.workLater(SOON);
      town.chain.mine(1);
    }
    assertThat(town.now(payout).state()).isEqualTo(PayoutState.CONFIRMED);
    assertThat(town.chain.paid(TO, 300_000)).isEqualTo(1);
  }

  @Test
  void whileWhatABackUpBroughtIsOpenNoCoinIsTakenThatANodeCallsSpent() {
    town.pay(400_000);
    Payout held = town.ask(100_000, "held");
    restored(held);
    town.database.jdbc().sql("update payout set state = 'HELD', hold = 'RESTORED'").update();
    town.work();
    Payout next = town.ask(200_000, "next");
    town.chain.taken.add(new CoinsNow.Point("%064x".formatted(1), 0));
    town.workLater(SOON);
    assertThat(town.now(next).hold()).isEqualTo(PayoutHold.COINS);
    town.pay(300_000);
    town.workLater(SOON);
    assertThat(town.chain.waiting()).hasSize(1);
    assertThat(town.chain.waiting().getFirst().inputs())
        .extracting(in -> in.spent().txid())
        .containsExactly("%064x".formatted(2));
  }

  @Test
  void payoutsThatWaitShareOneLookAtAllCoins() {
    town.pay(400_000);
    Payout held = town.ask(100_000, "held");
    restored(held);
    town.database.jdbc().sql("update payout set state = 'HELD', hold = 'RESTORED'").update();
    town.work();
    List<Payout> waiting = Stream.of("a", "b", "c").map(name -> town.ask(90_000, name)).toList();
    town.chain.taken.add(new CoinsNow.Point("%064x".formatted(1), 0));
    int before = town.chain.looks;
    town.workLater(SOON);
    assertThat(waiting)
        .allSatisfy(one -> assertThat(town.now(one).hold()).isEqualTo(PayoutHold.COINS));
    assertThat(town.chain.looks).isEqualTo(before + 1);
    town.workLater(SOON);
    assertThat(town.chain.looks).as("what is older is asked for again").isEqualTo(before + 2);
  }

  private void builtWhileSigningIsStopped() {
    town.haltAt = PayoutStep.PLACED;
    town.work();
    town.keys.policy().setKillSwitch(true, "drill", "person:2");
    town.workLater(CLAIM_OVER);
    assertThat(locks()).isEqualTo(1);
  }

  /** As one that the operator released. */
  private void restored(Payout payout) {
    town.database
        .jdbc()
        .sql("insert into payout_restored (payout_id, made_at) values (?::uuid, now())")
        .param(payout.id().value())
        .update();
  }

  private CoinsNow.Point coin() {
    return town.database
        .jdbc()
        .sql("select txid, output from coin_lock")
        .query((row, n) -> new CoinsNow.Point(row.getString(1), row.getLong(2)))
        .single();
  }

  private long locks() {
    return town.database.jdbc().sql("select count(*) from coin_lock").query(Long.class).single();
  }
}
