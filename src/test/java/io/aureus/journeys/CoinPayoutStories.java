package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.keys.Signer;
import io.aureus.ledger.Account;
import io.aureus.ledger.Ledger;
import io.aureus.money.Amount;
import io.aureus.money.CoinAddress;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutId;
import io.aureus.payouts.PayoutKind;
import io.aureus.payouts.PayoutState;
import io.aureus.payouts.PayoutWish;
import io.aureus.payouts.Payouts;
import io.aureus.testing.CoinNode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** A merchant who is paid in coins and pays out; the invariants are checked after each story. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CoinPayoutStories {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final AtomicLong RECEIVERS = new AtomicLong(0x5eed_0000L);

  /** For 1,000 virtual bytes. */
  static final long USUAL_RATE = 5_000;

  private CoinTown town;

  /** A node of the kind that is tested. */
  abstract CoinNode node();

  /** What its gateway is told beside what all are. */
  Map<String, Object> settings() {
    return Map.of();
  }

  /** Beans of the story's own, by name. */
  Map<String, Object> parts() {
    return Map.of();
  }

  /** The gateway that reads it. */
  CoinTown found(Map<String, Object> settings) {
    return new CoinTown(node(), settings, parts());
  }

  @BeforeAll
  void open() {
    Map<String, Object> all = new HashMap<>();
    all.put("aureus.payouts.poll", "200ms");
    all.put("aureus.payouts.coin-bump-after", "3s");
    all.putAll(settings());
    town = found(all);
    ask(USUAL_RATE);
    fund();
  }

  /** The operator's own: a payout of many small coins costs more than its merchant was told. */
  private void fund() {
    town.node().pay(hot(), 1_000_000);
    town.mineToDepth();
    awaitTrue(town::isRead, () -> "read");
  }

  @AfterAll
  void close() {
    if (town != null) {
      try {
        town.verify();
      } finally {
        town.close();
      }
    }
  }

  @AfterEach
  void theBooksAgreeWithTheChain() {
    town.mustBalance();
    assertThat(
            texts(
                """
                select p.id::text from payout p
                  join coin_bundle_payout m on m.payout_id = p.id
                  join coin_signed s on s.bundle_id = m.bundle_id and s.mined_block is not null
                  join coin_offer o on o.tx_hash = s.tx_hash and o.block_number is not null
                group by p.id having count(distinct s.tx_hash) > 1
                """))
        .as("payouts with two transactions on the chain")
        .isEmpty();
    assertThat(
            texts(
                """
                select p.merchant_id from payout p
                where p.state not in ('CONFIRMED', 'CANCELLED', 'FAILED')
                """))
        .as("payouts that are still open")
        .isEmpty();
    assertThat(balance(Account.Kind.RESERVED)).isZero();
  }

  final CoinTown town() {
    return town;
  }

  final Story earn(String dollars) {
    Story story = town.order(dollars);
    story.pay(story.due());
    town.mineToDepth();
    story.awaitStatus("SUCCESS");
    return story;
  }

  final Payout withdraw(long units, String receiver) {
    return payouts().request(wish(units, receiver, null));
  }

  /** The receiver gets what the network's fee leaves, that of however many coins it takes. */
  final Payout withdrawAllOf(long units, String receiver) {
    return payouts().request(wish(units, receiver, true, null));
  }

  final PayoutWish wish(long units, String receiver, String reference) {
    return wish(units, receiver, false, reference);
  }

  private PayoutWish wish(long units, String receiver, boolean feeFromAmount, String reference) {
    return new PayoutWish(
        town.merchant(),
        PayoutKind.WITHDRAWAL,
        Amount.ofUnits(town.coin(), units),
        receiver,
        feeFromAmount,
        null,
        reference,
        null,
        "token:1");
  }

  /** An address that nobody has used. */
  final String receiver() {
    ByteBuffer script = ByteBuffer.allocate(22).put((byte) 0).put((byte) 20);
    script.putLong(14, RECEIVERS.incrementAndGet());
    return CoinAddress.ofScript(town.coin().chain(), script.array()).orElseThrow().text();
  }

  /** What the network asks, as it was noted; until a node is asked the next time. */
  final void ask(long rate) {
    town.database()
        .jdbc()
        .sql(
            """
            insert into coin_price (chain, rate, at) values (?, ?, now())
            on conflict (chain) do update set rate = excluded.rate, at = excluded.at
            """)
        .params(town.coin().chain().code(), rate)
        .update();
  }

  /** The ids of the transactions in blocks that pay this address exactly so much. */
  final Set<String> paying(String address, long units) {
    return blocks().stream()
        .flatMap(block -> block.path("tx").valueStream())
        .filter(tx -> pays(tx, address, units))
        .map(tx -> tx.path("txid").asString())
        .collect(Collectors.toSet());
  }

  private List<JsonNode> blocks() {
    int height = town.node().height();
    return java.util.stream.IntStream.rangeClosed(Math.max(1, height - 150), height)
        .mapToObj(i -> town.node().rpc("getblockhash", i).asString())
        .map(hash -> town.node().rpc("getblock", hash, 2))
        .toList();
  }

  private boolean pays(JsonNode transaction, String address, long units) {
    String script =
        HexFormat.of().formatHex(CoinAddress.parse(town.coin().chain(), address).script());
    return transaction
        .path("vout")
        .valueStream()
        .filter(out -> out.at("/scriptPubKey/hex").asString().equals(script))
        .anyMatch(out -> out.path("value").decimalValue().movePointRight(8).longValue() == units);
  }

  /** How many transactions wait in the node's mempool. */
  final int waiting() {
    return town.node().rpc("getrawmempool").size();
  }

  final long signedTransactions(PayoutId id) {
    return town.database()
        .jdbc()
        .sql(
            """
            select count(*) from coin_signed s join coin_bundle_payout m using (bundle_id)
            where m.payout_id = ?::uuid
            """)
        .param(id.value())
        .query(Long.class)
        .single();
  }

  final Payout mineUntil(PayoutId id, PayoutState state) {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      Payout payout = find(id);
      if (payout.state() == state) {
        return payout;
      }
      assertThat(Instant.now()).as("payout %s, %s", payout, payouts().history(id)).isBefore(end);
      pause(300);
      if (payout.state() != PayoutState.RESERVED && payout.state() != PayoutState.BUILT) {
        town.mine(1);
      }
    }
  }

  final Payout await(PayoutId id, PayoutState... states) {
    awaitTrue(
        () -> List.of(states).contains(find(id).state()),
        () -> find(id) + " " + payouts().history(id));
    return find(id);
  }

  static void awaitTrue(
      java.util.function.BooleanSupplier condition, java.util.function.Supplier<?> instead) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as(() -> String.valueOf(instead.get())).isBefore(end);
      pause(50);
    }
  }

  final Payout find(PayoutId id) {
    return payouts().find(id).orElseThrow();
  }

  final Payouts payouts() {
    return town.gateway().bean(Payouts.class);
  }

  final String hot() {
    return town.gateway().bean(Signer.class).hotAddress(town.coin().chain().family());
  }

  final long balance(Account.Kind kind) {
    return balance(Account.of(town.merchant().value(), kind));
  }

  final long balance(Account account) {
    return town.gateway().bean(Ledger.class).balance(account, town.coin()).units().longValueExact();
  }

  final List<String> texts(String sql) {
    return town.database().jdbc().sql(sql).query(String.class).list();
  }

  static void pause(long millis) {
    ChainTime.sleep(millis);
  }
}
