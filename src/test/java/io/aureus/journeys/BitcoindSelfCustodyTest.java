package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.Refusal;
import io.aureus.ledger.Account;
import io.aureus.money.Amount;
import io.aureus.orders.OrderRefund;
import io.aureus.payouts.HandedOver;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutId;
import io.aureus.payouts.PayoutState;
import io.aureus.testing.CoinNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A merchant whose wallet is bitcoind's own: paid, refunded and paid out through PSBTs. */
class BitcoindSelfCustodyTest extends PsbtStories {
  @BeforeAll
  static void open() {
    openBitcoin();
  }

  @AfterAll
  static void close() {
    closeBitcoin();
  }

  @Test
  void out12ARefundIsSignedByTheMerchantsWalletAsAPsbtAndTheOrderEndsRefunded() {
    Story story = sold("20");
    Amount held = balance(Account.Kind.OWN_HELD);
    ShopClient shop = town.shopThatMayPay();
    OrderRefund refund = town.refund(story, OrderRefund.FeeBearer.PAYER);
    String path = "/api/v2/payout/" + refund.id();
    await(() -> shop.get(path).at("/data/unsigned/psbt").isString());
    JsonNode unsigned = shop.get(path).at("/data/unsigned");
    assertThat(unsigned.path("link").asString()).startsWith("bitcoin:bcrt1").contains("?amount=0.");
    JsonNode decoded = signer.rpc("decodepsbt", unsigned.path("psbt").asString());
    PsbtInputs.mustBeWhole(signer, unsigned.path("psbt").asString());
    assertThat(decoded.at("/tx/txid").asString()).isEqualTo(unsigned.path("tx_hash").asString());
    assertThat(decoded.path("fee").decimalValue())
        .isEqualByComparingTo(new BigDecimal(unsigned.path("network_fee").asString()));
    JsonNode refused = shop.post(path + "/signed", Map.of("signed", unsigned.path("psbt")));
    assertThat(refused.path("code").asInt()).isEqualTo(400);
    assertThat(refused.path("message").asString()).contains("input 1 is not signed");
    String signed = sign(unsigned.path("psbt").asString()).path("psbt").asString();
    JsonNode taken = shop.created(path + "/signed", Map.of("signed", signed));
    assertThat(taken.at("/unsigned/signed").asBoolean()).isTrue();
    PayoutId id = new PayoutId(refund.id().toString());
    assertThatThrownBy(() -> payouts().cancel(id, "person:1", "")).isInstanceOf(Refusal.class);
    await(() -> inMempool(unsigned.path("tx_hash").asString()));
    town.mineToDepth();
    Payout done = awaitState(id, PayoutState.CONFIRMED);
    assertThat(done.txHash()).isEqualTo(unsigned.path("tx_hash").asString());
    story.awaitStatus("REFUNDED");
    assertThat(balance(Account.Kind.OWN_HELD)).isEqualTo(held.minus(refund.amount()));
    assertThat(balance(Account.Kind.OWN_RESERVED).isZero()).isTrue();
    town.mustBalance();
  }

  /** A shop that begins has no other coin; the wallet of nested addresses has none before. */
  @Test
  void out12AFullRefundNeedsNoCoinButTheOrdersOwn() {
    town.bring(descriptor("sh(wpkh("));
    Story story = sold("20");
    OrderRefund refund = town.refund(story, OrderRefund.FeeBearer.PAYER);
    PayoutId id = new PayoutId(refund.id().toString());
    HandedOver.Draft draft = draftOf(id);
    PsbtInputs.mustBeWhole(signer, draft.psbt());
    JsonNode transaction = signer.rpc("decodepsbt", draft.psbt()).path("tx");
    assertThat(transaction.path("vin")).hasSize(1);
    assertThat(transaction.path("vout")).hasSize(1);
    assertThat(transaction.at("/vout/0/value").decimalValue())
        .isEqualByComparingTo(refund.received().decimal());
    assertThat(refund.received().plus(draft.fee())).isEqualTo(refund.amount());
    assertThat(refund.amount()).isEqualTo(units(story.due().longValueExact()));
    handedOver().sign(id, sign(draft.psbt()).path("psbt").asString(), "person:1");
    await(() -> inMempool(draft.txHash()));
    town.mineToDepth();
    awaitState(id, PayoutState.CONFIRMED);
    story.awaitStatus("REFUNDED");
    town.bring(descriptor("wpkh("));
    town.mustBalance();
  }

