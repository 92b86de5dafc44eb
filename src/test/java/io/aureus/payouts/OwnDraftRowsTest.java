package io.aureus.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.keys.CoinDraft;
import io.aureus.keys.CoinPoint;
import io.aureus.keys.CoinScript;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Asset;
import io.aureus.testing.TestDatabase;
import io.aureus.wallets.OwnPlaces;
import java.time.Instant;
import java.util.List;
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
