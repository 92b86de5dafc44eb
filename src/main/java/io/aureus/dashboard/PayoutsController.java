package io.aureus.dashboard;

import io.aureus.callbacks.Deliveries;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.payouts.HandedOver;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutHold;
import io.aureus.payouts.PayoutId;
import io.aureus.payouts.PayoutKind;
import io.aureus.payouts.PayoutState;
import io.aureus.payouts.Payouts;
import io.aureus.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Payouts: the list, those that wait for a decision, and one's story. */
@Controller("dashboardPayouts")
class PayoutsController {
  /** As a payout's identifier is written. */
  static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private static final PayoutFilter.Choices CHOICES =
      new PayoutFilter.Choices(
          List.of(PayoutState.values()), List.of(PayoutKind.WITHDRAWAL, PayoutKind.REFUND));

  private final Payouts payouts;
  private final Approvals approvals;
  private final HandedOver handedOver;
  private final Deliveries deliveries;
  private final MoneyProof money;
  private final PayoutPages payoutPages;
  private final Shells shells;
  private final Deeds deeds;
  private final Pages pages;

  PayoutsController(
      Payouts payouts,
      HandedOver handedOver,
      Deliveries deliveries,
      MoneyProof money,
      PayoutPages payoutPages,
      Shells shells,
      Deeds deeds,
      Pages pages) {
    this.payouts = payouts;
    this.approvals = new Approvals(payouts);
    this.handedOver = handedOver;
    this.deliveries = deliveries;
    this.money = money;
    this.payoutPages = payoutPages;
    this.shells = shells;
    this.deeds = deeds;
    this.pages = pages;
  }

  @GetMapping("/dashboard/payouts")
  ResponseEntity<String> list(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String status,
      @RequestParam(defaultValue = "") String kind,
      @RequestParam(defaultValue = "1") String page) {
    PayoutFilter asked = PayoutFilter.of("/dashboard/payouts", CHOICES, status, kind, page);
    Payouts.Page found =
        payouts.list(
            new Payouts.Query(
                me.merchant(), asked.kind(), asked.state(), null, asked.page(), PayoutFilter.ROWS));
    return pages.ok(
        "dashboard/payouts",
        new PayoutsPage(
            shells.of(request, me, "payouts", "Payouts"),
            PayoutFilter.name(asked.state()),
            PayoutFilter.name(asked.kind()),
            CHOICES.states().stream().map(Enum::name).toList(),
            CHOICES.kinds().stream().map(Enum::name).toList(),
            found.payouts().stream().map(PayoutPages::row).toList(),
            approvals.part(me, 1, 1).total(),
            found.total(),
            asked.page(),
            asked.last(found.total()),
            asked.newer(),
            asked.older(found.total())));
  }

  @GetMapping("/dashboard/approvals")
  ResponseEntity<String> approvals(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(defaultValue = "1") String page) {
    int number = PayoutFilter.number(page);
    Approvals.Part part = approvals.part(me, number, PayoutFilter.ROWS);
    return pages.ok(
        "dashboard/approvals",
        new ApprovalsPage(
            shells.of(request, me, "payouts", "Approvals"),
            part.payouts().stream().map(PayoutPages::row).toList(),
            part.total(),
            number,
            part.pages()));
  }

  @GetMapping("/dashboard/payouts/{id}")
  ResponseEntity<String> payout(
      @AuthenticationPrincipal SignedIn me, HttpServletRequest request, @PathVariable String id) {
    Payout payout = find(me, id);
    return pages.ok("dashboard/payout", payoutPages.of(shell(request, me, payout), me, payout));
  }

  /** Letting money go takes the same proof as asking for it. */
  @PostMapping("/dashboard/payouts/{id}/approve")
  ResponseEntity<String> approve(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @PathVariable String id,
      Proof proof) {
    return act(
        me,
        request,
        id,
        payout -> {
          money.check(me, proof, request);
          payouts.approve(payout.id(), me.actor());
          return payout.hold() == PayoutHold.SHORT
              ? "Noted. It counts as paid."
              : "Approved. It goes out once nothing else holds it.";
        });
  }

  @PostMapping("/dashboard/payouts/{id}/cancel")
  ResponseEntity<String> cancel(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String reason) {
    return act(
        me,
        request,
        id,
        payout -> {
          payouts.cancel(payout.id(), me.actor(), Deeds.reason(reason));
          return "Taken back. The balance has the money again.";
        });
  }

  @PostMapping("/dashboard/payouts/{id}/transaction")
  ResponseEntity<String> tell(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String hash) {
    return act(
        me,
        request,
        id,
        payout -> {
          handedOver.tell(payout.id(), hash, me.actor());
          return "Noted. It is counted once the chain has it, with that amount to that address.";
        });
  }

  /** What is to be signed, as wallet programs open it. */
  @GetMapping("/dashboard/payouts/{id}/psbt")
  ResponseEntity<byte[]> psbt(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
    Payout payout = find(me, id);
    byte[] bytes =
        handedOver
            .unsigned(payout)
            .map(HandedOver.Unsigned::draft)
            .map(draft -> Base64.getDecoder().decode(draft.psbt()))
            .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "There is nothing to sign of it."));
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + id + ".psbt\"")
        .body(bytes);
  }

  @PostMapping("/dashboard/payouts/{id}/signed")
  ResponseEntity<String> sign(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String signed) {
    return act(
        me,
        request,
        id,
        payout -> {
          handedOver.sign(payout.id(), signed, me.actor());
          return "Taken. Every signature is right.";
        });
  }

  @PostMapping("/dashboard/payouts/{id}/redeliver")
  ResponseEntity<String> redeliver(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String delivery) {
    return act(
        me,
        request,
        id,
        payout -> {
          deliveries.redeliver(me.merchant(), Deeds.id(delivery));
          return "It is being sent again.";
        });
  }

  /** Where a payout's story is. */
  static ResponseEntity<String> to(Payout payout) {
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .location(URI.create("/dashboard/payouts/" + payout.id()))
        .build();
  }

  private ResponseEntity<String> act(
      SignedIn me, HttpServletRequest request, String id, Function<Payout, String> deed) {
    Payout payout = find(me, id);
    return deeds.act(
        shell(request, me, payout),
        () -> deed.apply(payout),
        "dashboard/payout",
        shell -> payoutPages.of(shell, me, find(me, id)));
  }

  private Shell shell(HttpServletRequest request, SignedIn me, Payout payout) {
    return shells.of(request, me, "payouts", MoneyTexts.words(payout.kind()));
  }

  /** Another merchant's payout is not known to this one. */
  private Payout find(SignedIn me, String id) {
    return Optional.of(id)
        .filter(text -> text.matches(ID))
        .flatMap(text -> payouts.find(new PayoutId(text)))
        .filter(payout -> me.merchant().equals(payout.merchant()))
        .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "There is no such payout."));
  }
}