  /** As where a store was tampered with: what a device would be misled by is not handed out. */
  @Test
  void aTransactionThatIsNotTheCoinsOwnIsNotGivenToTheDevice() {
    sold("20");
    turnALockTimeBit();
    Payout asked = own("0.0001", receiver());
    HandedOver.Draft draft = draftOf(asked.id());
    JsonNode told = signer.rpc("decodepsbt", draft.psbt()).at("/inputs/0");
    assertThat(told.has("witness_utxo")).isTrue();
    assertThat(told.has("non_witness_utxo")).isFalse();
    sign(draft.psbt());
    takeBack(asked.id());
    turnALockTimeBit();
  }

  private static void turnALockTimeBit() {
    town.database()
        .jdbc()
        .sql(
            """
            update coin_funding set raw =
              set_byte(raw, length(raw) - 1, get_byte(raw, length(raw) - 1) # 1)
            """)
        .update();
  }

  @Test
  void out12WhatTheMerchantBroadcastsHimselfIsFoundAndItsChangeIsSpentByTheNext() {
    sold("80");
    Payout first = own("0.0001", receiver());
    String raw = hexOf(draftOf(first.id()).psbt());
    String txid = town.node().rpc("sendrawtransaction", raw).asString();
    town.mine(1);
    assertThat(awaitState(first.id(), PayoutState.SEEN).txHash()).isEqualTo(txid);
    town.mine(1);
    awaitState(first.id(), PayoutState.CONFIRMED);
    // All that is left, change among it, less what the network takes.
    Amount left = balance(Account.Kind.OWN_HELD);
    Payout second = own(left.minus(units(20_000)).text(), receiver());
    HandedOver.Draft draft = draftOf(second.id());
    JsonNode inputs = signer.rpc("decodepsbt", draft.psbt()).at("/tx/vin");
    assertThat(inputs.valueStream().map(in -> in.path("txid").asString())).contains(txid);
    handedOver().sign(second.id(), hexOf(draft.psbt()), "person:1");
    await(() -> inMempool(draft.txHash()));
    town.mineToDepth();
    awaitState(second.id(), PayoutState.CONFIRMED);
    town.mustBalance();
  }

  @Test
  void noCoinIsInTwoDraftsAndWhatIsTakenBackIsFree() {
    sold("300");
    sold("300");
    Payout first = own("0.002", receiver());
    List<String> spentByFirst = spent(draftOf(first.id()));
    Payout second = own("0.002", receiver());
    assertThat(spent(draftOf(second.id()))).doesNotContainAnyElementsOf(spentByFirst);
    // What comes back from the two is not there before they are mined.
    String rest = balance(Account.Kind.OWN_HELD).minus(units(50_000)).text();
    Payout third = own(rest, receiver());
    await(() -> words(third.id()).contains("wait for your signature"));
    assertThat(unsigned(third.id()).draft()).isNull();
    takeBack(first.id());
    takeBack(second.id());
    assertThat(spent(draftOf(third.id()))).containsAll(spentByFirst);
    takeBack(third.id());
    assertThat(balance(Account.Kind.OWN_RESERVED).isZero()).isTrue();
  }

