package io.aureus.testing;

import io.aureus.merchants.DemoMerchant;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.CatalogueFile;
import io.aureus.money.FiatAmount;
import io.aureus.orders.NewOrder;
import io.aureus.orders.Order;
import io.aureus.orders.OrderBook;
import io.aureus.orders.OrderDesk;
import io.aureus.orders.OrderTerms;
import io.aureus.sandbox.SimulatedBitcoin;
import io.aureus.sandbox.SimulatedEthereum;
import io.aureus.sandbox.SimulatedLightning;
import io.aureus.sandbox.SimulatedLnd;
import io.aureus.sandbox.SimulatedNodes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/** A demo with all of its simulated chains, which mine by themselves and quickly. */
public final class SimulatedDemo implements AutoCloseable {
  private static final Duration BLOCK_TIME = Duration.ofMillis(500);
  private static final Duration QUIET_TIME = Duration.ofSeconds(5);
  private static final int CONFIRMATIONS = 1;

  private final Path folder = folder();
  private final SimulatedEthereum ethereum;
  private final SimulatedBitcoin bitcoin = coins("BTC");
  private final SimulatedBitcoin litecoin = coins("LTC");
  private final SimulatedLightning lightning =
      SimulatedLightning.start(
          folder.resolve("bln"),
          SimulatedLightning.Ports.free(),
          Clock.systemUTC(),
          new SplittableRandom(5));
  private final SimulatedNodes nodes;
  private final RunningGateway gateway;
  private final DemoMerchant.Shop access;
  private int merchants;

  /** Starts all of it. */
  public SimulatedDemo() {
    ethereum = ethereum();
    Map<String, Object> settings = new HashMap<>();
    chain(settings, "ETH", ethereum.url(), CONFIRMATIONS);
    chain(settings, "BTC", withAccess(bitcoin.url()), CONFIRMATIONS);
    chain(settings, "LTC", withAccess(litecoin.url()), CONFIRMATIONS);
    settings.put("aureus.chains.bln.network", "simulated");
    settings.put("aureus.chains.bln.rpc", lightning.shop().url());
    settings.put("aureus.chains.bln.lightning.program", "lnd");
    settings.put("aureus.chains.bln.lightning.receiving-secret", SimulatedLnd.MACAROON);
    settings.put("aureus.chains.bln.lightning.paying-secret", SimulatedLnd.MACAROON);
    nodes =
        new SimulatedNodes(
            new SimulatedNodes.Addresses(
                Map.of("ETH", ethereum.url()),
                Map.of("BTC", bitcoin.url(), "LTC", litecoin.url()),
                lightning.payer().url(),
                lightning.shop().url()));
    gateway =
        RunningGateway.demoWith(TestDatabase.fresh(), settings, Map.of("simulatedNodes", nodes));
    access = anotherMerchant();
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("simulated-demo");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SimulatedEthereum ethereum() {
    Catalogue catalogue = catalogue("ETH");
    List<SimulatedEthereum.Token> tokens =
        catalogue.assets().stream()
            .filter(asset -> !asset.isNative())
            .map(a -> new SimulatedEthereum.Token(a.contract(), a.symbol(), a.scale()))
            .toList();
    long id = catalogue.chains().getFirst().networkId();
    return SimulatedEthereum.start(
        folder.resolve("eth"),
        0,
        Clock.systemUTC(),
        new SimulatedEthereum.Config(BLOCK_TIME, QUIET_TIME, id, tokens));
  }

  private SimulatedBitcoin coins(String code) {
    return SimulatedBitcoin.start(
        folder.resolve(code),
        SimulatedBitcoin.Ports.free(),
        Clock.systemUTC(),
        catalogue(code).chains().getFirst(),
        new SimulatedBitcoin.Pace(BLOCK_TIME, QUIET_TIME));
  }

  private static Catalogue catalogue(String code) {
    return CatalogueFile.read(
        Map.of(code, new CatalogueFile.Choice("simulated", CONFIRMATIONS, Map.of())));
  }

  private static String withAccess(String url) {
    String access = SimulatedBitcoin.USER + ":" + SimulatedBitcoin.PASSWORD + "@";
    return url.replace("http://", "http://" + access);
  }

  private static void chain(Map<String, Object> all, String code, String url, int confirmations) {
    String prefix = "aureus.chains." + code.toLowerCase(Locale.ROOT);
    all.put(prefix + ".network", "simulated");
    all.put(prefix + ".rpc", url);
    all.put(prefix + ".confirmations", confirmations);
    all.put(prefix + ".poll", "200ms");
  }

  /** Without a slash at its end. */
  public String url() {
    return gateway.url();
  }

  /** What the first merchant proves itself with, in clear. */
  public DemoMerchant.Shop access() {
    return access;
  }

  /** Registers one more merchant. */
  public DemoMerchant.Shop anotherMerchant() {
    String number = Integer.toString(++merchants);
    return gateway
        .bean(DemoMerchant.class)
        .ensure("owner" + number + "@shop.example", "correct horse " + number, "Tea " + number);
  }

  /** Makes an order of twenty dollars in a coin. */
  public Order order(String coin, String callbackUrl) {
    Asset asset = gateway.bean(Catalogue.class).known(coin);
    OrderTerms terms =
        new OrderTerms(
            null,
            null,
            callbackUrl.isEmpty() ? null : callbackUrl,
            null,
            false,
            "AURPAY",
            OrderTerms.Origin.API,
            null,
            null,
            null);
    FiatAmount price = new FiatAmount("USD", new BigDecimal("20"));
    return gateway
        .bean(OrderDesk.class)
        .open(new NewOrder(access.merchant(), "ORDER", price, false, asset, terms, false, null))
        .order();
  }

  /** A bean of the application. */
  public <T> T bean(Class<T> type) {
    return gateway.bean(type);
  }

  /** Waits until the order is as the test wants it; fails after a minute. */
  public Order await(Order order, Predicate<Order> wanted) {
    for (int i = 0; i < 600; i++) {
      Order now = gateway.bean(OrderBook.class).find(order.id()).orElseThrow();
      if (wanted.test(now)) {
        return now;
      }
      pause();
    }
    Order now = gateway.bean(OrderBook.class).find(order.id()).orElseThrow();
    throw new AssertionError("the order stayed " + now.state() + " with " + now.payments());
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    gateway.close();
    nodes.close();
    lightning.close();
    litecoin.close();
    bitcoin.close();
    ethereum.close();
  }
}
