package io.aureus.checkout;

import io.aureus.orders.OrderBook;
import io.aureus.orders.OrderId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
  private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();
  private boolean looks;

  OrderNews(OrderBook orders) {
    this.orders = orders;
  }

  /** Not a record: two pages of one order wait each for itself. */
  private static final class Waiter {
    private final OrderId id;
    private final long version;
    private final CountDownLatch news = new CountDownLatch(1);

    Waiter(OrderId id, long version) {
      this.id = id;
      this.version = version;
    }
  }

  /** Returns when the order has another version than this, or after so long. */
  void await(OrderId id, long version, Duration most) throws InterruptedException {
    Waiter waiter = new Waiter(id, version);
    waiters.add(waiter);
    look();
    try {
      waiter.news.await(most.toMillis(), TimeUnit.MILLISECONDS);
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
      for (Waiter waiter : all) {
        Long version = now.get(waiter.id);
        if (version != null && version != waiter.version) {
          waiter.news.countDown();
        }
      }
    } catch (RuntimeException e) {
      // Each page looks by itself, too, if not as often.
      LOG.debug("what changed among the open pages is not known", e);
    }
  }
}
