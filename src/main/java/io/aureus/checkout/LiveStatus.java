package io.aureus.checkout;

import io.aureus.checkout.PayPage.Depth;
import io.aureus.orders.Order;
import io.aureus.orders.OrderBook;
import io.aureus.orders.OrderId;
import io.aureus.web.Pages;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Keeps open pages up to date. Each has a virtual thread that reads its order again when it has
 * changed or its time is up, each second where the chain changes what is shown, and else hardly
 * ever, so that a thousand pages cost little. Nothing is lost with a thread, since a page that
 * comes back asks again.
 */
final class LiveStatus implements ApplicationListener<ContextClosedEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(LiveStatus.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /** Of a page that nothing was said about. */
  private static final Duration READ_AGAIN = Duration.ofMinutes(2);

  /** So many pages are read at once: the database's connections are for the shops, too. */
  private static final int READ_AT_ONCE = 3;

  /** After this a browser opens a new stream: no stream is for ever. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final OrderBook orders;
  private final OrderNews news;
  private final PayPages payPages;
  private final Pages pages;
  private final Semaphore free;
  private final Semaphore reading = new Semaphore(READ_AT_ONCE, true);
  private final AtomicBoolean closing = new AtomicBoolean();

  LiveStatus(OrderBook orders, OrderNews news, PayPages payPages, Pages pages, int most) {
    this.orders = orders;
    this.news = news;
    this.payPages = payPages;
    this.pages = pages;
    this.free = new Semaphore(most);
  }

  /**
   * @param title of the window
   * @param announce what is read aloud where it is another than before
   * @param progress likewise, but not at each step
   * @param html the part of the page that moves
   * @param redirect where the browser goes now; empty for nowhere
   */
  record Status(
      String mark,
      String status,
      boolean ended,
      String title,
      String announce,
      String progress,
      long secondsLeft,
      String redirect,
      String html) {}

  Status of(Order order, Visit visit) {
    PayPage page = payPages.of(order, visit);
    return new Status(
        page.mark(),
        order.state().status().name(),
        page.ended(),
        page.title(),
        page.announce(),
        page.depth().map(Depth::words).orElse(""),
        page.secondsLeft(),
        page.returnTo(),
        pages.render("checkout/live", page));
  }

  /**
   * A stream of what changes after {@code mark}, which ends when nothing more is to come.
   *
   * @return empty where too many pages are open: then the page asks by itself
   */
  Optional<SseEmitter> follow(OrderId id, Visit visit, String mark) {
    if (closing.get() || !free.tryAcquire()) {
      return Optional.empty();
    }
    SseEmitter emitter = new SseEmitter(0L);
    AtomicBoolean gone = new AtomicBoolean();
    emitter.onCompletion(() -> gone.set(true));
    emitter.onError(ignored -> gone.set(true));
    Thread.ofVirtual()
        .name("checkout-live-" + id)
        .start(
            () -> {
              try {
                send(emitter, gone, id, visit, mark);
              } finally {
                free.release();
              }
            });
    return Optional.of(emitter);
  }

  private void send(SseEmitter emitter, AtomicBoolean gone, OrderId id, Visit visit, String from) {
    try {
      String mark = from;
      long began = System.nanoTime();
      long told = began;
      // Sends the head of the answer, too: without it the browser waits for its stream to open.
      push(emitter, gone, SseEmitter.event().comment("here"));
      while (!gone.get() && !closing.get() && since(began).compareTo(LONGEST) < 0) {
        Look look = look(id, visit, mark);
        if (look.status().isPresent()) {
          Status status = look.status().get();
          mark = status.mark();
          told = System.nanoTime();
          push(
              emitter,
              gone,
              SseEmitter.event().id(mark).name("status").data(status, MediaType.APPLICATION_JSON));
        } else if (since(told).compareTo(HEARTBEAT) >= 0) {
          told = System.nanoTime();
          push(emitter, gone, SseEmitter.event().comment("still here"));
        }
        if (look.isLast()) {
          break;
        }
        await(look, emitter, gone);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("the page of order {} is not kept up to date any more; it asks again", id, e);
    }
    try {
      emitter.complete();
    } catch (IllegalStateException e) {
      // The server has ended it already.
      gone.set(true);
    }
  }

  /** Until there may be something else to show; the browser hears that we are still there. */
  private void await(Look look, SseEmitter emitter, AtomicBoolean gone)
      throws InterruptedException {
    if (look.order() == null) {
      Thread.sleep(LOOK);
      return;
    }
    long read = System.nanoTime();
    boolean isDue =
        news.await(look.order(), look.blind(), look.isMoving() ? LOOK : HEARTBEAT)
            || look.isMoving();
    while (!isDue && !gone.get() && !closing.get() && since(read).compareTo(READ_AGAIN) < 0) {
      push(emitter, gone, SseEmitter.event().comment("still here"));
      isDue = news.await(look.order(), look.blind(), HEARTBEAT);
    }
  }

  /**
   * One reading of an order.
   *
   * @param order null where it could not be read, which the next look may
   * @param status where the page is to show another
   */
  private record Look(
      @Nullable Order order,
      Set<String> blind,
      Optional<Status> status,
      boolean isMoving,
      boolean isLast) {
    static final Look FAILED = new Look(null, Set.of(), Optional.empty(), true, false);
    static final Look GONE = new Look(null, Set.of(), Optional.empty(), false, true);
  }

  private Look look(OrderId id, Visit visit, String mark) throws InterruptedException {
    reading.acquire();
    try {
      Set<String> blind = payPages.blind();
      Optional<Order> found = orders.find(id);
      if (found.isEmpty()) {
        return Look.GONE;
      }
      Order order = found.get();
      Optional<Status> status =
          payPages.mark(order).equals(mark) ? Optional.empty() : Optional.of(of(order, visit));
      return new Look(order, blind, status, payPages.isMoving(order), payPages.isOver(order));
    } catch (DataAccessException e) {
      LOG.debug("order {} cannot be read for its page", id, e);
      return Look.FAILED;
    } finally {
      reading.release();
    }
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  private static void push(
      SseEmitter emitter, AtomicBoolean gone, SseEmitter.SseEventBuilder event) {
    try {
      emitter.send(event);
    } catch (IOException | IllegalStateException e) {
      // The payer closed the page.
      gone.set(true);
    }
  }

  /** Open streams would hold up a shutdown for as long as it waits for requests. */
  @Override
  public void onApplicationEvent(ContextClosedEvent event) {
    closing.set(true);
  }
}
