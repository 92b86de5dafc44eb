package io.aureus.checkout;

import io.aureus.orders.Lookout;
import io.aureus.orders.Order;
import io.aureus.orders.OrderBook;
import io.aureus.orders.OrderId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the open pages of this node that their orders have changed: one short question for all of
 * them, several times a second, as long as any is open. What a node of ours or another one wrote is
 * seen alike.
 */
final class OrderNews {
  private static final Logger LOG = LoggerFactory.getLogger(OrderNews.class);
  private static final Duration EVERY = Duration.ofMillis(150);

  private final OrderBook orders;
  private final Lookout lookout;
  private final Clock clock;
  private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();
  private boolean looks;

  OrderNews(OrderBook orders, Lookout lookout, Clock clock) {
    this.orders = orders;
    this.lookout = lookout;
    this.clock = clock;
  }

  /** Not a record: two pages of one order wait each for itself. */
  private static final class Waiter {
    private final OrderId id;
    private final long version;
    private final Instant end;
    private final Set<String> chains;
    private final Set<String> blind;
    private final CountDownLatch news = new CountDownLatch(1);

    Waiter(Order order, Set<String> blind, Instant now) {
      this.id = order.id();
      this.version = order.version();
      this.chains =
          order.quotes().stream()
              .map(quote -> quote.amount().asset().chain().code())
              .collect(Collectors.toUnmodifiableSet());
      this.blind = ofTheOrder(blind);
      this.end = order.deadline().isAfter(now) ? order.deadline() : Instant.MAX;
    }

    /** Another chain's trouble must not have all pages read their orders again. */
    private Set<String> ofTheOrder(Set<String> blind) {
      return blind.stream().filter(chains::contains).collect(Collectors.toUnmodifiableSet());
    }
  }

  /**
   * Returns when the order has another version or comes to its deadline, when a chain of its quotes
   * is lost from sight or seen again, or after so long.
   *
   * @param blind as {@link Lookout#blind} was when the order was read
   * @return whether any of that happened
   */
  boolean await(Order order, Set<String> blind, Duration most) throws InterruptedException {
    Waiter waiter = new Waiter(order, blind, clock.instant());
    waiters.add(waiter);
    look();
    try {
      return waiter.news.await(most.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      waiters.remove(waiter);
    }
  }

  private synchronized void look() {
    if (!looks) {
      looks = true;
      Thread.ofVirtual().name("checkout-news").start(this::lookOn);
    }
  }

  private void lookOn() {
    try {
      while (goesOn()) {
        Thread.sleep(EVERY);
        tell();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean goesOn() {
    looks = !waiters.isEmpty();
    return looks;
  }

  private void tell() {
    List<Waiter> all = List.copyOf(waiters);
    if (all.isEmpty()) {
      return;
    }
    try {
      Map<OrderId, Long> now =
          orders.versions(all.stream().map(waiter -> waiter.id).distinct().toList());
      Instant time = clock.instant();
      Set<String> blind = lookout.blind();
      for (Waiter waiter : all) {
        Long version = now.get(waiter.id);
        boolean isNewer = version != null && version != waiter.version;
        if (isNewer
            || !time.isBefore(waiter.end)
            || !waiter.ofTheOrder(blind).equals(waiter.blind)) {
          waiter.news.countDown();
        }
      }
    } catch (RuntimeException e) {
      // Each page looks by itself, too, if not as often.
      LOG.debug("what changed among the open pages is not known", e);
    }
  }
}
