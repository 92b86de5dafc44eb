package io.aureus.payouts;

import io.aureus.keys.Signer;
import io.aureus.keys.SignerFixture;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Catalogue;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.TestDatabase;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Coins on a database of their own, as observers and payouts leave them there; block 100 is last.
 */
final class HeldCoinsFixture {
  static final MerchantId ONE = new MerchantId("mct-000000000001");
  static final MerchantId OTHER = new MerchantId("mct-000000000002");

  final TestDatabase database = TestDatabase.fresh();
  final HeldCoins coins;
  final CoinNotes notes;
  private final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-11-20T12:00:00Z"));
  private final SignerFixture.Kept keys = SignerFixture.kept(database, clock);
  private final Signer signer = keys.signer();

  HeldCoinsFixture() {
    coins =
        new HeldCoinRows(
            database.jdbc(), new Catalogue(List.of(SignerFixture.BITCOIN), Set.of("USD")), signer);
    notes =
        new CoinNoteDesk(
            coins,
            new CoinNoteRows(database.jdbc()),
            new BundleRows(database.jdbc()),
            clock,
            database.transactions());
    sql(
        """
        insert into chain_cursor (chain, number, hash, time, head, caught_up_at)
        values ('BTC', 100, 'h', now(), 100, now())
        """);
    watch(hot(), false);
  }

  String hot() {
    return signer.hotAddress("bitcoin");
  }

  /** The address that is called so here: of the seed where its name ends in its place from 1. */
  String address(String name) {
    return name.startsWith("order-")
        ? keys.seed().addresses("bitcoin", Long.parseLong(name.substring(6)) - 1, 1).getFirst()
        : name;
  }

  /** An address for orders. */
  void pool(String name, long index, @Nullable String order) {
    String address = address(name);
    watch(address, false);
    sql(
        """
        insert into receiving_address (family, derivation_index, block, address, order_id, quote_no,
          given_at)
        values ('bitcoin', ?, 0, ?, ?, case when ?::text is null then null else 1 end,
          case when ?::text is null then null else now() end)
        """,
        index,
        address,
        order,
        order,
        order);
  }

  void wallet(MerchantId merchant, String fingerprint) {
    sql(
        """
        insert into own_wallet (merchant_id, family, kind, account_key, identity, fingerprint,
          next_position, active, created_by, created_at)
        values (?, 'bitcoin', 'XPUB', 'key', ?, ?, 100, true, 'person:1', now())
        """,
        merchant.value(),
        fingerprint,
        fingerprint);
  }

  void own(MerchantId merchant, String address, long index, String order) {
    watch(address, true);
    sql(
        """
        insert into own_address (family, address, wallet, position, order_id, quote_no, given_at)
        select 'bitcoin', ?, id, ?, ?, 1, now() from own_wallet where merchant_id = ?
        """,
        address,
        index,
        order,
        merchant.value());
  }

  void transfer(int number, String to, long units, long block, boolean isFinal) {
    sql(
        """
        insert into transfer (chain, tx_hash, position, to_address, asset, contract, units,
          block_number, block_hash, block_time, first_seen_at, state, told_confirmed)
        values ('BTC', ?, 'out:0', ?, 'BTC', '', ?, ?, 'h', now(), now(), 'mined', ?)
        """,
        "%064x".formatted(number),
        address(to),
        units,
        block,
        isFinal);
  }

  void mempool(int number, String to, long units) {
    sql(
        """
        insert into transfer (chain, tx_hash, position, to_address, asset, contract, units,
          first_seen_at, state)
        values ('BTC', ?, 'out:0', ?, 'BTC', '', ?, now(), 'mempool')
        """,
        "%064x".formatted(number),
        address(to),
        units);
  }

  void spent(int number) {
    sql(
        """
        insert into coin_spend (chain, tx_hash, position, spent_by, block_number)
        values ('BTC', ?, 'out:0', 'x', 100)
        """,
        "%064x".formatted(number));
  }

  void minted(int number, long block) {
    sql(
        "insert into coin_minted (chain, tx_hash, block_number, ripe_at) values ('BTC', ?, ?, ?)",
        "%064x".formatted(number),
        block,
        block + 100);
  }

