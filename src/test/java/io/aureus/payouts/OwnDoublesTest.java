package io.aureus.payouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.ChainStores;
import io.aureus.chains.CoinsNow;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.CoinDraft;
import io.aureus.keys.CoinPoint;
import io.aureus.keys.CoinScript;
import io.aureus.ledger.LedgerStores;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.TestDatabase;
import io.aureus.wallets.OwnPlaces;
import io.aureus.wallets.WalletStores;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ways in which a payout of a merchant's coins might be paid twice. */
@SuppressWarnings("NullAway") // what is not asked is not there
class OwnDoublesTest {
  private static final Asset COIN = CoinTown.COIN;
  private static final MerchantId SHOP = new MerchantId("mct-000000000001");
  private static final String RECEIVER = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";
  private static final CoinPoint POINT = new CoinPoint("ab".repeat(32), 1);
  private static final String DRAFT = "cd".repeat(32);
  private static final String OTHER = "ef".repeat(32);

  private final TestDatabase database = TestDatabase.fresh();
  private final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-11-20T12:00:00Z"));
  private final Catalogue catalogue = new Catalogue(List.of(COIN), Set.of("USD"));
  private final PayoutRows rows = new PayoutRows(database.jdbc(), catalogue);
  private final PayoutMoves moves =
      new PayoutMoves(
          rows,
          new StoryRows(database.jdbc()),
          LedgerStores.ledger(database, catalogue, clock),
          List.of(),
          clock,
          database.transactions());
  private final OwnDraftRows drafts = new OwnDraftRows(database.jdbc());
  private final HandedRows handed = new HandedRows(database.jdbc());
  private final PretendNodes nodes = new PretendNodes();
  private final CoinHanding.Tables tables =
      new CoinHanding.Tables(handed, drafts, new OwnProofRows(database.jdbc()));
  private final CoinHanding.Outside outside =
      new CoinHanding.Outside(
          ChainStores.brought(database), ChainStores.spent(database), nodes, nodes);
  private final OwnFinding finding =
      new OwnFinding(
          rows,
          moves,
          tables,
          new OwnRivals(drafts, outside),
          new OwnFinding.Outside(
              ChainStores.departures(database),
              outside.coins(),
              WalletStores.selfCustody(database, clock, null, null),
              ChainStores.progress(database, clock),
              nodes));
  private final OwnRecall recall = new OwnRecall(drafts, finding, outside);
  private final HandedMoves common = new HandedMoves(rows, handed, moves, CoinTown.SETTINGS);
  private final CoinHanding handing =
      new CoinHanding(moves, common, tables, null, finding, outside);

  @BeforeEach
  void theChainIsReadTo100() {
    sql("insert into chain_cursor values ('BTC', 100, 'h', now(), 100, ?)", now());
  }

  @Test
  void whatNodesKnowToSpendACoinOfTheDraftForbidsToTakeItBack() {
    Payout payout = drafted();
    assertThatCode(() -> recall.check(payout)).doesNotThrowAnyException();
    // The merchant raised its fee, and what replaced it has another id.
    nodes.spent.add(new CoinsNow.Point(POINT.txid(), POINT.index()));
    refuses(payout, ErrorCode.CONFLICT, "spends its coin " + POINT);
    nodes.isBehind = true;
    refuses(payout, ErrorCode.UNAVAILABLE, "still to be read");
  }

  @Test
  void withoutADraftTheChainMustBeReadAsWell() {
    Payout payout = payout("HANDED_OVER");
    assertThatCode(() -> recall.check(payout)).doesNotThrowAnyException();
    sql("update chain_cursor set head = 101");
    refuses(payout, ErrorCode.UNAVAILABLE, "not read to its end");
    sql("update chain_cursor set head = 100");
    paidByAnother(payout);
    refuses(payout, ErrorCode.CONFLICT, OTHER);
  }

  @Test
  void whatIsHandedOverAfterItWasJudgedIsNotTakenBack() {
    Payout reserved = payout("RESERVED");
    String judged = recall.check(reserved);
    sql("update payout set state = 'HANDED_OVER'");
    assertThat(recall.judged(found(reserved))).isNotEqualTo(judged);
    sql("update payout set state = 'RESERVED'");
    sql("insert into payout_restored select id, now() from payout");
    nodes.isBehind = true;
    refuses(reserved, ErrorCode.UNAVAILABLE, "still to be read");
  }

  @Test
  void whatIsSignedIsNotOfferedBeforeTheChainIsRead() {
    Payout payout = drafted();
    drafts.signed(payout.id(), "aa", clock.instant());
    nodes.isBehind = true;
    handing.step(payout);
    assertThat(nodes.offers).isEmpty();
    assertThat(handed.of(payout.id()).orElseThrow().words()).contains("once the chain is read");
    nodes.isBehind = false;
    handing.step(found(payout));
    assertThat(nodes.offers).containsExactly("aa");
    assertThat(drafts.stand(payout.id()).isOffered()).isTrue();
  }

  @Test
  void whatABlockPaidAlreadyCountsAndTheSignedDraftIsNotOffered() {
    Payout payout = drafted();
    drafts.signed(payout.id(), "aa", clock.instant());
    paidByAnother(payout);
    Payout after = handing.step(payout);
    assertThat(after.state()).isEqualTo(PayoutState.SEEN);
    assertThat(after.txHash()).isEqualTo(OTHER);
    assertThat(nodes.offers).isEmpty();
  }

