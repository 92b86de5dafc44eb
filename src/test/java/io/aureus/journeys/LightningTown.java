package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.lightning.SentPayment;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.commands.Verified;
import io.aureus.merchants.DemoMerchant;
import io.aureus.merchants.FirstShop;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.orders.OrderBook;
import io.aureus.orders.OrderId;
import io.aureus.testing.Line;
import io.aureus.testing.RunningGateway;
import io.aureus.testing.TestDatabase;
import io.aureus.testing.TwoLightningNodes;
import io.aureus.wallets.OrderInvoices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** A gateway with a node of Lightning, a payer with another, a shop's program and its server. */
final class LightningTown implements Scene, AutoCloseable {
  static final String COIN = "BTC-LN";

  private static final String PASSWORD = "a password of some length";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final AtomicInteger orders = new AtomicInteger();
  private final TestDatabase database = TestDatabase.fresh();
  private final CallbackTrap trap = new CallbackTrap();
  private final TwoLightningNodes nodes;
  private final Line line;
  private final Map<String, Object> settings;
  private final Map<String, Object> parts;
  private final DemoMerchant.Shop account;
  private final long before;
  private RunningGateway gateway;
  private ShopClient shop;

  /**
   * @param nodes which are closed with the town
   * @param more settings beside those that all stories need
   */
  LightningTown(TwoLightningNodes nodes, Map<String, Object> more) {
    this(nodes, more, Map.of());
  }

  /**
   * @param parts of the test's own in each gateway, by the names of their beans
   */
  LightningTown(TwoLightningNodes nodes, Map<String, Object> more, Map<String, Object> parts) {
    this.parts = parts;
    this.nodes = nodes;
    this.line = new Line(nodes.shopUrl());
    this.settings = settings(more);
    this.before = local();
    gateway = another();
    account = FirstShop.ensure(gateway, PASSWORD);
    shop = new ShopClient(gateway.url(), account.key().key());
  }

  private Map<String, Object> settings(Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(nodes.settings());
    all.put("aureus.chains.bln.rpc", line.url());
    all.put("aureus.data", folder().toString());
    all.put("aureus.api.rate-per-minute", "100000");
    all.putAll(more);
    return all;
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("aureus-town");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TwoLightningNodes nodes() {
    return nodes;
  }

  TestDatabase database() {
    return database;
  }

  DemoMerchant.Shop account() {
    return account;
  }

  @Override
  public RunningGateway gateway() {
    return gateway;
  }

  @Override
  public ShopClient shop() {
    return shop;
  }

  @Override
  public CallbackTrap trap() {
    return trap;
  }

  @Override
  public Asset asset(String code) {
    return gateway.bean(Catalogue.class).known(code);
  }

  /** An order on Lightning at a price in dollars. */
  Story order(String price) {
    String path = path();
    JsonNode made = shop.created("/api/bln/order", wish(path, price));
    return new Story(this, made.get("order_id").asString(), path, "");
  }

  /** An order by a checkout link, in which the payer has chosen a coin. */
  Story checkout(String price, String asset) {
    String path = path();
    JsonNode made = shop.created("/api/order/pay-url", wish(path, price));
    String token = made.get("token").asString();
    OrderId id = gateway.bean(OrderBook.class).byToken(token).orElseThrow().id();
    Story story = new Story(this, id.value(), path, token);
    story.change(asset);
    return story;
  }

  private String path() {
    return "/order" + orders.incrementAndGet() + "/paid";
  }

  Map<String, Object> wish(String path, String price) {
    Map<String, Object> wish = new HashMap<>();
    wish.put("price", new BigDecimal(price));
    wish.put("currency", "USD");
    wish.put("callback_url", trap.url(path + "?x=1"));
    wish.put("timeout_callback", trap.url("/timeout" + path + "?x=1"));
    return wish;
  }

  /** What the payer's wallet reads. */
  Invoice invoice(String paymentHash) {
    String text =
        gateway.bean(OrderInvoices.class).of(paymentHash).map(one -> one.request()).orElseThrow();
    return Invoice.read(LightningNetwork.REGTEST, text);
  }

  /**
   * Pays an invoice of an order by its payment hash.
   *
   * @param units all that it asks for: no node takes a part
   */
  @Override
  public String pay(Asset asset, String paymentHash, BigInteger units) {
    assertThat(send(invoice(paymentHash))).isInstanceOf(SentPayment.Paid.class);
    return paymentHash;
  }

  /** The payer's wallet pays what it read before. */
  SentPayment send(Invoice invoice) {
    long amount = invoice.terms().millisatoshi().orElseThrow();
    try {
      // What every kind of node takes as a cap, though the way has no hop between.
      return nodes.payer().pay(invoice, amount, Math.max(10_000, amount / 50));
    } catch (NodeFailure e) {
      throw new IllegalStateException(e.words(), e);
    }
  }

  /** Pays what the shop's node holds: nobody is told at once what becomes of it. */
  Thread sendHeld(Invoice invoice) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                send(invoice);
              } catch (IllegalStateException e) {
                // It is in flight for longer than the payer's wallet waits.
              }
            });
  }

  @Override
  public void passTime() {
    // What the node tells is read all the time.
  }

  void cutTheLine() {
    line.cut();
  }

  void mendTheLine() {
    line.mend();
  }

  void stop() {
    gateway.close();
  }

  /** The program starts again over the same database. */
  void start() {
    gateway = another();
    shop = new ShopClient(gateway.url(), account.key().key());
  }

  /** A gateway over the same database and node. */
  RunningGateway another() {
    return RunningGateway.demoWith(database, settings, parts);
  }

  private long local() {
    try {
      return nodes.shop().funds().local();
    } catch (NodeFailure e) {
      throw new IllegalStateException(e.words(), e);
    }
  }

  /** The invariants of the scenarios, and what the channel holds more than at the beginning. */
  void mustBalance() {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        assertThat(booked()).as("what the ledger says we hold").isEqualTo(local() - before);
        Verified.everythingHolds(gateway);
        return;
      } catch (AssertionError | RuntimeException e) {
        if (Instant.now().isAfter(end)) {
          throw e;
        }
        ChainTime.sleep(200);
      }
    }
  }

  private long booked() {
    return database
        .jdbc()
        .sql(
            """
            select coalesce(-sum(p.units), 0) from posting p join ledger_account a
                on a.id = p.account
             where a.kind in ('CUSTODY', 'INCOMING') and a.asset = ?
            """)
        .param(COIN)
        .query(BigDecimal.class)
        .single()
        .longValueExact();
  }

  @Override
  public void close() {
    gateway.close();
    line.close();
    trap.close();
    nodes.close();
  }
}
