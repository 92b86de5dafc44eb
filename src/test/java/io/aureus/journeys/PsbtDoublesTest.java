package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.ledger.Account;
import io.aureus.payouts.HandedOver;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutState;
import io.aureus.payouts.RestoredPayouts;
import io.aureus.testing.CoinNode;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Ways in which a merchant's wallet of coins might pay twice, or be asked to. */
class PsbtDoublesTest extends PsbtStories {
  @BeforeAll
  static void open() {
    openBitcoin();
    // BIP86: the wallet signs by its internal key.
    town.bring(descriptor("tr("));
  }

  @AfterAll
  static void close() {
    closeBitcoin();
  }

  @Test
  void aTaprootWalletSignsItsPsbt() {
    sold("30");
    Payout asked = own("0.0001", receiver());
    HandedOver.Draft draft = draftOf(asked.id());
    JsonNode told = signer.rpc("decodepsbt", draft.psbt()).at("/inputs/0");
    assertThat(told.has("witness_utxo")).isTrue();
    assertThat(told.has("non_witness_utxo")).isFalse();
    handedOver().sign(asked.id(), sign(draft.psbt()).path("psbt").asString(), "person:1");
    await(() -> inMempool(draft.txHash()));
    assertThat(words(asked.id())).startsWith("it is signed");
    town.mineToDepth();
    assertThat(awaitState(asked.id(), PayoutState.CONFIRMED).txHash()).isEqualTo(draft.txHash());
    town.mustBalance();
  }

  /** Else it is the other that counts as paid, and this one would be asked for once more. */
  @Test
  void aRaisedFeePaysForThePayoutWhoseCoinsItSpendsAndNotForAnotherThatIsAlike() {
    sold("30");
    sold("30");
    Payout first = own("0.0001", receiver());
    HandedOver.Draft draft = draftOf(first.id());
    Payout second = own("0.0001", first.destination());
    HandedOver.Draft others = draftOf(second.id());
    String raised = dearer(second, others);
    String txid = town.node().rpc("sendrawtransaction", raised).asString();
    town.mine(1);
    assertThat(awaitState(second.id(), PayoutState.SEEN).txHash()).isEqualTo(txid);
    handedOver().sign(first.id(), hexOf(draft.psbt()), "person:1");
    await(() -> inMempool(draft.txHash()));
    town.mineToDepth();
    assertThat(awaitState(first.id(), PayoutState.CONFIRMED).txHash()).isEqualTo(draft.txHash());
    assertThat(awaitState(second.id(), PayoutState.CONFIRMED).txHash()).isEqualTo(txid);
    town.mustBalance();
  }

  /** As the machine before a restore may have given it to him, of coins that are chosen anew. */
  @Test
  void whatABackUpBringsWithoutADraftGetsNoneAndIsFoundWhereTheMachineBeforeMadeOne() {
    sold("30");
    Payout before = own("0.0001", receiver());
    String signed = hexOf(draftOf(before.id()).psbt());
    takeBack(before.id());
    Payout paid = ownThatCannotBePaid(before);
    RestoredPayouts.hold(town.database().jdbc(), Instant.now(), Instant.now());
    await(() -> words(paid.id()).contains("it comes from a back-up"));
    sold("30");
    town.node().rpc("sendrawtransaction", signed);
    assertThat(unsigned(paid.id()).draft()).isNull();
    town.mine(1);
    awaitState(paid.id(), PayoutState.SEEN);
    town.mine(1);
    awaitState(paid.id(), PayoutState.CONFIRMED);

    Payout unpaid = ownThatCannotBePaid(before);
    RestoredPayouts.hold(town.database().jdbc(), Instant.now(), Instant.now());
    sold("300");
    await(() -> words(unpaid.id()).contains("take it back and ask for it again"));
    assertThat(unsigned(unpaid.id()).draft()).isNull();
    takeBack(unpaid.id());
    Payout again = own("0.0001", before.destination());
    draftOf(again.id());
    takeBack(again.id());
    assertThat(balance(Account.Kind.OWN_RESERVED).isZero()).isTrue();
  }

  /** All coins are in another one's draft, so that it has none when the back-up is made. */
  private static Payout ownThatCannotBePaid(Payout like) {
    String most = balance(Account.Kind.OWN_HELD).minus(units(20_000)).text();
    Payout holder = own(most, receiver());
    draftOf(holder.id());
    Payout asked = own(like.amount().text(), like.destination());
    await(() -> words(asked.id()).contains("wait for your signature"));
    RestoredPayouts.hold(town.database().jdbc(), Instant.now(), Instant.now());
    takeBack(holder.id());
    return asked;
  }

  @Test
  void whatPaidInItsPlaceAndIsGoneForGoodLeavesAnUnsentDraftFreeToBeTakenBack() {
    sold("30");
    sold("30");
    Payout first = own("0.0001", receiver());
    HandedOver.Draft unsent = draftOf(first.id());
    Payout second = own("0.0001", first.destination());
    HandedOver.Draft draft = draftOf(second.id());
    takeBack(second.id());
    town.node().rpc("sendrawtransaction", hexOf(draft.psbt()));
    town.mine(1);
    assertThat(awaitState(first.id(), PayoutState.SEEN).txHash()).isEqualTo(draft.txHash());
    town.node().reorg(1, CoinNode.Fate.GONE);
    awaitState(first.id(), PayoutState.HANDED_OVER);
    refusesToTakeBack(first.id(), "a block had the transaction " + draft.txHash());
    town.node().rpc("sendrawtransaction", dearer(second, draft, receiver()));
    town.mineToDepth();
    assertThat(draftOf(first.id()).txHash()).isEqualTo(unsent.txHash());
    takeBack(first.id());
    assertThat(balance(Account.Kind.OWN_RESERVED).isZero()).isTrue();
  }

  /** Else the only way out would be to take it back and to pay it twice. */
  @Test
  void whatHisProgramPaysOfItsOwnChangeIsFoundAndOfOtherCoinsByTheTransactionItself() {
    sold("300");
    Payout first = own("0.002", receiver());
    String dearer = dearer(first, draftOf(first.id()), first.destination(), "bech32m");
    town.node().rpc("sendrawtransaction", dearer);
    refusesToTakeBack(first.id(), "the network has a transaction that spends its coin");
    town.mine(1);
    awaitState(first.id(), PayoutState.SEEN);

    Payout second = own("0.00002", receiver());
    awaitState(second.id(), PayoutState.HANDED_OVER);
    // Its change goes to an account of his that he never brought: nothing of it is watched.
    String ofChange = ofChange(dearer, first, second, "legacy");
    String txid = town.node().rpc("sendrawtransaction", ofChange).asString();
    town.mine(1);
    assertThat(awaitState(second.id(), PayoutState.SEEN).txHash()).isEqualTo(txid);

    Payout third = own("0.00002", receiver());
    awaitState(third.id(), PayoutState.HANDED_OVER);
    String ofOthers = ofChange(ofChange, second, third, "legacy");
    String unknown = town.node().rpc("sendrawtransaction", ofOthers).asString();
    town.mine(1);
    refusesToTake(third.id(), ofOthers, "no block has it");
    town.mine(1);
    await(town::isRead);
    handedOver().sign(third.id(), ofOthers, "person:1");
    assertThat(awaitState(third.id(), PayoutState.CONFIRMED).txHash()).isEqualTo(unknown);
    town.mustBalance();
  }
}
