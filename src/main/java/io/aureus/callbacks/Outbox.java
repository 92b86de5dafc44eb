package io.aureus.callbacks;

import io.aureus.jobs.Wakeups;
import io.aureus.merchants.Merchant;
import io.aureus.merchants.MerchantId;
import io.aureus.merchants.Merchants;
import io.aureus.orders.Milestone;
import io.aureus.orders.Order;
import io.aureus.orders.OrderInformations;
import io.aureus.orders.OrderMilestones;
import io.aureus.orders.OrderStatus;
import io.aureus.orders.OrderTerms;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes down, in the transaction that moves the orders, what the world is to be told: an event for
 * every milestone, and a delivery for the few that the shop is called for.
 *
 * <p>Shops put {@code status=completed} into their {@code callback_url}: calling it for anything
 * but a success would mark an unpaid order as paid.
 */
final class Outbox implements OrderMilestones {
  private static final JsonMapper SNAKE_CASE =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private final DeliveryRows deliveries;
  private final EventRows events;
  private final Merchants merchants;
  private final Wakeups wakeups;
  private final Clock clock;
  private final RandomGenerator random;

  Outbox(
      DeliveryRows deliveries,
      EventRows events,
      Merchants merchants,
      Wakeups wakeups,
      Clock clock,
      RandomGenerator random) {
    this.deliveries = deliveries;
    this.events = events;
    this.merchants = merchants;
    this.wakeups = wakeups;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public void announce(List<Announcement> announcements) {
    List<EventRows.NewEvent> happened = new ArrayList<>();
    List<DeliveryRows.NewDelivery> due = new ArrayList<>();
    Map<MerchantId, Merchant> known = new HashMap<>();
    for (Announcement announcement : announcements) {
      Order order = announcement.order();
      ObjectNode information = SNAKE_CASE.valueToTree(OrderInformations.of(order));
      happened.add(
          new EventRows.NewEvent(
              RandomIds.next(random),
              order.merchant().value(),
              announcement.milestone().event(),
              order.id().value(),
              null,
              information.toString()));
      DeliveryRows.NewDelivery delivery = delivery(announcement, information, known);
      if (delivery != null) {
        due.add(delivery);
      }
    }
    events.insert(happened, clock.instant());
    if (!due.isEmpty()) {
      deliveries.insert(due, clock.instant());
      wakeups.wake(Courier.NAME);
    }
  }

  private DeliveryRows.@Nullable NewDelivery delivery(
      Announcement announcement, ObjectNode information, Map<MerchantId, Merchant> known) {
    Order order = announcement.order();
    OrderTerms terms = order.terms();
    Target target = target(announcement.milestone());
    String url =
        switch (target) {
          case CALLBACK_URL -> terms.callbackUrl();
          case TIMEOUT_CALLBACK -> terms.timeoutCallback();
          case NONE -> null;
        };
    if (url == null || url.isBlank()) {
      return null;
    }
    Additions additions = Additions.of(terms);
    return new DeliveryRows.NewDelivery(
        RandomIds.next(random),
        order.merchant().value(),
        order.id().value(),
        null,
        target.column(),
        announcement.milestone().event(),
        CallbackUrl.lane(order.merchant(), url),
        url,
        additions,
        terms.postCallback(),
        information.toString(),
        alias(order, known),
        terms.apiKeyId(),
        Additions.repeatHurts(terms));
  }

  /** Some shops wait for another word than {@code SUCCESS}. */
  private String alias(Order order, Map<MerchantId, Merchant> known) {
    boolean told = order.terms().postCallback() && order.state().status() == OrderStatus.SUCCESS;
    return told ? known.computeIfAbsent(order.merchant(), merchants::known).successAlias() : "";
  }

  private static Target target(Milestone milestone) {
    return switch (milestone) {
      case SUCCEEDED, RESOLVED -> Target.CALLBACK_URL;
      case TIMED_OUT -> Target.TIMEOUT_CALLBACK;
      case QUOTED,
          PAYMENT_SEEN,
          PAYMENT_CONFIRMED,
          PAYMENT_UNKNOWN,
          PAYMENT_DROPPED,
          PAYMENT_REVERSED,
          FELL_SHORT,
          REMAINDER_REQUESTED,
          TERMINATED,
          REFUNDED ->
          Target.NONE;
    };
  }

  private enum Target {
    CALLBACK_URL("callback_url"),
    TIMEOUT_CALLBACK("timeout_callback"),
    NONE("");

    private final String column;

    Target(String column) {
      this.column = column;
    }

    String column() {
      return column;
    }
  }
}
