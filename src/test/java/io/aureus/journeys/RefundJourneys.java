package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.AccountNetwork;
import io.aureus.errors.Refusal;
import io.aureus.keys.Signer;
import io.aureus.ledger.Account;
import io.aureus.ledger.Ledger;
import io.aureus.money.Amount;
import io.aureus.orders.Order;
import io.aureus.orders.OrderBook;
import io.aureus.orders.OrderId;
import io.aureus.orders.OrderRefund;
import io.aureus.orders.OrderRefund.FeeBearer;
import io.aureus.orders.OrderRefund.Kind;
import io.aureus.orders.RefundLinks;
import io.aureus.orders.Refundable;
import io.aureus.orders.Refunds;
import io.aureus.testing.EvmNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Scenario OUT-13: money back to the payer. The invariants are checked after each story. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RefundJourneys {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String USDT = "USDT-ERC20";

  private final AtomicInteger payers = new AtomicInteger();
  private Town town;

  /** A node of the kind that is tested, with this chain id. */
  abstract EvmNode node(long chainId);

  @BeforeAll
  void open() {
    town = new Town(this::node);
    town.mine(1);
    String hot = town.gateway().bean(Signer.class).hotAddress("evm");
    awaitTrue(
        () -> count("select count(*) from watched_address where shown = '%s'".formatted(hot)) == 1);
    town.node().pay(hot, BigInteger.TEN.pow(19));
    town.mineToDepth();
    town.mineOtherToDepth();
    awaitTrue(() -> count("select count(*) from gas_price where chain = 'ETH'") == 1);
    // What an earlier sale left: a fee on top of a refund is paid out of it.
    paid(USDT, "40");
  }

  @AfterAll
  void close() {
    if (town != null) {
      town.close();
    }
  }

  @AfterEach
  void theBooksAgreeAndNoOrderGaveBackMoreThanItGot() {
    town.mustBalance();
    assertThat(
            count(
                """
                select count(*) from
                  (select order_id, asset, sum(units) as units from order_refund
                    where state <> 'FAILED' group by order_id, asset) back
                  left join
                  (select order_id, asset, sum(units) as units from payment
                    where state = 'CONFIRMED' group by order_id, asset) came
                  using (order_id, asset)
                 where came.units is null or back.units > came.units
                """))
        .isZero();
    assertThat(
            count(
                """
                select count(*) from order_refund r join payout p on p.id = r.payout_id
                 where r.order_id <> p.order_id or p.kind <> 'REFUND'
                    or r.units <> p.units
                       + case when r.fee_bearer = 'PAYER' then p.fee_units else 0 end
                    or (r.state = 'CONFIRMED') <> (p.state = 'CONFIRMED')
                    or (r.state = 'FAILED') <> (p.state in ('FAILED', 'CANCELLED'))
                """))
        .as("refunds that are not as their payout")
        .isZero();
  }

  @Test
  void out13InFullMakesTheOrderRefundedWhenItIsConfirmed() {
    Story story = paid(USDT, "25");
    int calls = story.callbacks().size();
    String payer = payer();
    assertThat(story.detail().get("refund").asBoolean()).isTrue();
    OrderRefund asked = refund(story, Kind.FULL, null, payer, FeeBearer.PAYER);
    assertThat(asked.amount().units()).isEqualTo(story.due());
    assertThat(story.detail().get("refund").asBoolean()).isFalse();
    assertThat(story.status()).isEqualTo("SUCCESS");
    assertThat(refundRow(story).get("status").asString()).isEqualTo("PENDING");
    mineUntil(story, "REFUNDED");
    assertThat(held(USDT, payer)).isEqualTo(asked.received().units());
    assertThat(asked.received().plus(asked.fee())).isEqualTo(asked.amount());
    assertThat(story.events()).containsOnlyOnce("order.refunded");
    JsonNode row = refundRow(story);
    assertThat(row.get("status").asString()).isEqualTo("SUCCESS");
    assertThat(row.get("amount").asString()).isEqualTo(asked.amount().text());
    assertThat(row.get("obtained").asString()).isEqualTo(asked.received().text());
    assertThat(row.get("to_addr").asString()).isEqualToIgnoringCase(payer);
    assertThat(row.get("tx_hash").asString()).startsWith("0x");
    assertThat(story.callbacks()).as("a refund calls no legacy URL").hasSize(calls);
    assertThatThrownBy(() -> refund(story, Kind.FULL, null, payer, FeeBearer.PAYER))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("all that came in");
    assertThat(words(story)).anyMatch(words -> words.contains("was asked for by token:1"));
    assertThat(words(story)).anyMatch(words -> words.contains("is confirmed"));
  }

  @Test
  void out13TwiceInPartsWithTheFeeOnTop() {
    Story story = paid(USDT, "20");
    String payer = payer();
    OrderRefund first = refund(story, Kind.PARTIAL, "7.5", payer, FeeBearer.MERCHANT);
    OrderRefund second = refund(story, Kind.FULL, null, payer, FeeBearer.MERCHANT);
    assertThat(first.amount().plus(second.amount()).units()).isEqualTo(story.due());
    assertThatThrownBy(() -> refund(story, Kind.PARTIAL, "0.000001", payer, FeeBearer.PAYER))
        .isInstanceOf(Refusal.class);
    mineUntil(story, "REFUNDED");
    assertThat(held(USDT, payer)).as("all of it, fees aside").isEqualTo(story.due());
    assertThat(story.types()).containsExactly("REFUND", "REFUND", "ORDER");
  }

  @Test
  void out13TheSurplusOnlyLeavesTheOrderPaid() {
    Story story = town.order("DAI-ERC20", "10");
    BigInteger surplus = story.due().divide(BigInteger.TWO);
    story.pay(story.due().add(surplus));
    town.mineToDepth();
    story.awaitStatus("SUCCESS");
    OrderRefund asked = refund(story, Kind.SURPLUS, null, payer(), FeeBearer.PAYER);
    assertThat(asked.amount().units()).isEqualTo(surplus);
    mineUntilDone(story);
    assertThat(story.status()).isEqualTo("SUCCESS");
    assertThat(story.detail().get("refund").asBoolean()).isTrue();
    assertThatThrownBy(() -> refund(story, Kind.SURPLUS, null, payer(), FeeBearer.PAYER))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("no surplus is left");
  }

  @Test
  void out13AsMuchAsThePriceIsWorthTodayButNoMoreThanCame() {
    Story story = paid("ETH", "30");
    Amount worth = preview(story, Kind.FIAT_EQUAL, "15").amount();
    assertThat(worth.units()).isBetween(story.due().divide(BigInteger.TWO), story.due());
    OrderRefund part = refund(story, Kind.FIAT_EQUAL, "15", payer(), FeeBearer.PAYER);
    assertThat(part.amount()).isEqualTo(worth);
    OrderRefund rest = refund(story, Kind.FIAT_EQUAL, null, payer(), FeeBearer.PAYER);
    assertThat(part.amount().plus(rest.amount()).units()).isEqualTo(story.due());
    mineUntil(story, "REFUNDED");
  }

  @Test
  void out13ToABadAddressOrWithABadAmountReservesNothing() {
    Story story = paid(USDT, "5");
    Amount before = reserved(USDT);
    String own = story.address();
    for (String wrong :
        List.of(
            "0x123",
            "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu",
            "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD",
            own,
            town.contract(USDT))) {
      assertThatThrownBy(() -> refund(story, Kind.FULL, null, wrong, FeeBearer.PAYER))
          .as(wrong)
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("address");
    }
    for (String wrong : List.of("0", "-1", "0.0000001", "1e-40", "6", "1e40")) {
      assertThatThrownBy(() -> refund(story, Kind.PARTIAL, wrong, payer(), FeeBearer.PAYER))
          .as(wrong)
          .isInstanceOf(Refusal.class);
    }
    assertThatThrownBy(() -> refund(story, Kind.FULL, null, null, FeeBearer.PAYER))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("refund link");
    assertThat(reserved(USDT)).isEqualTo(before);
    assertThat(order(story).refunds()).isEmpty();
  }

  @Test
  void out13OfAnOrderThatWasNotPaidOrMayStillBe() {
    Story unpaid = town.order("ETH", "18");
    assertThatThrownBy(() -> refund(unpaid, Kind.FULL, null, payer(), FeeBearer.PAYER))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("PENDING");
    unpaid.endWindow();
    unpaid.awaitStatus("OVERDUE");
    assertThatThrownBy(() -> refund(unpaid, Kind.FULL, null, payer(), FeeBearer.PAYER))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("nothing that is confirmed came in");
  }

  @Test
  void in10ALatePaymentGoesBackAndTheOrderIsRefunded() {
    Story story = town.order(USDT, "12");
    story.endWindow();
    story.awaitStatus("OVERDUE");
    story.pay(story.due());
    town.mineToDepth();
    story.awaitEvent("payment.confirmed");
    refund(story, Kind.FULL, null, payer(), FeeBearer.PAYER);
    mineUntil(story, "REFUNDED");
    assertThat(story.callbacks()).isEmpty();
  }

  @Test
  void in12AWrongAssetGoesBackInItself() {
    Story story = paid(USDT, "6");
    BigInteger wrong = BigInteger.valueOf(9_000_000);
    town.node().payToken(town.contract("USDC-ERC20"), story.address(), wrong);
    town.mineToDepth();
    awaitTrue(() -> Refundable.of(order(story)).size() == 2);
    OrderRefund asked =
        request(story, wish(Kind.FULL, "USDC-ERC20", null, payer(), FeeBearer.PAYER));
    assertThat(asked.amount().units()).isEqualTo(wrong);
    mineUntilDone(story);
    assertThat(story.status()).isEqualTo("SUCCESS");
  }

  @Test
  void out13TwoHundredAtOnceGiveBackExactlyWhatCameIn() throws Exception {
    Story story = paid(USDT, "50");
    List<OrderRefund> given = new ArrayList<>();
    int refused = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<OrderRefund>> asked = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        asked.add(threads.submit(() -> refund(story, Kind.PARTIAL, "7", payer(), FeeBearer.PAYER)));
      }
      for (Future<OrderRefund> one : asked) {
        try {
          given.add(one.get());
        } catch (ExecutionException e) {
          assertThat(e.getCause())
              .isInstanceOf(Refusal.class)
              .hasMessageContaining("49.0 went back");
          refused++;
        }
      }
    }
    assertThat(given).hasSize(7);
    assertThat(refused).isEqualTo(193);
    given.add(refund(story, Kind.FULL, null, payer(), FeeBearer.PAYER));
    mineUntil(story, "REFUNDED");
    BigInteger back =
        given.stream().map(one -> one.amount().units()).reduce(BigInteger.ZERO, BigInteger::add);
    assertThat(back).isEqualTo(story.due());
    assertThat(story.events()).containsOnlyOnce("order.refunded");
  }

  @Test
  void theSameRequestGivesTheSameRefund() {
    Story story = paid(USDT, "8");
    Refunds.Wish wish =
        new Refunds.Wish(
            Kind.FULL, null, null, payer(), FeeBearer.PAYER, "ref-" + story.id(), "token:1");
    OrderRefund first = request(story, wish);
    assertThat(request(story, wish).id()).isEqualTo(first.id());
    assertThat(order(story).refunds()).hasSize(1);
    mineUntil(story, "REFUNDED");
  }

  @Test
  void anAddressFromTheRefundLinkIsTakenAndStandsFromThenOn() {
    Story story = paid(USDT, "9");
    RefundLinks links = town.gateway().bean(RefundLinks.class);
    RefundLinks.Made ended = links.make(town.merchant(), id(story), null);
    RefundLinks.Made made = links.make(town.merchant(), id(story), null);
    assertThat(links.find(ended.token())).as("a newer link ends the older").isEmpty();
    assertThatThrownBy(() -> links.give(made.token(), "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("Bitcoin");
    links.give(made.token(), payer());
    String payer = payer();
    links.give(made.token(), payer);
    OrderRefund asked = refund(story, Kind.FULL, null, null, FeeBearer.PAYER);
    assertThat(asked.destination()).isEqualToIgnoringCase(payer);
    assertThatThrownBy(() -> links.give(made.token(), payer()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("stands");
    mineUntil(story, "REFUNDED");
    assertThat(held(USDT, payer)).isEqualTo(asked.received().units());
  }

  @Test
  void aRefundThatTheChainUndoesIsOfferedAgainAndNotToldTwice() {
    Story story = paid(USDT, "11");
    String payer = payer();
    OrderRefund asked = refund(story, Kind.FULL, null, payer, FeeBearer.PAYER);
    mineUntil(story, "REFUNDED");
    town.node().reorg(Town.DEPTH + 2, false);
    town.mine(1);
    awaitTrue(() -> order(story).refunds().getFirst().state() == OrderRefund.State.PENDING);
    mineUntilDone(story);
    assertThat(story.status()).isEqualTo("REFUNDED");
    assertThat(story.events()).containsOnlyOnce("order.refunded");
    assertThat(held(USDT, payer)).isEqualTo(asked.received().units());
  }

  private Story paid(String asset, String price) {
    Story story = town.order(asset, price);
    story.pay(story.due());
    town.mineToDepth();
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
    return story;
  }

  private OrderRefund refund(
      Story story, Kind kind, String amount, String address, FeeBearer bearer) {
    return request(story, wish(kind, null, amount, address, bearer));
  }

  private OrderRefund request(Story story, Refunds.Wish wish) {
    return refunds().request(town.merchant(), id(story), wish);
  }

  private Refunds.Preview preview(Story story, Kind kind, String amount) {
    return refunds()
        .preview(town.merchant(), id(story), wish(kind, null, amount, payer(), FeeBearer.PAYER));
  }

  private static Refunds.Wish wish(
      Kind kind, String currency, String amount, String address, FeeBearer bearer) {
    return new Refunds.Wish(
        kind,
        currency,
        amount == null ? null : new BigDecimal(amount),
        address,
        bearer,
        null,
        "token:1");
  }

  private Refunds refunds() {
    return town.gateway().bean(Refunds.class);
  }

  private static OrderId id(Story story) {
    return new OrderId(story.id());
  }

  private Order order(Story story) {
    return town.gateway().bean(OrderBook.class).find(id(story)).orElseThrow();
  }

  private List<String> words(Story story) {
    return town.gateway().bean(OrderBook.class).history(id(story)).stream()
        .map(OrderBook.HistoryLine::words)
        .toList();
  }

  private JsonNode refundRow(Story story) {
    return story.transactions().stream()
        .filter(row -> row.get("tx_type").asString().equals("REFUND"))
        .findFirst()
        .orElseThrow();
  }

  private void mineUntil(Story story, String status) {
    mineUntil(() -> story.status().equals(status), () -> words(story));
  }

  private void mineUntilDone(Story story) {
    mineUntil(
        () ->
            order(story).refunds().stream()
                .allMatch(refund -> refund.state() == OrderRefund.State.CONFIRMED),
        () -> words(story));
  }

  private void mineUntil(BooleanSupplier condition, Supplier<?> instead) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as(() -> String.valueOf(instead.get())).isBefore(end);
      pause(300);
      town.mine(1);
    }
  }

  private static void awaitTrue(BooleanSupplier condition) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(end);
      pause(50);
    }
  }

  /** An address that nobody has used. */
  private String payer() {
    return "0x%040x".formatted(0x9a7e40000L + payers.incrementAndGet());
  }

  private BigInteger held(String asset, String address) {
    return town.gateway().bean(AccountNetwork.class).held(town.asset(asset), address);
  }

  private Amount reserved(String asset) {
    return town.gateway()
        .bean(Ledger.class)
        .balance(Account.of(town.merchant().value(), Account.Kind.RESERVED), town.asset(asset));
  }

  private long count(String sql) {
    return town.database().jdbc().sql(sql).query(Long.class).single();
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