  /** A payout that spends this coin. */
  PayoutId bundle(int coin, String state, String hash) {
    PayoutId payout = payout(ONE, state, "CUSTODIAL");
    sql(
        """
        insert into coin_bundle (chain, change_units, fee, weight, made_at)
        values ('BTC', 10, 10, 400, now())
        """);
    sql(
        """
        insert into coin_bundle_payout (payout_id, bundle_id, position)
        select ?::uuid, max(id), 0 from coin_bundle
        """,
        payout.value());
    sql(
        """
        insert into coin_lock (chain, txid, output, bundle_id, position, since_no, units, address,
          is_change, key_index)
        select 'BTC', ?, 0, max(id), 0, 1, 100, 'a', false, 0 from coin_bundle
        """,
        "%064x".formatted(coin));
    sql(
        """
        insert into coin_signed (bundle_id, no, tx_hash, raw, fee, weight, signed_at)
        select max(id), 1, ?, '', 10, 400, now() from coin_bundle
        """,
        hash);
    return payout;
  }

  /** A draft that the merchant may sign. */
  PayoutId draft(MerchantId merchant, int coin) {
    PayoutId payout = payout(merchant, "HANDED_OVER", "SELF");
    sql(
        """
        insert into own_coin_lock (chain, txid, output, payout_id, units, address)
        values ('BTC', ?, 0, ?::uuid, 100, 'a')
        """,
        "%064x".formatted(coin),
        payout.value());
    return payout;
  }

  /** That many on one address for orders, of which every second is spent. */
  void many(int count) {
    sql(
        """
        insert into transfer (chain, tx_hash, position, to_address, asset, contract, units,
          block_number, block_hash, block_time, first_seen_at, state, told_confirmed)
        select 'BTC', lpad(to_hex(n), 64, '0'), 'out:0', ?, 'BTC', '', n, 90, 'h', now(),
          now(), 'mined', true
        from generate_series(1, ?) n
        """,
        address("order-1"),
        count);
    sql(
        """
        insert into coin_spend (chain, tx_hash, position, spent_by, block_number)
        select chain, tx_hash, position, 'x', 95 from transfer where id % 2 = 0
        """);
    sql("analyze");
  }

  /** Holds the lock of who chooses coins for payouts meanwhile. */
  <T> T whileCoinsAreChosen(Callable<T> deed) {
    return database
        .transactions()
        .execute(
            status -> {
              new BundleRows(database.jdbc()).lockChain(SignerFixture.BITCOIN.chain());
              try {
                return deed.call();
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
  }

  void awaitAWaitForCoins() throws InterruptedException {
    String waiting =
        """
        select exists (
          select 1 from pg_locks l join pg_database d on d.oid = l.database
          where d.datname = current_database() and l.locktype = 'advisory' and not l.granted)
        """;
    for (int i = 0; i < 200; i++) {
      if (database.jdbc().sql(waiting).query(Boolean.class).single()) {
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("nobody waits for the lock");
  }

  List<String> audit() {
    return database
        .jdbc()
        .sql(
            """
            select concat_ws(' ', actor, deed, subject, details) from audit_entry
            where deed like 'coin %' order by id
            """)
        .query(String.class)
        .list();
  }

  private PayoutId payout(MerchantId merchant, String state, String custody) {
    UUID id = UUID.randomUUID();
    sql(
        """
        insert into payout (id, kind, merchant_id, chain, asset, units, fee_units, destination,
          source, actor, state, hold, hold_reason, created_at, updated_at, version, custody)
        values (?, 'WITHDRAWAL', ?, 'BTC', 'BTC', 1000, 0, 'bcrt1q', 'hot', 'person:1', ?, 'NONE',
          '', now(), now(), 1, ?)
        """,
        id,
        merchant.value(),
        state,
        custody);
    return new PayoutId(id.toString());
  }

  private void watch(String address, boolean outgoing) {
    sql(
        """
        insert into watched_address (family, address, shown, outgoing)
        values ('bitcoin', ?, ?, ?)
        """,
        address,
        address,
        outgoing);
  }

  void sql(String sql, @Nullable Object... params) {
    database.jdbc().sql(sql).params(Arrays.asList(params)).update();
  }
}
