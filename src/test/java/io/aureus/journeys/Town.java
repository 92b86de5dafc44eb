package io.aureus.journeys;

import io.aureus.commands.Verified;
import io.aureus.merchants.DemoMerchant;
import io.aureus.merchants.MerchantChange;
import io.aureus.merchants.MerchantId;
import io.aureus.merchants.MerchantSettings;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.orders.OrderBook;
import io.aureus.orders.OrderId;
import io.aureus.testing.EvmNode;
import io.aureus.testing.JsonRpc;
import io.aureus.testing.Line;
import io.aureus.testing.RunningGateway;
import io.aureus.testing.TestDatabase;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway, two chains, a shop's program and a shop's server. */
final class Town implements Scene, AutoCloseable {
  /** Confirmations on both chains. */
  static final int DEPTH = 3;

  /** Nobody's, and where sweeps may go beside the hot address. */
  static final String COLD = "0x71C7656EC7ab88b098defB751B7401B5f6d8976F";

  /** Nobody's, and never paid. */
  static final String BLOCKED = "0x90F79bf6EB2c4f870365E785982E1f101E93b906";

  /** What a monitoring system shows. */
  static final String METRICS_TOKEN = "figures for the operator";

  static final JsonMapper JSON = JsonMapper.builder().build();

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final AtomicInteger orders = new AtomicInteger();
  private final Map<String, String> contracts = new HashMap<>();
  private final TestDatabase database = TestDatabase.fresh();
  private final CallbackTrap trap = new CallbackTrap();
  private final EvmNode node;
  private final EvmNode otherNode;
  private final Line line;
  private final RunningGateway gateway;
  private final MerchantId merchant;
  private final ShopClient shop;

  Town(LongFunction<EvmNode> nodes) {
    this(nodes, Map.of());
  }

  /**
   * @param more settings beside those that all stories need
   */
  Town(LongFunction<EvmNode> nodes, Map<String, Object> more) {
    this(nodes, more, Map.of());
  }

  /**
   * @param parts beans of the test's own, by name
   */
  Town(LongFunction<EvmNode> nodes, Map<String, Object> more, Map<String, Object> parts) {
    node = nodes.apply(31337);
    otherNode = nodes.apply(31338);
    contracts.put("USDT-ERC20", node.deployToken("USDT", 6));
    contracts.put("USDC-ERC20", node.deployToken("USDC", 6));
    contracts.put("DAI-ERC20", node.deployToken("DAI", 18));
    line = new Line(node.url());
    Map<String, Object> settings = TownSettings.of(line.url(), otherNode.url(), contracts);
    settings.putAll(more);
    gateway = RunningGateway.demoWith(database, settings, parts);
    DemoMerchant.Shop account =
        gateway
            .bean(DemoMerchant.class)
            .ensure("shop@example.com", "a password of some length", "Town shop");
    merchant = account.merchant();
    shop = new ShopClient(gateway.url(), account.key().key());
  }

  MerchantId merchant() {
    return merchant;
  }

  TestDatabase database() {
    return database;
  }

  EvmNode node() {
    return node;
  }

  EvmNode otherNode() {
    return otherNode;
  }

  @Override
  public CallbackTrap trap() {
    return trap;
  }

  @Override
  public RunningGateway gateway() {
    return gateway;
  }

  @Override
  public ShopClient shop() {
    return shop;
  }

  String contract(String asset) {
    return String.valueOf(contracts.get(asset));
  }

  @Override
  public Asset asset(String code) {
    return gateway.bean(Catalogue.class).known(code);
  }

  /** The merchant takes these coins and no others. */
  void enable(List<String> assets) {
    gateway
        .bean(MerchantSettings.class)
        .change(merchant, new MerchantChange("Town shop", 50, false, "", assets));
  }

  List<String> everyAsset() {
    return gateway.bean(Catalogue.class).assets().stream().map(Asset::code).toList();
  }

  Map<String, Object> wish(String asset, String price) {
    String path = "/order" + orders.incrementAndGet();
    Map<String, Object> wish = new HashMap<>();
    wish.put("chain", asset(asset).chain().code());
    wish.put("currency", asset);
    wish.put("vs_currency", "USD");
    wish.put("vs_price", new BigDecimal(price));
    wish.put("callback_url", trap.url(path + "/paid?x=1"));
    wish.put("timeout_callback", trap.url("/timeout" + path + "/paid?x=1"));
    return wish;
  }

  Story order(String asset, String price) {
    return order(asset, price, Map.of());
  }

  Story order(String asset, String price, Map<String, ?> more) {
    Map<String, Object> wish = wish(asset, price);
    wish.putAll(more);
    JsonNode made = shop.created("/api/order/pay-info", wish);
    return new Story(this, made.get("order_id").asString(), path(wish), "");
  }

  /** An order by a checkout link, in which the payer has chosen a coin. */
  Story checkout(Map<String, Object> wish, String asset) {
    String path = "/order" + orders.incrementAndGet() + "/paid";
    wish.put("callback_url", trap.url(path));
    JsonNode made = shop.created("/api/order/pay-url", wish);
    String token = made.get("token").asString();
    OrderId id = gateway.bean(OrderBook.class).byToken(token).orElseThrow().id();
    Story story = new Story(this, id.value(), path, token);
    story.change(asset);
    return story;
  }

  private static String path(Map<String, Object> wish) {
    String url = String.valueOf(wish.get("callback_url"));
    return url.substring(url.indexOf("/order"), url.indexOf('?'));
  }

  void mine(int blocks) {
    node.mine(blocks);
  }

  /** What waits is mined and becomes final. */
  void mineToDepth() {
    node.mine(DEPTH);
  }

  void mineOtherToDepth() {
    otherNode.mine(DEPTH);
  }

  @Override
  public String pay(Asset asset, String address, BigInteger units) {
    return asset.isNative()
        ? node.pay(address, units)
        : node.payToken(asset.contract(), address, units);
  }

  @Override
  public void passTime() {
    timeOf(node).goPastNow();
    timeOf(otherNode).goPastNow();
  }

  ChainTime time() {
    return timeOf(node);
  }

  private static ChainTime timeOf(EvmNode any) {
    return new ChainTime(() -> headTime(any), () -> any.mine(1));
  }

  private static long headTime(EvmNode node) {
    JsonNode head = JsonRpc.call(node.url(), "eth_getBlockByNumber", "latest", false);
    return JsonRpc.number(head.get("timestamp"));
  }

  void pause() {
    ChainTime.sleep(3000);
  }

  void cutTheLine() {
    line.cut();
  }

  void mendTheLine() {
    line.mend();
  }

  /** The invariants of the scenarios, once all that was mined has been worked through. */
  void mustBalance() {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        new Books(gateway, database)
            .check(gateway.bean(Catalogue.class).assets(), asset -> nodeOf(asset).head());
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

  private EvmNode nodeOf(Asset asset) {
    return asset.chain().code().equals("ETH") ? node : otherNode;
  }

  @Override
  public void close() {
    gateway.close();
    line.close();
    trap.close();
    node.close();
    otherNode.close();
  }
}
