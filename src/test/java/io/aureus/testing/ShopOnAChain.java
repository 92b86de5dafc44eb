package io.aureus.testing;

import io.aureus.errors.Refusal;
import io.aureus.merchants.DemoMerchant;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.FiatAmount;
import io.aureus.orders.NewOrder;
import io.aureus.orders.OpenedOrder;
import io.aureus.orders.Order;
import io.aureus.orders.OrderBook;
import io.aureus.orders.OrderDesk;
import io.aureus.orders.OrderId;
import io.aureus.orders.OrderState;
import io.aureus.orders.OrderTerms;
import io.aureus.payouts.Payouts;
import io.aureus.wallets.Custody;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The whole application with a merchant, on a simulated chain that mines when the test says so, by
 * a clock that moves when the test says so.
 */
public final class ShopOnAChain implements AutoCloseable {
  /** Blocks that make a payment final here. */
  public static final int CONFIRMATIONS = 3;

  private static @Nullable ShopOnAChain shared;

  private final AtomicInteger merchants = new AtomicInteger();
  private final AdjustableClock clock = new AdjustableClock(Instant.now());
  private final SimulatedNode node = SimulatedNode.start(31_337, clock);
  private final RunningGateway gateway;
  private final DemoMerchant.Shop access;
  private final String token;

  /**
   * @param settings beside those that tests need
   */
  public ShopOnAChain(Map<String, Object> settings) {
    this(settings, "");
  }

  private ShopOnAChain(Map<String, Object> settings, String tokenCode) {
    Map<String, Object> all = new HashMap<>();
    token = tokenCode.isEmpty() ? "" : node.deployToken("TOKEN", 6);
    if (!token.isEmpty()) {
      all.put("aureus.chains.eth.contracts[" + tokenCode + "]", token);
    }
    all.put("aureus.chains.eth.rpc", node.url());
    all.put("aureus.chains.eth.poll", "100ms");
    all.put("aureus.chains.eth.confirmations", CONFIRMATIONS);
    all.putAll(settings);
    node.mine(1);
    gateway =
        RunningGateway.demo(
            TestDatabase.fresh(),
            all,
            new RunningGateway.Surroundings(clock, new SplittableRandom(7)));
    access = anotherMerchant();
  }

  /** One of its own, whose chain has a token beside the native coin. */
  public static ShopOnAChain withToken(String code) {
    return new ShopOnAChain(Map.of(), code);
  }

  /** One for all tests that make orders of their own; never closed. Its clock only goes forward. */
  public static synchronized ShopOnAChain shared() {
    ShopOnAChain shop = shared;
    if (shop == null) {
      shop = new ShopOnAChain(Map.of());
      shared = shop;
    }
    return shop;
  }

  /** Without a slash at its end. */
  public String url() {
    return gateway.url();
  }

  /** What the merchant proves itself with, in clear. */
  public DemoMerchant.Shop access() {
    return access;
  }

  /** Registers one more merchant, whom no other test has. */
  public DemoMerchant.Shop anotherMerchant() {
    int number = merchants.incrementAndGet();
    return gateway
        .bean(DemoMerchant.class)
        .ensure(
            "owner" + number + "@shop.example", "correct horse " + number, "Tea shop " + number);
  }

  public AdjustableClock clock() {
    return clock;
  }

  /** Opens a checkout at which the payer chooses the coin. */
  public OpenedOrder checkout(@Nullable String succeedUrl, @Nullable String timeoutUrl) {
    return open(null, succeedUrl, timeoutUrl, null);
  }

  /** Makes an order in ether. */
  public Order order(@Nullable String succeedUrl, @Nullable String timeoutUrl) {
    return open(ether(), succeedUrl, timeoutUrl, null).order();
  }

  /** Makes an order in ether whose shop is called on success. */
  public Order orderWithCallback(String callbackUrl) {
    return open(ether(), null, null, callbackUrl).order();
  }

  private Asset ether() {
    return gateway.bean(Catalogue.class).known("ETH");
  }

  private OpenedOrder open(
      @Nullable Asset asset,
      @Nullable String succeedUrl,
      @Nullable String timeoutUrl,
      @Nullable String callbackUrl) {
    MerchantId merchant = access.merchant();
    OrderTerms terms =
        new OrderTerms(
            succeedUrl,
            timeoutUrl,
            callbackUrl,
            null,
            false,
            "AURPAY",
            OrderTerms.Origin.API,
            null,
            null,
            null);
    return gateway
        .bean(OrderDesk.class)
        .open(
            new NewOrder(
                merchant,
                "ORDER",
                new FiatAmount("USD", new BigDecimal("100")),
                false,
                asset,
                terms,
                asset == null,
                null));
  }

  /** A bean of the application, for what no page shows. */
  public <T> T bean(Class<T> type) {
    return gateway.bean(type);
  }

  /** Makes an order in ether that is paid with this share of what it asks, in percent. */
  public Order paid(int percent) {
    Order order = order(null, null);
    pay(order.id(), percent);
    mine(CONFIRMATIONS);
    return await(order.id(), now -> now.state() == OrderState.PAID);
  }

  public Order find(OrderId id) {
    return gateway.bean(OrderBook.class).find(id).orElseThrow();
  }

  /** Sends the share of what is asked, in percent, and mines it once. */
  public void pay(OrderId id, int percent) {
    var quote = find(id).currentQuote().orElseThrow();
    BigInteger units =
        quote
            .amount()
            .units()
            .multiply(BigInteger.valueOf(percent))
            .divide(BigInteger.valueOf(100));
    node.pay(quote.address(), units);
    node.mine(1);
  }

  /** Sends the token to the order's address and mines it once. */
  public void payToken(OrderId id, long units) {
    String address = find(id).currentQuote().orElseThrow().address();
    node.payToken(token, address, BigInteger.valueOf(units));
    node.mine(1);
  }

  public void mine(int blocks) {
    node.mine(blocks);
  }

  /** Lets the time pass that an order may be paid in, and shows the chain a block after it. */
  public void letTheWindowEnd() {
    clock.advance(Duration.ofMinutes(31));
    node.mine(1);
    // The price of gas of half an hour ago is none, and other tests ask for it.
    awaitGasPrice();
  }

  /** Waits until payouts have a price; fails after a minute. */
  public void awaitGasPrice() {
    for (int i = 0; i < 600; i++) {
      try {
        gateway.bean(Payouts.class).fee(access.merchant(), Amount.zero(ether()), Custody.CUSTODIAL);
        return;
      } catch (Refusal unknown) {
        pause();
      }
    }
    throw new AssertionError("the price of gas was never known");
  }

  /** Waits until the order is as the test wants it; fails after a minute. */
  public Order await(OrderId id, Predicate<Order> wanted) {
    for (int i = 0; i < 600; i++) {
      Order order = find(id);
      if (wanted.test(order)) {
        return order;
      }
      pause();
    }
    throw new AssertionError("the order stayed " + find(id).state());
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
    node.close();
  }
}
