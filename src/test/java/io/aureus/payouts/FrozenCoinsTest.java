package io.aureus.payouts;

import static io.aureus.payouts.CoinTown.BTC;
import static io.aureus.payouts.CoinTown.TO;
import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.bitcoin.CoinTransaction;
import io.aureus.chains.bitcoin.OutPoint;
import io.aureus.keys.CoinDraft;
import io.aureus.keys.CoinPoint;
import io.aureus.keys.CoinScript;
import io.aureus.payouts.CoinNoteRows.Kind;
import io.aureus.payouts.CoinNoteRows.Note;
import io.aureus.wallets.OwnPlaces;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Coins that somebody keeps from being spent. */
class FrozenCoinsTest {
  private static final Duration LATER = Duration.ofMinutes(1);
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30).plusSeconds(1);

  private final CoinTown town = new CoinTown();
  private final CoinNoteRows notes = new CoinNoteRows(town.database.jdbc());

  @Test
  void aFrozenCoinIsChosenForNothingNewAndThePayoutSaysWhyItWaits() {
    town.pay(400_000);
    CoinPoint coin = onlyCoin();
    freeze(coin, true);
    Payout payout = town.ask(300_000, "one");
    town.work();
    assertThat(town.now(payout).hold()).isEqualTo(PayoutHold.COINS);
    assertThat(town.now(payout).holdReason())
        .startsWith("waits for coins")
        .contains("coins of 0.004 BTC are marked as not to be spent");
    town.pay(350_000);
    town.workLater(LATER);
    assertThat(town.now(payout).state()).isEqualTo(PayoutState.BROADCASTING);
    assertThat(inputs()).hasSize(1).doesNotContain(new OutPoint(coin.txid(), coin.index()));
    freeze(coin, false);
    Payout another = town.ask(300_000, "two");
    town.work();
    assertThat(town.now(another).state()).isEqualTo(PayoutState.BROADCASTING);
  }

  @Test
  void aHigherFeeOfWhatSpendsItAlreadyIsPaidAndNoFrozenCoinIsAdded() {
    town.pay(1_000_000);
    CoinPoint coin = onlyCoin();
    Payout payout = town.ask(300_000, "one");
    town.work();
    String first = town.now(payout).txHash();
    freeze(coin, true);
    town.workLater(HALF_AN_HOUR, 9_000);
    town.workLater(Duration.ofSeconds(10), 9_000);
    assertThat(town.now(payout).txHash()).isNotEqualTo(first);
    assertThat(inputs()).containsExactly(new OutPoint(coin.txid(), coin.index()));
    town.chain.mine(2);
    town.workLater(LATER);
    town.workLater(LATER);
    assertThat(town.now(payout).state()).isEqualTo(PayoutState.CONFIRMED);
    assertThat(town.chain.paid(TO, 300_000)).isEqualTo(1);
    town.checkBooks();
  }

  @Test
  void aMerchantsMarkIsNoMarkOnCoinsOfTheGateway() {
    town.pay(400_000);
    notes.freeze(CoinTown.SHOP, note(onlyCoin(), true), "person:1", town.clock.instant());
    Payout payout = town.ask(300_000, "one");
    town.work();
    assertThat(town.now(payout).state()).isEqualTo(PayoutState.BROADCASTING);
  }

  /** It was chosen a moment before it was frozen. */
  @Test
  void noDraftOfAMerchantTakesACoinThatHeKeepsBack() {
    CoinPoint point = new CoinPoint("ab".repeat(32), 1);
    notes.freeze(CoinTown.SHOP, note(point, true), "person:1", town.clock.instant());
    assertThat(draft(point)).isFalse();
    notes.freeze(CoinTown.SHOP, note(point, false), "person:1", town.clock.instant());
    notes.freeze(CoinTown.OTHER_SHOP, note(point, true), "person:1", town.clock.instant());
    assertThat(draft(point)).isTrue();
  }

  private boolean draft(CoinPoint point) {
    UUID id = UUID.randomUUID();
    town.database
        .jdbc()
        .sql(
            """
            insert into payout (id, kind, merchant_id, chain, asset, units, fee_units, destination,
              source, actor, state, hold, hold_reason, created_at, updated_at, version, custody)
            values (?, 'WITHDRAWAL', ?, 'BTC', 'BTC', 1000, 0, 'bcrt1q', 'own', 'person:1',
              'HANDED_OVER', 'NONE', '', now(), now(), 1, 'SELF')
            """)
        .params(id, CoinTown.SHOP.value())
        .update();
    OwnPlaces.Place place = new OwnPlaces.Place("bcrt1q", 1, "key", false, 0, null);
    Coin coin = new Coin(point, 50_000, CoinScript.P2WPKH);
    return new OwnDraftRows(town.database.jdbc())
        .insert(
            new PayoutId(id.toString()),
            BTC,
            new CoinDraft("cHNidP8=", "cd".repeat(32), 500),
            List.of(new OwnPurse.Held(coin, place)),
            Instant.parse("2026-11-20T12:00:00Z"));
  }

  private CoinPoint onlyCoin() {
    return town.chain.of(CoinTown.COIN, 10).stream()
        .map(one -> new CoinPoint(one.txHash(), one.index()))
        .findFirst()
        .orElseThrow();
  }

  private List<OutPoint> inputs() {
    return town.chain.waiting().getLast().inputs().stream()
        .map(CoinTransaction.Input::spent)
        .toList();
  }

  private void freeze(CoinPoint coin, boolean frozen) {
    notes.freeze(null, note(coin, frozen), "person:1", town.clock.instant());
  }

  private static Note note(CoinPoint coin, boolean frozen) {
    return new Note("BTC", Kind.OUTPUT, coin.toString(), "", frozen);
  }
}
