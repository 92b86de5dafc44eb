package io.aureus.journeys;

import io.aureus.chains.ChainProgress;
import io.aureus.commands.Verified;
import io.aureus.merchants.Credentials;
import io.aureus.merchants.DemoMerchant;
import io.aureus.merchants.FirstShop;
import io.aureus.merchants.MerchantId;
import io.aureus.merchants.MerchantSettings;
import io.aureus.merchants.Scope;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.orders.OrderId;
import io.aureus.orders.OrderRefund;
import io.aureus.orders.Refunds;
import io.aureus.testing.CoinNode;
import io.aureus.testing.RunningGateway;
import io.aureus.testing.TestDatabase;
import io.aureus.wallets.SelfCustody;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** A gateway, a chain of coins (Bitcoin or Litecoin), a shop's program and a shop's server. */
final class CoinTown implements Scene, AutoCloseable {
  /** Confirmations. */
  static final int DEPTH = 2;

  /** Of the merchant's owner, shop@example.com. */
  static final String PASSWORD = "a password of some length";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final AtomicInteger orders = new AtomicInteger();
  private final TestDatabase database;
  private final CallbackTrap trap = new CallbackTrap();
  private final Path folder = folder();
  private final CoinNode node;
  private final CoinAccess access;
  private final Map<String, Object> more;
  private final Map<String, Object> parts;
  private final MerchantId merchant;
  private final String key;
  private RunningGateway gateway;
  private ShopClient shop;

  /** Over a node that the gateway reads, and that is closed with the town. */
  CoinTown(CoinNode node) {
    this(node, Map.of(), Map.of());
  }

  /**
   * @param more settings beside those that all stories need
   * @param parts beans of the test's own, by name
   */
  CoinTown(CoinNode node, Map<String, Object> more, Map<String, Object> parts) {
    this(node, CoinAccess.byNode(node), more, parts);
  }

  /** One that knows an Electrum server before the node, and no node, neither of any other chain. */
  static CoinTown byElectrum(CoinNode node, Map<String, Object> more, Map<String, Object> parts) {
    return new CoinTown(node, CoinAccess.byElectrum(node), more, parts);
  }

  private CoinTown(
      CoinNode node, CoinAccess access, Map<String, Object> more, Map<String, Object> parts) {
    this.database =
        more.containsKey("aureus.database.durable") ? TestDatabase.durable() : TestDatabase.fresh();
    this.node = node;
    this.access = access;
    this.more = more;
    this.parts = parts;
    gateway = RunningGateway.demoWith(database, settings(), parts);
    DemoMerchant.Shop account = FirstShop.ensure(gateway, PASSWORD);
    merchant = account.merchant();
    key = account.key().key();
    shop = new ShopClient(gateway.url(), key);
    await("the chain to be read", this::isRead);
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>(access.settings());
    String chain = CoinAccess.chain(node);
    settings.put("aureus.data", folder.toString());
    settings.put(chain + ".network", node.network());
    settings.put(chain + ".confirmations", DEPTH);
    settings.put(chain + ".poll", "100ms");
    settings.put(chain + ".timeout", "5s");
    settings.put("aureus.api.rate-per-minute", "100000");
    settings.putAll(more);
    return settings;
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("aureus-town");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  MerchantId merchant() {
    return merchant;
  }

  /** The merchant brings a wallet of his own for the coin: orders are paid there from now on. */
  void bring(String descriptor) {
    gateway
        .bean(SelfCustody.class)
        .adopt(merchant, coin().chain().family(), descriptor, "person:1");
  }

  /** The merchant's program with a key that may pay out. */
  ShopClient shopThatMayPay() {
    gateway.bean(MerchantSettings.class).changePayouts(merchant, true, "");
    String may =
        gateway.bean(Credentials.class).createKey(merchant, "AURPAY", Set.of(Scope.PAYOUTS)).key();
    return new ShopClient(gateway.url(), may);
  }

  /** An order in the coin that is paid for good. */
  Story sold(String price) {
    Story story = order(price);
    story.pay(story.due());
    mineToDepth();
    story.awaitStatus("SUCCESS");
    return story;
  }

  /** All of it, to an address of the payer. */
  OrderRefund refund(Story story, OrderRefund.FeeBearer bearer) {
    return gateway
        .bean(Refunds.class)
        .request(
            merchant,
            new OrderId(story.id()),
            new Refunds.Wish(
                OrderRefund.Kind.FULL, null, null, node.payerAddress(), bearer, null, "person:1"));
  }

  CoinNode node() {
    return node;
  }

  TestDatabase database() {
    return database;
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

  Asset coin() {
    return asset(node.chain());
  }

  /** An order in the chain's coin, at a price in dollars. */
  Story order(String price) {
    String path = "/order" + orders.incrementAndGet() + "/paid";
    Map<String, Object> wish = new HashMap<>();
    wish.put("chain", node.chain());
    wish.put("currency", node.chain());
    wish.put("vs_currency", "USD");
    wish.put("vs_price", new BigDecimal(price));
    wish.put("callback_url", trap.url(path + "?x=1"));
    wish.put("timeout_callback", trap.url("/timeout" + path + "?x=1"));
    JsonNode made = shop.created("/api/order/pay-info", wish);
    return new Story(this, made.get("order_id").asString(), path, "");
  }

  @Override
  public String pay(Asset asset, String address, BigInteger units) {
    return node.pay(address, units.longValueExact());
  }

  void mine(int blocks) {
    node.mine(blocks);
  }

  /** What waits is mined and becomes final. */
  void mineToDepth() {
    node.mine(DEPTH);
  }

  @Override
  public void passTime() {
    time().goPastNow();
  }

  ChainTime time() {
    return new ChainTime(this::headTime, () -> node.mine(1));
  }

  private long headTime() {
    String head = node.rpc("getbestblockhash").asString();
    return node.rpc("getblockheader", head).path("time").asLong();
  }

  void cutTheLine() {
    access.line().cut();
  }

  void mendTheLine() {
    access.line().mend();
  }

  /** The program ends and starts again over the same database. */
  void restart() {
    gateway.close();
    gateway = RunningGateway.demoWith(database, settings(), parts);
    shop = new ShopClient(gateway.url(), key);
  }

  /** Waits until the gateway has read all blocks. */
  boolean isRead() {
    return gateway
        .bean(ChainProgress.class)
        .cursor(node.chain())
        .filter(cursor -> cursor.number() == node.height())
        .isPresent();
  }

  /** The invariants of the scenarios, once all that was mined has been worked through. */
  void mustBalance() {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        new Books(gateway, database).check(List.of(coin()), any -> node.height());
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

  /** What the command says of the whole installation. */
  void verify() {
    Map<String, Object> all = settings();
    all.keySet().removeAll(RunningGateway.WITHOUT_ETHEREUM.keySet());
    all.put("aureus.mode", "demo");
    all.put("aureus.database.url", database.url());
    all.put("aureus.database.durable", "false");
    Verified.everythingHolds(all);
  }

  static void await(String what, java.util.function.BooleanSupplier condition) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("waited in vain for " + what);
      }
      ChainTime.sleep(100);
    }
  }

  @Override
  public void close() {
    gateway.close();
    access.close();
    trap.close();
    node.close();
  }
}
