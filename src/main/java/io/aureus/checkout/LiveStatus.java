package io.aureus.checkout;

import io.aureus.orders.Order;
import io.aureus.orders.OrderBook;
import io.aureus.orders.OrderId;
import io.aureus.web.Pages;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Keeps open pages up to date. Each has a virtual thread that reads its order again when it has
 * changed, and each second, since time changes a page as well; nothing is lost with it, since a
 * page that comes back asks again.
 */
final class LiveStatus implements ApplicationListener<ContextClosedEvent> {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int LOOKS_PER_HEARTBEAT = 15;

  /** After this a browser opens a new stream: no stream is for ever. */
  private static final int LOOKS_MOST = 600;

  private final OrderBook orders;
  private final OrderNews news;
  private final PayPages payPages;
  private final Pages pages;
  private final Semaphore free;
  private final AtomicBoolean closing = new AtomicBoolean();

  LiveStatus(OrderBook orders, PayPages payPages, Pages pages, int most) {
    this.orders = orders;
    this.news = new OrderNews(orders);
    this.payPages = payPages;
    this.pages = pages;
    this.free = new Semaphore(most);
  }

  /**
   * @param title of the window
   * @param html the part of the page that moves
   * @param redirect where the browser goes now; empty for nowhere
   */
  record Status(
      String mark,
      String status,
      boolean ended,
      String title,
      String announce,
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
        visit.words().text("announce", page.headline(), page.advice()),
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
      for (int look = 1; look <= LOOKS_MOST && !gone.get() && !closing.get(); look++) {
        Optional<Order> order = orders.find(id);
        if (order.isPresent() && !payPages.mark(order.get()).equals(mark)) {
          Status status = of(order.get(), visit);
          mark = status.mark();
          push(
              emitter,
              gone,
              SseEmitter.event().id(mark).name("status").data(status, MediaType.APPLICATION_JSON));
        } else if (look % LOOKS_PER_HEARTBEAT == 0) {
          push(emitter, gone, SseEmitter.event().comment("still here"));
        }
        if (order.isEmpty() || payPages.isOver(order.get())) {
          break;
        }
        news.await(id, order.get().version(), LOOK);
      }
      emitter.complete();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      emitter.complete();
    } catch (RuntimeException e) {
      emitter.completeWithError(e);
    }
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
