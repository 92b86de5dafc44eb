package io.aureus.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.merchants.DemoMerchant;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.FiatAmount;
import io.aureus.orders.NewOrder;
import io.aureus.orders.Order;
import io.aureus.orders.OrderBook;
import io.aureus.orders.OrderDesk;
import io.aureus.orders.OrderState;
import io.aureus.orders.OrderTerms;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutKind;
import io.aureus.payouts.PayoutState;
import io.aureus.payouts.PayoutWish;
import io.aureus.payouts.Payouts;
import io.aureus.testing.RunningGateway;
import io.aureus.testing.SimulatedNode;
import io.aureus.testing.TestDatabase;
import io.aureus.wallets.Custody;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A gateway on a simulated chain whose shop sells and pays out, step by step. */
final class SellingShop {
  private final SimulatedNode node;
  private final Path folder;

  SellingShop(SimulatedNode node, Path folder) {
    this.node = node;
    this.folder = folder;
  }

  RunningGateway gateway(TestDatabase database, String name) {
    return RunningGateway.demo(database, settings(name));
  }

  Map<String, Object> settings(String name) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("aureus.data", folder.resolve(name).toString());
    settings.put("aureus.chains.eth.network", "simulated");
    settings.put("aureus.chains.eth.rpc", node.url());
    settings.put("aureus.chains.eth.poll", "100ms");
    settings.put("aureus.chains.eth.confirmations", 3);
    settings.put("aureus.payouts.poll", "200ms");
    settings.put("aureus.wallets.prepared", "64");
    settings.put("aureus.wallets.block", "32");
    return settings;
  }

  static Order order(RunningGateway gateway, DemoMerchant.Shop shop) {
    OrderTerms terms =
        new OrderTerms(
            null, null, null, null, false, "AURPAY", OrderTerms.Origin.API, null, null, null);
    NewOrder wish =
        new NewOrder(
            shop.merchant(),
            "ORDER",
            new FiatAmount("USD", new BigDecimal("100")),
            false,
            ether(gateway),
            terms,
            false,
            null);
    return gateway.bean(OrderDesk.class).open(wish).order();
  }

  void pay(RunningGateway gateway, Order order) {
    var quote = order.currentQuote().orElseThrow();
    node.pay(quote.address(), quote.amount().units());
    node.mine(3);
    await(
        () ->
            gateway.bean(OrderBook.class).find(order.id()).orElseThrow().state()
                == OrderState.PAID);
  }

  static Payout withdraw(
      RunningGateway gateway, DemoMerchant.Shop shop, String coins, int receiver) {
    return gateway
        .bean(Payouts.class)
        .request(
            new PayoutWish(
                shop.merchant(),
                PayoutKind.WITHDRAWAL,
                Amount.ofDecimal(ether(gateway), new BigDecimal(coins)),
                "0x%040x".formatted(0x5eed00L + receiver),
                false,
                null,
                null,
                null,
                "token:1",
                Custody.CUSTODIAL));
  }

  boolean mined(RunningGateway gateway, Payout payout, PayoutState wanted) {
    boolean done = state(gateway, payout) == wanted;
    if (!done) {
      node.mine(1);
    }
    return done;
  }

  static PayoutState state(RunningGateway gateway, Payout payout) {
    return gateway.bean(Payouts.class).find(payout.id()).orElseThrow().state();
  }

  static Asset ether(RunningGateway gateway) {
    return gateway.bean(Catalogue.class).known("ETH");
  }

  static List<String> signatures(TestDatabase database, Payout payout) {
    return database
        .jdbc()
        .sql("select raw from payout_signed where payout_id = ?::uuid order by no")
        .param(payout.id().value())
        .query(String.class)
        .list();
  }

  static List<String> balances(TestDatabase database) {
    return database
        .jdbc()
        .sql(
            """
            select a.owner || ' ' || a.kind || ' ' || a.asset || ' ' || sum(p.units)
            from posting p join ledger_account a on a.id = p.account
            group by a.owner, a.kind, a.asset order by 1
            """)
        .query(String.class)
        .list();
  }

  static void await(BooleanSupplier condition) {
    Instant end = Instant.now().plus(Duration.ofMinutes(2));
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(end);
      try {
        Thread.sleep(150);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
