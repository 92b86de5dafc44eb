package io.aureus.callbacks;

import io.aureus.merchants.Merchant;
import io.aureus.merchants.MerchantId;
import io.aureus.merchants.Merchants;
import io.aureus.orders.Milestone;
import io.aureus.orders.Order;
import io.aureus.orders.OrderInformations;
import io.aureus.orders.OrderMilestones;
import io.aureus.orders.OrderStatus;
import io.aureus.orders.OrderTerms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes down, in the transaction that moves the orders, what the world is to be told: an event for
 * every milestone, and a delivery for the few that the shop is called for.
 *
 * <p>Shops put {@code status=completed} into their {@code callback_url}: calling it for anything
 * but a success would mark an unpaid order as paid.
 */
final class Outbox implements OrderMilestones {

  private final OutboxWriter writer;
  private final Merchants merchants;
  private final RestoredDeliveries restored;

  Outbox(OutboxWriter writer, Merchants merchants, RestoredDeliveries restored) {
    this.writer = writer;
    this.merchants = merchants;
    this.restored = restored;
  }

  @Override
  public void announce(List<Announcement> announcements) {
    List<EventRows.NewEvent> happened = new ArrayList<>();
    List<DeliveryRows.NewDelivery> due = new ArrayList<>();
    List<UUID> perhapsTold = new ArrayList<>();
    Map<MerchantId, Merchant> known = new HashMap<>();
    for (Announcement announcement : announcements) {
      Order order = announcement.order();
      if (order.isNoNews()) {
        continue;
      }
      ObjectNode information = OutboxWriter.json(OrderInformations.of(order));
      happened.add(
          new EventRows.NewEvent(
              writer.newId(),
              order.merchant().value(),
              announcement.milestone().event(),
              order.id().value(),
              null,
              information.toString()));
      DeliveryRows.NewDelivery delivery = delivery(announcement, information, known);
      if (delivery != null) {
        due.add(delivery);
        if (delivery.repeatHurts() && restored.mayHaveBeenTold(order)) {
          perhapsTold.add(delivery.id());
        }
      }
    }
    writer.write(happened, due);
    restored.giveUp(perhapsTold);
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
        writer.newId(),
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
          PAYMENT_REPLACED,
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