  @Test
  void besideADraftThatWasOfferedNoOtherOneCounts() {
    Payout payout = drafted();
    drafts.signed(payout.id(), "aa", clock.instant());
    handing.step(payout);
    paidByAnother(payout);
    assertThat(handing.step(found(payout)).state()).isEqualTo(PayoutState.HANDED_OVER);
    assertThat(handed.of(payout.id()).orElseThrow().words()).contains("both would pay");
  }

  /** Its fee was raised, or a block had it: nothing of it was given here. */
  @Test
  void noOtherOneCountsBesideADraftThatMayBeMinedThoughItWasNotGivenHere() {
    Payout payout = drafted();
    paidByAnother(payout);
    nodes.spent.add(new CoinsNow.Point(POINT.txid(), POINT.index()));
    assertThat(finding.look(payout).against()).contains("both would pay");
    nodes.spent.clear();
    drafts.mined(payout.id());
    assertThat(finding.look(payout).against()).contains("both would pay");
  }

  @Test
  void whatWasJudgedBeforeTheDraftWasSignedDoesNotCount() {
    Payout payout = drafted();
    paidByAnother(payout);
    OwnFinding.Found found = finding.look(payout).found();
    drafts.signed(payout.id(), "aa", clock.instant());
    assertThatThrownBy(() -> moves.together(() -> handing.instead(payout, found, "")))
        .isInstanceOf(PayoutMoves.Overtaken.class);
    assertThat(drafts.instead(payout.id())).isEmpty();
  }

  @Test
  void aPayoutIsHandedOverOnceTheChainIsRead() {
    Handing all =
        new Handing(
            handed,
            moves,
            common,
            null,
            handing,
            new Handing.Outside(null, null, nodes, null, ChainStores.progress(database, clock)));
    Payout payout = payout("RESERVED");
    nodes.isBehind = true;
    assertThat(all.step(payout).state()).isEqualTo(PayoutState.RESERVED);
    nodes.isBehind = false;
    assertThat(all.step(found(payout)).state()).isEqualTo(PayoutState.HANDED_OVER);
  }

  /** The nodes went back, and the observer has not: as deep as before would be too deep. */
  @Test
  void depthIsCountedFromTheShorterChain() {
    paidByAnother(payout("HANDED_OVER"));
    sql("update chain_cursor set head = 98");
    assertThat(outside.coins().spending(COIN.chain(), OTHER).orElseThrow().depth()).isEqualTo(2);
    assertThat(outside.spent().of(COIN.chain(), "12".repeat(32), 0).orElseThrow().depth())
        .isEqualTo(2);
  }

  private void refuses(Payout payout, ErrorCode code, String words) {
    assertThatThrownBy(() -> recall.check(payout))
        .isInstanceOfSatisfying(Refusal.class, no -> assertThat(no.code()).isEqualTo(code))
        .hasMessageContaining(words);
  }

  /** By a coin of the merchant's wallet that is not the draft's, in block 97. */
  private void paidByAnother(Payout payout) {
    sql(
        """
        with wallet as (
          insert into own_wallet (merchant_id, family, kind, account_key, identity, fingerprint,
            next_position, active, created_by, created_at)
          values (?, 'bitcoin', 'XPUB', 'key', 'i', 'f', 1, true, 'person:1', now()) returning id)
        insert into own_address (family, address, wallet, position)
        select 'bitcoin', 'theirs', id, 0 from wallet
        """,
        SHOP.value());
    String coin = "12".repeat(32);
    sql(
        """
        insert into transfer (chain, tx_hash, position, to_address, asset, contract, units,
          block_number, block_hash, block_time, first_seen_at, state)
        values ('BTC', ?, 'out:0', 'theirs', 'BTC', '', 9000, 95, 'h', now(), now(), 'mined')
        """,
        coin);
    sql("insert into coin_spend values ('BTC', ?, 'out:0', ?, 97)", coin, OTHER);
    sql(
        "insert into departure values ('BTC', ?, 'out:0', 'theirs', ?, 'BTC', ?, 97, now())",
        OTHER,
        RECEIVER,
        payout.amount().units().longValueExact());
  }

  private Payout drafted() {
    Payout payout = payout("HANDED_OVER");
    OwnPlaces.Place place = new OwnPlaces.Place("bcrt1q", 1, "key", false, 0, null);
    Coin coin = new Coin(POINT, 50_000, CoinScript.P2WPKH);
    drafts.insert(
        payout.id(),
        COIN.chain(),
        new CoinDraft("cHNidP8=", DRAFT, 500),
        List.of(new OwnPurse.Held(coin, place)),
        clock.instant());
    return payout;
  }

  private Payout payout(String state) {
    UUID id = UUID.randomUUID();
    sql(
        """
        insert into payout (id, kind, merchant_id, chain, asset, units, fee_units, destination,
          source, actor, state, hold, hold_reason, created_at, updated_at, version, custody)
        values (?, 'WITHDRAWAL', ?, 'BTC', ?, 1000, 0, ?, 'own', 'person:1', ?, 'NONE', '',
          now(), now(), 1, 'SELF')
        """,
        id,
        SHOP.value(),
        COIN.code(),
        RECEIVER,
        state);
    PayoutId payout = new PayoutId(id.toString());
    handed.insert(payout, 90);
    return rows.find(payout).orElseThrow();
  }

  private Payout found(Payout payout) {
    return rows.find(payout.id()).orElseThrow();
  }

  private java.sql.Timestamp now() {
    return java.sql.Timestamp.from(clock.instant().minus(Duration.ofSeconds(1)));
  }

  private void sql(String text, Object... values) {
    database.jdbc().sql(text).params(values).update();
  }
}
