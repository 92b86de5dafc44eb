package io.aureus.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.orders.OrderBook;
import io.aureus.payouts.HandedOver;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutId;
import io.aureus.payouts.PayoutInformation;
import io.aureus.payouts.PayoutInformations;
import io.aureus.payouts.PayoutKind;
import io.aureus.payouts.PayoutState;
import io.aureus.payouts.Payouts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;

/** Payouts, read and taken back (our own paths). */
@Controller
final class PayoutsController {
  /** A merchant sees what moved its own money, and not how we sweep. */
  private static final List<PayoutKind> KINDS = List.of(PayoutKind.WITHDRAWAL, PayoutKind.REFUND);

  /**
   * @param words what happened, for people
   */
  record Step(String time, String status, String words) {}

  /**
   * @param fee of the carrying transaction alone
   * @param totalFee with the fee of the payout's own
   */
  record Carrier(String txHash, String status, String fee, String totalFee) {
    static Carrier of(Payouts.Carrier found) {
      return new Carrier(
          found.txHash(), found.state().name(), found.fee().text(), found.together().text());
    }
  }

  /**
   * @param carriedBy the child with a higher fee (CPFP) that pays for it; null for none
   * @param unsigned what the merchant's own wallet is to sign now; null otherwise
   */
  record Detail(
      @JsonUnwrapped PayoutInformation payout,
      @Nullable Carrier carriedBy,
      @Nullable UnsignedItem unsigned,
      List<Step> history) {}

  private final ApiDoor door;
  private final PayoutAccess access;
  private final Payouts payouts;
  private final HandedOver handedOver;

  PayoutsController(ApiDoor door, PayoutAccess access, Payouts payouts, HandedOver handedOver) {
    this.door = door;
    this.access = access;
    this.payouts = payouts;
    this.handedOver = handedOver;
  }

  @GetMapping({"/api/v2/payout/", "/api/v2/payout"})
  Reply list(@RequestAttribute(ApiRequest.ATTRIBUTE) ApiRequest request) {
    return door.read(
        request,
        access::require,
        call -> {
          QueryValues query = call.query();
          OrderBook.Page page = Paged.asked(query);
          Payouts.Page found =
              payouts.list(
                  new Payouts.Query(
                      call.merchant(),
                      oneOf(query, "kind", KINDS),
                      oneOf(query, "status", List.of(PayoutState.values())),
                      query.get("order_id").orElse(null),
                      page.page(),
                      page.size()));
          return Paged.of(
              page,
              new OrderBook.Listing<>(found.payouts(), found.total()),
              PayoutInformations::of);
        });
  }

  @GetMapping("/api/v2/payout/{id}")
  Reply detail(
      @RequestAttribute(ApiRequest.ATTRIBUTE) ApiRequest request, @PathVariable String id) {
    return door.read(request, access::require, call -> detail(find(call, id)));
  }

  @PostMapping("/api/v2/payout/{id}/cancel")
  Reply cancel(
      @RequestAttribute(ApiRequest.ATTRIBUTE) ApiRequest request, @PathVariable String id) {
    return door.write(
        request,
        access::require,
        call -> {
          Payout payout = find(call, id);
          String words = call.body().text("reason", 200).orElse("");
          return detail(payouts.cancel(payout.id(), call.caller().credential(), words));
        });
  }

  /** The merchant says which transaction it was; the chain decides. */
  @PostMapping("/api/v2/payout/{id}/transaction")
  Reply tell(@RequestAttribute(ApiRequest.ATTRIBUTE) ApiRequest request, @PathVariable String id) {
    return door.write(
        request,
        access::require,
        call -> {
          Payout payout = find(call, id);
          String hash = call.body().requiredText("tx_hash", 100);
          return detail(handedOver.tell(payout.id(), hash, call.caller().credential()));
        });
  }

  /** The merchant gives back what his wallet signed. */
  @PostMapping("/api/v2/payout/{id}/signed")
  Reply sign(@RequestAttribute(ApiRequest.ATTRIBUTE) ApiRequest request, @PathVariable String id) {
    return door.write(
        request,
        access::require,
        call -> {
          Payout payout = find(call, id);
          String signed = call.body().requiredText("signed", HandedOver.MOST_SIGNED);
          return detail(handedOver.sign(payout.id(), signed, call.caller().credential()));
        });
  }

  private Detail detail(Payout payout) {
    return new Detail(
        PayoutInformations.of(payout),
        payouts.carrier(payout).map(Carrier::of).orElse(null),
        handedOver.unsigned(payout).map(UnsignedItem::of).orElse(null),
        payouts.history(payout.id()).stream()
            .map(
                step ->
                    new Step(
                        PayoutInformations.wireTime(step.at()), step.state().name(), step.words()))
            .toList());
  }

  /** Another merchant's payout is not known to this one. */
  private Payout find(ApiCall call, String id) {
    return Optional.of(id.toLowerCase(Locale.ROOT))
        .filter(text -> text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"))
        .flatMap(text -> payouts.find(new PayoutId(text)))
        .filter(payout -> call.merchant().equals(payout.merchant()))
        .orElseThrow(
            () ->
                new Refusal(
                    ErrorCode.NOT_FOUND,
                    "you have no payout \"%s\"; /api/v2/payout lists them"
                        .formatted(Shown.of(id))));
  }

  private static <T extends Enum<T>> @Nullable T oneOf(
      QueryValues query, String name, List<T> choices) {
    Optional<String> given = query.get(name).map(text -> text.strip().toUpperCase(Locale.ROOT));
    if (given.isEmpty()) {
      return null;
    }
    return choices.stream()
        .filter(choice -> choice.name().equals(given.get()))
        .findFirst()
        .orElseThrow(
            () ->
                Fields.bad(
                    "%s: \"%s\" is not one of %s".formatted(name, Shown.of(given.get()), choices)));
  }
}
