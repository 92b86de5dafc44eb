package io.aureus.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.backup.Backups;
import io.aureus.backup.Restore;
import io.aureus.database.RestoreLock;
import io.aureus.database.StartRefused;
import io.aureus.keys.Derivation;
import io.aureus.keys.MasterKeys;
import io.aureus.keys.Passphrase;
import io.aureus.keys.Signer;
import io.aureus.keys.SpendingPolicy;
import io.aureus.ledger.JournalCheck;
import io.aureus.merchants.DemoMerchant;
import io.aureus.payouts.Doubts;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutHold;
import io.aureus.payouts.PayoutState;
import io.aureus.payouts.Payouts;
import io.aureus.testing.RunningGateway;
import io.aureus.testing.SimulatedNode;
import io.aureus.testing.TestDatabase;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.StandardEnvironment;

/** A gateway with orders and payouts in several states, and what another machine makes of it. */
class RestoredInstallationTest {
  private static final Passphrase WORDS = new Passphrase("correct horse battery staple");
  private static final int SKIPPED = 300;

  @TempDir Path folder;
  private SellingShop selling;
  private final SimulatedNode node = SimulatedNode.start(31_337, Clock.systemUTC());
  private final TestDatabase old = TestDatabase.fresh();
  private final TestDatabase fresh = TestDatabase.durable();

  @BeforeEach
  void open() {
    selling = new SellingShop(node, folder);
  }

  @AfterEach
  void close() {
    node.close();
  }

  /** What the old machine was like when the back-up was made. */
  private record Before(
      DemoMerchant.Shop shop,
      List<String> balances,
      long next,
      List<String> addresses,
      Payout paid,
      Payout signed,
      Payout waiting) {}

  /** btcpayserver-docker 496: a back-up that failed, and no way described to bring it back. */
  @Test
  void theNewMachineHasTheBalancesAndAddressesAndPaysNothingTwice() {
    Before before;
    try (RunningGateway gateway = selling.gateway(old, "old")) {
      before = lived(gateway);
      new Backups(new SecureRandom())
          .write(folder.resolve("backup"), WORDS, old.dataSource(), surroundings());
    }
    aKilledRestoreIsNoInstallation();
    restore();
    assertThat(SellingShop.balances(fresh)).isEqualTo(before.balances());
    try (RunningGateway gateway = selling.gateway(fresh, "new")) {
      assertThat(gateway.bean(Derivation.class).addresses("evm", before.next(), 20))
          .isEqualTo(before.addresses());
      whatWasSignedGoesOn(gateway, before);
      whatWasNotWaitsForTheOperator(gateway, before);
      addressesOfTheOldMachineAreWatchedAndNotGivenAgain(gateway, before);
      assertThat(gateway.bean(JournalCheck.class).run().isSound()).isTrue();
    }
    everythingHolds();
  }

  /** All rows are there, and nothing of what must be done with them. */
  private void aKilledRestoreIsNoInstallation() {
    Restore restore = Restore.of(folder.resolve("backup"), WORDS);
    try (RestoreLock lock = RestoreLock.take(fresh.dataSource())) {
      restore.load(lock, folder);
    }
    assertThat(restore.isDone(fresh.dataSource())).isFalse();
    assertThatThrownBy(() -> selling.gateway(fresh, "new").close())
        .rootCause()
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("a restore into this database did not come to its end");
  }

  private void restore() {
    Restore restore = Restore.of(folder.resolve("backup"), WORDS);
    new MasterKeys(
            new StandardEnvironment(), folder.resolve("new"), words -> null, new SecureRandom())
        .make(restore.masterKey(), java.util.Optional.empty());
    try (RestoreLock lock = RestoreLock.take(fresh.dataSource())) {
      restore.load(lock, folder);
      restore.finish(lock, jdbc -> RestoreCommand.settle(jdbc, restore, SKIPPED));
      assertThat(restore.isDone(fresh.dataSource())).isTrue();
      assertThatThrownBy(() -> restore.load(lock, folder))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("not empty");
    }
  }

