package io.aureus.callbacks;

import io.aureus.merchants.MerchantId;
import io.aureus.merchants.Merchants;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutHold;
import io.aureus.payouts.PayoutInformations;
import io.aureus.payouts.PayoutMilestones;
import io.aureus.payouts.PayoutState;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes down, in the transaction that moves a payout, what the merchant is to be told: an event,
 * and a call of its webhook where it has one. Our own sweeps are nobody else's business.
 */
final class PayoutOutbox implements PayoutMilestones {
  private static final String TARGET = "payout_webhook";

  private final OutboxWriter writer;
  private final Merchants merchants;

  PayoutOutbox(OutboxWriter writer, Merchants merchants) {
    this.writer = writer;
    this.merchants = merchants;
  }

  @Override
  public void moved(Payout payout, PayoutState before, boolean isKnown) {
    MerchantId merchant = payout.merchant();
    List<String> types = types(payout, before, isKnown);
    if (merchant == null || types.isEmpty()) {
      return;
    }
    String information = OutboxWriter.json(PayoutInformations.of(payout)).toString();
    String webhook = merchants.known(merchant).payoutWebhook();
    writer.write(
        types.stream().map(type -> event(merchant, payout, type, information)).toList(),
        webhook.isEmpty()
            ? List.of()
            : types.stream()
                .map(type -> call(merchant, payout, type, webhook, information))
                .toList());
  }

  /** What a move is called. Steps inside of our own house have no name. */
  static List<String> types(Payout payout, PayoutState before, boolean isKnown) {
    PayoutState now = payout.state();
    if (payout.version() == 1) {
      return now == PayoutState.HELD
          ? List.of("payout.requested", "payout.held")
          : List.of("payout.requested");
    }
    return switch (now) {
      case HELD -> List.of("payout.held");
      case CANCELLED -> List.of("payout.cancelled");
      case BROADCASTING -> offered(before);
      case UNCLEAR -> unclear(before, isKnown);
      case SEEN ->
          payout.hold() == PayoutHold.SHORT
              ? List.of("payout.held")
              : changed(before, now, "payout.seen");
      case CONFIRMED -> changed(before, now, "payout.confirmed");
      case FAILED -> changed(before, now, "payout.failed");
      case HANDED_OVER -> handedOver(before);
      case RESERVED, BUILT, SIGNED -> List.of();
    };
  }

  /** Told when the merchant is to sign, and when the block of what his wallet sent is gone. */
  private static List<String> handedOver(PayoutState before) {
    return switch (before) {
      case RESERVED -> List.of("payout.to_sign");
      case SEEN, CONFIRMED -> List.of("payout.reversed");
      default -> List.of();
    };
  }

  /** Told when it goes out first, however clear the answer was, and when its block is gone. */
  private static List<String> offered(PayoutState before) {
    return switch (before) {
      case SIGNED -> List.of("payout.broadcast");
      case SEEN, CONFIRMED, FAILED -> List.of("payout.reversed");
      default -> List.of();
    };
  }

  /**
   * Told when it becomes so, and when only the operator can end it: once each until a block has it,
   * however often a node takes it and loses it again.
   */
  private static List<String> unclear(PayoutState before, boolean isKnown) {
    List<String> types = new ArrayList<>(offered(before));
    if (!isKnown) {
      types.add("payout.unclear");
    }
    return List.copyOf(types);
  }

  private static List<String> changed(PayoutState before, PayoutState now, String type) {
    return before == now ? List.of() : List.of(type);
  }

  private EventRows.NewEvent event(
      MerchantId merchant, Payout payout, String type, String information) {
    return new EventRows.NewEvent(
        writer.newId(), merchant.value(), type, payout.orderId(), payout.id().value(), information);
  }

  private DeliveryRows.NewDelivery call(
      MerchantId merchant, Payout payout, String type, String webhook, String information) {
    return new DeliveryRows.NewDelivery(
        writer.newId(),
        merchant.value(),
        null,
        payout.id().value(),
        TARGET,
        type,
        CallbackUrl.lane(merchant, webhook),
        webhook,
        Additions.NONE,
        true,
        information,
        "",
        null,
        false);
  }
}
