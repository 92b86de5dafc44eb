package io.aureus.testing;

import io.aureus.merchants.Credentials;
import io.aureus.merchants.DemoMerchant;
import io.aureus.merchants.MerchantId;
import io.aureus.orders.Order;
import io.aureus.orders.OrderBook;
import io.aureus.orders.OrderId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The whole application in demo mode with a registered merchant: for tests that are a shop's
 * program. Built on {@link RunningGateway}; its clock is the machine's unless a test brings one.
 */
public final class RunningAureus implements AutoCloseable {
  private static final AtomicInteger SHOPS = new AtomicInteger();
  private static @Nullable RunningAureus shared;
  private static boolean failed;

  /** What a merchant's programs prove themselves with, in clear. */
  public record Access(
      MerchantId merchant,
      String email,
      String password,
      String key,
      String pluginKey,
      String token,
      String secret,
      String callbackToken,
      String callbackSecret) {}

  private final RunningGateway gateway;
  private final Access access;

  private RunningAureus(RunningGateway gateway) {
    this.gateway = gateway;
    this.access = anotherMerchant();
  }

  /** One for all tests that only read its answers and make orders of their own; never closed. */
  public static synchronized RunningAureus shared() {
    RunningAureus running = shared;
    if (running == null) {
      if (failed) {
        throw new IllegalStateException("it did not start for an earlier test: see there");
      }
      failed = true;
      running = start(Map.of());
      shared = running;
      failed = false;
    }
    return running;
  }

  /**
   * @param settings beside those of the demo; rate limits are out of the way unless they are set
   */
  public static RunningAureus start(Map<String, Object> settings) {
    return new RunningAureus(RunningGateway.demo(TestDatabase.fresh(), generous(settings)));
  }

  /** Over a database that outlives it. */
  public static RunningAureus over(TestDatabase database, Map<String, Object> settings) {
    return new RunningAureus(RunningGateway.demo(database, generous(settings)));
  }

  /** With the test's clock and randomness. */
  public static RunningAureus start(
      TestDatabase database, Map<String, Object> settings, RunningGateway.Surroundings around) {
    return new RunningAureus(RunningGateway.demo(database, generous(settings), around));
  }

  private static Map<String, Object> generous(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>();
    all.put("aureus.api.rate-per-minute", 1_000_000);
    all.put("aureus.api.rate-burst", 1_000_000);
    all.put("aureus.api.logins-per-minute", 1_000_000);
    all.put("aureus.api.verifies-per-minute", 1_000_000);
    all.put("aureus.api.wrong-keys-per-minute", 1_000_000);
    all.putAll(settings);
    return all;
  }

  /** Without a slash at its end. */
  public String url() {
    return gateway.url();
  }

  public RawHttp http() {
    return new RawHttp(url());
  }

  /** The merchant that was registered at the start. */
  public Access access() {
    return access;
  }

  /** Registers one more merchant. */
  public Access anotherMerchant() {
    int number = SHOPS.incrementAndGet();
    String email = "owner" + number + "@shop.example";
    String password = "correct horse " + number + " battery";
    DemoMerchant.Shop shop =
        gateway.bean(DemoMerchant.class).ensure(email, password, "Shop " + number);
    String pluginKey = pluginKey(shop.merchant(), "WOOCOMMERCE");
    return new Access(
        shop.merchant(),
        email,
        password,
        shop.key().key(),
        pluginKey,
        shop.token().token(),
        shop.token().secret(),
        shop.callback().token(),
        shop.callback().secret());
  }

  /** The key that a platform's plugin of {@link #access} uses. */
  public String pluginKey(String platform) {
    return pluginKey(access.merchant(), platform);
  }

  private String pluginKey(MerchantId merchant, String platform) {
    return gateway.bean(Credentials.class).pluginKey(merchant, platform).key();
  }

  /** The headers of a request of {@link #access} that is signed at {@code date}. */
  public String signed(String date, String method, String target, String body) {
    return Signed.headers(access.token(), access.secret(), date, method, target, body);
  }

  /** What is stored of an order, for what the API never shows. */
  public Order order(String id) {
    return gateway.bean(OrderBook.class).find(new OrderId(id)).orElseThrow();
  }

  /** The id of the order that a checkout token opens. */
  public String orderOf(String token) {
    return gateway.bean(OrderBook.class).byToken(token).orElseThrow().id().value();
  }

  /** A bean of the application. */
  public <T> T bean(Class<T> type) {
    return gateway.bean(type);
  }

  @Override
  public void close() {
    gateway.close();
  }
}