  @Test
  void anotherTransactionOfHisWalletIsFoundOnceABlockHasIt() {
    sold("40");
    Payout asked = own("0.0002", receiver());
    HandedOver.Draft draft = draftOf(asked.id());
    String raw = dearer(asked, draft);
    assertThatThrownBy(() -> handedOver().sign(asked.id(), raw, "person:1"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("no block has it");
    assertThatThrownBy(() -> handedOver().sign(asked.id(), othersRaw(), "person:1"))
        .isInstanceOf(Refusal.class);
    String txid = town.node().rpc("sendrawtransaction", raw).asString();
    town.mine(1);
    awaitState(asked.id(), PayoutState.SEEN);
    town.mine(1);
    assertThat(awaitState(asked.id(), PayoutState.CONFIRMED).txHash()).isEqualTo(txid);
    Payout again = own("0.0002", asked.destination());
    draftOf(again.id());
    assertThatThrownBy(() -> handedOver().sign(again.id(), raw, "person:1"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("older than the payout");
    takeBack(again.id());
  }

  @Test
  void anotherTransactionDoesNotCountWhileTheSignedOneMayBeMined() {
    sold("40");
    sold("40");
    Payout signed = own("0.0002", receiver());
    HandedOver.Draft draft = draftOf(signed.id());
    Payout other = own("0.0002", signed.destination());
    HandedOver.Draft others = draftOf(other.id());
    handedOver().sign(signed.id(), hexOf(draft.psbt()), "person:1");
    await(() -> inMempool(draft.txHash()));
    String rival = town.node().rpc("sendrawtransaction", dearer(other, others)).asString();
    String raw = town.node().rpc("getrawtransaction", rival).asString();
    // In a block that leaves the signed one waiting.
    town.node().rpc("generateblock", receiver(), List.of(rival));
    assertThat(awaitState(other.id(), PayoutState.SEEN).txHash()).isEqualTo(rival);
    refusesToTake(signed.id(), raw, "");
    assertThat(payouts().find(signed.id()).orElseThrow().state())
        .isEqualTo(PayoutState.HANDED_OVER);
    town.mineToDepth();
    awaitState(signed.id(), PayoutState.CONFIRMED);
    awaitState(other.id(), PayoutState.CONFIRMED);
    town.mustBalance();
  }

  @Test
  void theDraftOfAnotherPayoutPaysForThatAlone() {
    sold("40");
    sold("40");
    Payout first = own("0.0002", receiver());
    HandedOver.Draft draft = draftOf(first.id());
    Payout second = own("0.0002", first.destination());
    draftOf(second.id());
    String raw = hexOf(draft.psbt());
    town.node().rpc("sendrawtransaction", raw);
    town.mine(1);
    refusesToTake(second.id(), raw, "");
    awaitState(first.id(), PayoutState.SEEN);
    takeBack(second.id());
    town.mineToDepth();
    awaitState(first.id(), PayoutState.CONFIRMED);
    town.mustBalance();
  }

  @Test
  void whatPaidInTheDraftsPlaceIsLookedForAfterAReorganisationAndNoDraftIsShownBesideIt() {
    sold("40");
    Payout asked = own("0.0002", receiver());
    HandedOver.Draft draft = draftOf(asked.id());
    String raw = dearer(asked, draft);
    String txid = town.node().rpc("sendrawtransaction", raw).asString();
    town.mine(1);
    awaitState(asked.id(), PayoutState.SEEN);
    town.node().reorg(1, CoinNode.Fate.GONE);
    awaitState(asked.id(), PayoutState.HANDED_OVER);
    await(() -> words(asked.id()).contains("has the transaction " + txid + " again"));
    assertThat(unsigned(asked.id()).draft()).isNull();
    refusesToTake(asked.id(), hexOf(draft.psbt()), "both would pay");
    refusesToTakeBack(asked.id(), "a block had the transaction " + txid);
    town.node().rpc("sendrawtransaction", raw);
    town.mineToDepth();
    assertThat(awaitState(asked.id(), PayoutState.CONFIRMED).txHash()).isEqualTo(txid);
    town.mustBalance();
  }

  @Test
  void whatHisWalletSentByItselfCannotBeTakenBack() {
    sold("25");
    Payout asked = own("0.0001", receiver());
    HandedOver.Draft draft = draftOf(asked.id());
    town.node().rpc("sendrawtransaction", hexOf(draft.psbt()));
    refusesToTakeBack(asked.id(), "the network has a transaction that spends its coin");
    town.mine(1);
    awaitState(asked.id(), PayoutState.SEEN);
    town.node().reorg(1, CoinNode.Fate.GONE);
    awaitState(asked.id(), PayoutState.HANDED_OVER);
    refusesToTakeBack(asked.id(), "a block had its transaction " + draft.txHash());
    town.node().rpc("sendrawtransaction", hexOf(draft.psbt()));
    town.mineToDepth();
    awaitState(asked.id(), PayoutState.CONFIRMED);
    town.mustBalance();
  }

  @Test
  void aReorganisationTakesItBackUntilTheChainHasItAgain() {
    sold("25");
    Payout asked = own("0.0001", receiver());
    handedOver().sign(asked.id(), hexOf(draftOf(asked.id()).psbt()), "person:1");
    await(() -> inMempool(draftOf(asked.id()).txHash()));
    town.mine(1);
    awaitState(asked.id(), PayoutState.SEEN);
    town.node().reorg(1, CoinNode.Fate.WAITING);
    awaitState(asked.id(), PayoutState.HANDED_OVER);
    town.mineToDepth();
    awaitState(asked.id(), PayoutState.CONFIRMED);
    town.mustBalance();
  }
}