  /** Two orders are paid; one payout is final, one is on its way, one waits for another person. */
  private Before lived(RunningGateway gateway) {
    DemoMerchant.Shop shop =
        gateway.bean(DemoMerchant.class).ensure("o@shop.example", "correct horse 1", "Tea shop");
    node.mine(1);
    node.pay(gateway.bean(Signer.class).hotAddress("evm"), BigInteger.TEN.pow(19));
    node.mine(3);
    selling.pay(gateway, SellingShop.order(gateway, shop));
    selling.pay(gateway, SellingShop.order(gateway, shop));
    Payout paid = SellingShop.withdraw(gateway, shop, "0.001", 1);
    SellingShop.await(() -> selling.mined(gateway, paid, PayoutState.CONFIRMED));
    Payout signed = SellingShop.withdraw(gateway, shop, "0.002", 2);
    SellingShop.await(() -> SellingShop.state(gateway, signed) == PayoutState.BROADCASTING);
    gateway.bean(SpendingPolicy.class).setKillSwitch(true, "a test", "person:1");
    Payout waiting = SellingShop.withdraw(gateway, shop, "0.003", 3);
    assertThat(waiting.state()).isEqualTo(PayoutState.HELD);
    long next =
        old.jdbc()
            .sql("select next_index from wallet where family = 'evm'")
            .query(Long.class)
            .single();
    return new Before(
        shop,
        SellingShop.balances(old),
        next,
        gateway.bean(Derivation.class).addresses("evm", next, 20),
        gateway.bean(Payouts.class).find(paid.id()).orElseThrow(),
        gateway.bean(Payouts.class).find(signed.id()).orElseThrow(),
        waiting);
  }

  private void whatWasSignedGoesOn(RunningGateway gateway, Before before) {
    assertThat(gateway.bean(Payouts.class).find(before.paid().id()).orElseThrow().txHash())
        .isEqualTo(before.paid().txHash());
    SellingShop.await(() -> selling.mined(gateway, before.signed(), PayoutState.CONFIRMED));
    assertThat(SellingShop.signatures(fresh, before.signed()))
        .isEqualTo(SellingShop.signatures(old, before.signed()));
  }

  private void whatWasNotWaitsForTheOperator(RunningGateway gateway, Before before) {
    Payouts payouts = gateway.bean(Payouts.class);
    Payout held = payouts.find(before.waiting().id()).orElseThrow();
    assertThat(held.state()).isEqualTo(PayoutState.HELD);
    assertThat(held.hold()).isEqualTo(PayoutHold.RESTORED);
    assertThat(held.holdReason()).contains("restored from a back-up of");
    SpendingPolicy policy = gateway.bean(SpendingPolicy.class);
    assertThat(policy.rules().stop()).isNotNull();
    policy.setKillSwitch(false, "", "person:1");
    node.mine(1);
    assertThat(SellingShop.state(gateway, held)).isEqualTo(PayoutState.HELD);
    assertThatThrownBy(() -> payouts.approve(held.id(), held.actor()))
        .hasMessageContaining("Only the operator");
    assertThatThrownBy(() -> payouts.cancel(held.id(), held.actor(), ""))
        .hasMessageContaining("Only the operator");
    SellingShop.await(() -> isReadTo(node.head()));
    gateway.bean(Doubts.class).release(held.id(), "person:1");
    SellingShop.await(() -> selling.mined(gateway, held, PayoutState.CONFIRMED));
  }

  private boolean isReadTo(long block) {
    return fresh
        .jdbc()
        .sql("select number >= ? from chain_cursor where chain = 'ETH'")
        .param(block)
        .query(Boolean.class)
        .single();
  }

  private void addressesOfTheOldMachineAreWatchedAndNotGivenAgain(
      RunningGateway gateway, Before before) {
    String given = before.addresses().getFirst();
    node.pay(given, BigInteger.TEN.pow(15));
    node.mine(4);
    SellingShop.await(
        () ->
            fresh
                .jdbc()
                .sql("select exists (select 1 from transfer where lower(to_address) = lower(?))")
                .param(given)
                .query(Boolean.class)
                .single());
    String address =
        SellingShop.order(gateway, before.shop()).currentQuote().orElseThrow().address();
    long index =
        fresh
            .jdbc()
            .sql("select derivation_index from receiving_address where address = ?")
            .param(address)
            .query(Long.class)
            .single();
    assertThat(index).isGreaterThanOrEqualTo(before.next() + SKIPPED);
  }

  private void everythingHolds() {
    Map<String, Object> settings = selling.settings("new");
    settings.put("aureus.database.url", fresh.url());
    settings.put("aureus.database.durable", "false");
    settings.put("aureus.mode", "demo");
    Verified.everythingHolds(settings);
  }

  private Backups.Surroundings surroundings() {
    return new Backups.Surroundings(
        "demo",
        new MasterKeys(
                new StandardEnvironment(), folder.resolve("old"), words -> null, new SecureRandom())
            .open()
            .orElseThrow(),
        Map.of(),
        Map.of());
  }
}
