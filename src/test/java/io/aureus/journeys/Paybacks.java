package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.AccountNetwork;
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
import io.aureus.orders.Refunds;
import io.aureus.testing.EvmNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Refunds in a town whose hot wallet has gas. */
final class Paybacks implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final AtomicInteger payers = new AtomicInteger();
  private final Town town;

  private Paybacks(Town town) {
    this.town = town;
  }

  static Paybacks open(LongFunction<EvmNode> nodes) {
    Paybacks back = new Paybacks(new Town(nodes));
    back.begin();
    return back;
  }

  private void begin() {
    town.mine(1);
    awaitTrue(
        () ->
            count("select count(*) from watched_address where shown = '%s'".formatted(hot())) == 1);
    town.node().pay(hot(), BigInteger.TEN.pow(19));
    town.mineToDepth();
    town.mineOtherToDepth();
    awaitTrue(() -> count("select count(*) from gas_price where chain = 'ETH'") == 1);
    // What an earlier sale left: a fee on top of a refund is paid out of it.
    paid("USDT-ERC20", "40");
  }

  Town town() {
    return town;
  }

  @Override
  public void close() {
    town.close();
  }

  Story paid(String asset, String price) {
    Story story = town.order(asset, price);
    story.pay(story.due());
    town.mineToDepth();
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
    return story;
  }

  OrderRefund refund(Story story, Kind kind, String amount, String address, FeeBearer bearer) {
    return request(story, wish(kind, null, amount, address, bearer));
  }

  OrderRefund request(Story story, Refunds.Wish wish) {
    return refunds().request(town.merchant(), id(story), wish);
  }

  Refunds.Preview preview(Story story, Kind kind, String amount) {
    return refunds()
        .preview(town.merchant(), id(story), wish(kind, null, amount, payer(), FeeBearer.PAYER));
  }

  static Refunds.Wish wish(
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

  Refunds refunds() {
    return town.gateway().bean(Refunds.class);
  }

  static OrderId id(Story story) {
    return new OrderId(story.id());
  }

  Order order(Story story) {
    return town.gateway().bean(OrderBook.class).find(id(story)).orElseThrow();
  }

  List<String> words(Story story) {
    return town.gateway().bean(OrderBook.class).history(id(story)).stream()
        .map(OrderBook.HistoryLine::words)
        .toList();
  }

  JsonNode refundRow(Story story) {
    return story.transactions().stream()
        .filter(row -> row.get("tx_type").asString().equals("REFUND"))
        .findFirst()
        .orElseThrow();
  }

  void mineUntil(Story story, String status) {
    mineUntil(() -> story.status().equals(status), () -> words(story));
  }

  void mineUntilDone(Story story) {
    mineUntil(
        () ->
            order(story).refunds().stream()
                .allMatch(refund -> refund.state() == OrderRefund.State.CONFIRMED),
        () -> words(story));
  }

  /** The operator puts so much into the hot wallet. */
  void fund(String asset, String amount) {
    BigInteger units = Amount.ofDecimal(town.asset(asset), new BigDecimal(amount)).units();
    town.node().payToken(town.contract(asset), hot(), units);
  }

  private String hot() {
    return town.gateway().bean(Signer.class).hotAddress("evm");
  }

  void mineUntil(BooleanSupplier condition, Supplier<?> instead) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as(() -> String.valueOf(instead.get())).isBefore(end);
      pause(300);
      town.mine(1);
    }
  }

  static void awaitTrue(BooleanSupplier condition) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(end);
      pause(50);
    }
  }

  /** An address that nobody has used. */
  String payer() {
    return "0x%040x".formatted(0x9a7e40000L + payers.incrementAndGet());
  }

  BigInteger held(String asset, String address) {
    return town.gateway().bean(AccountNetwork.class).held(town.asset(asset), address);
  }

  Amount reserved(String asset) {
    return town.gateway()
        .bean(Ledger.class)
        .balance(Account.of(town.merchant().value(), Account.Kind.RESERVED), town.asset(asset));
  }

  long count(String sql) {
    return town.database().jdbc().sql(sql).query(Long.class).single();
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
