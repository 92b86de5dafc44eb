package io.aureus.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.keys.CoinDraft;
import io.aureus.keys.CoinPoint;
import io.aureus.keys.CoinScript;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.testing.TestDatabase;
import io.aureus.wallets.OwnPlaces;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whose coins are whose among drafts that merchants are given. */
class OwnDraftRowsTest {
  private static final Asset COIN = CoinTown.COIN;
  private static final MerchantId SHOP = new MerchantId("mct-000000000001");
  private static final CoinPoint POINT = new CoinPoint("ab".repeat(32), 1);
  private static final CoinDraft DRAFT = new CoinDraft("cHNidP8=", "cd".repeat(32), 500);
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private final TestDatabase database = TestDatabase.fresh();
  private final OwnDraftRows drafts = new OwnDraftRows(database.jdbc());

  @Test
  void theSamePayoutAskedAgainAfterItWasTakenBackHasTheSameTransaction() {
    assertThat(drafted(payout("CANCELLED"))).isTrue();
    PayoutId again = payout("HANDED_OVER");
    assertThat(drafted(again)).isTrue();
    assertThat(drafts.coins(again)).containsExactly(POINT);
  }

  @Test
  void coinsOfAPayoutThatIsFinalAreFree() {
    PayoutId paid = payout("HANDED_OVER");
    assertThat(drafted(paid)).isTrue();
    assertThat(drafts.locked(COIN.chain(), SHOP)).containsExactly(POINT);
    assertThat(drafted(payout("HANDED_OVER"))).isFalse();
    database.jdbc().sql("update payout set state = 'CONFIRMED'").update();
    assertThat(drafts.locked(COIN.chain(), SHOP)).isEmpty();
    assertThat(drafted(payout("HANDED_OVER"))).isTrue();
  }

  /** Where it took the other's, that one would be asked for again though it is paid. */
  @Test
  void whatSpendsTheCoinsOfAnotherDraftPaysForThatOneWhereTheTwoAreAlike() {
    PayoutId drafted = payout("HANDED_OVER");
    assertThat(drafted(drafted)).isTrue();
    Payout alike = found(payout("HANDED_OVER"));
    assertThat(drafts.isOfAnotherAlike(alike, List.of(POINT))).isTrue();
    assertThat(drafts.isOfAnotherAlike(alike, List.of(new CoinPoint(POINT.txid(), 2)))).isFalse();
    assertThat(drafts.isOfAnotherAlike(found(drafted), List.of(POINT))).isFalse();
    database
        .jdbc()
        .sql("update payout set units = 999 where id = ?::uuid")
        .param(drafted.value())
        .update();
    assertThat(drafts.isOfAnotherAlike(alike, List.of(POINT))).as("of another amount").isFalse();
    database
        .jdbc()
        .sql("update payout set units = 1000, state = 'CANCELLED' where id = ?::uuid")
        .param(drafted.value())
        .update();
    assertThat(drafts.isOfAnotherAlike(alike, List.of(POINT))).as("taken back").isFalse();
  }

  @Test
  void whatPaidInADraftsPlaceIsKeptWithItsCoins() {
    PayoutId id = payout("HANDED_OVER");
    OwnDraftRows.Instead first = new OwnDraftRows.Instead("ee".repeat(32), 3, List.of(POINT));
    drafts.keep(id, first);
    assertThat(drafts.instead(id)).contains(first);
    OwnDraftRows.Instead next =
        new OwnDraftRows.Instead(
            "ff".repeat(32), 0, List.of(POINT, new CoinPoint("12".repeat(32), 7)));
    drafts.keep(id, next);
    assertThat(drafts.instead(id)).contains(next);
    drafts.forget(id);
    assertThat(drafts.instead(id)).isEmpty();
  }

  private Payout found(PayoutId id) {
    Catalogue catalogue = new Catalogue(List.of(COIN), Set.of("USD"));
    return new PayoutRows(database.jdbc(), catalogue).find(id).orElseThrow();
  }

  private boolean drafted(PayoutId id) {
    OwnPlaces.Place place = new OwnPlaces.Place("bcrt1q", 1, "key", false, 0, null);
    Coin coin = new Coin(POINT, 50_000, CoinScript.P2WPKH);
    List<OwnPurse.Held> held = List.of(new OwnPurse.Held(coin, place));
    return drafts.insert(id, COIN.chain(), DRAFT, held, NOW);
  }

  private PayoutId payout(String state) {
    UUID id = UUID.randomUUID();
    database
        .jdbc()
        .sql(
            """
            insert into payout (id, kind, merchant_id, chain, asset, units, fee_units, destination,
              source, actor, state, hold, hold_reason, created_at, updated_at, version, custody)
            values (?, 'WITHDRAWAL', ?, ?, ?, 1000, 0, 'bcrt1q', 'own', 'person:1', ?, 'NONE', '',
              now(), now(), 1, 'SELF')
            """)
        .params(id, SHOP.value(), COIN.chain().code(), COIN.code(), state)
        .update();
    return new PayoutId(id.toString());
  }
}
