package io.aureus.dashboard;

import io.aureus.chains.Departures.Departure;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.merchants.MerchantId;
import io.aureus.merchants.Merchants;
import io.aureus.merchants.People;
import io.aureus.payouts.Doubts;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutId;
import io.aureus.payouts.PayoutState;
import io.aureus.payouts.Payouts;
import io.aureus.web.Notice;
import io.aureus.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Payouts of which only the operator may say whether they were paid: of every merchant, and each
 * deed with the password again and a word that he has looked.
 */
@Controller("dashboardDoubts")
class DoubtsController {
  private static final Pattern COINS = Pattern.compile("[0-9]{1,8}([.][0-9]{1,20})?");

  private final Doubts doubts;
  private final Payouts payouts;
  private final PayoutPages payoutPages;
  private final Merchants merchants;
  private final People people;
  private final MoneyProof money;
  private final SignInCheck check;
  private final Shells shells;
  private final Deeds deeds;
  private final Pages pages;

  DoubtsController(
      Doubts doubts,
      Payouts payouts,
      PayoutPages payoutPages,
      Merchants merchants,
      People people,
      MoneyProof money,
      SignInCheck check,
      Shells shells,
      Deeds deeds,
      Pages pages) {
    this.doubts = doubts;
    this.payouts = payouts;
    this.payoutPages = payoutPages;
    this.merchants = merchants;
    this.people = people;
    this.money = money;
    this.check = check;
    this.shells = shells;
    this.deeds = deeds;
    this.pages = pages;
  }

  @GetMapping("/dashboard/doubts")
  ResponseEntity<String> list(@AuthenticationPrincipal SignedIn me, HttpServletRequest request) {
    return check.isOperator(me)
        ? pages.ok(
            "dashboard/doubts",
            new DoubtsPage(shell(request, me), doubts.open().stream().map(this::row).toList()))
        : forbidden();
  }

  @GetMapping("/dashboard/doubts/{id}")
  ResponseEntity<String> one(
      @AuthenticationPrincipal SignedIn me, HttpServletRequest request, @PathVariable String id) {
    return check.isOperator(me)
        ? pages.ok("dashboard/doubt", page(shell(request, me), me, find(id)))
        : forbidden();
  }

  @PostMapping("/dashboard/doubts/{id}/paid")
  ResponseEntity<String> paid(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String hash) {
    return act(
        me,
        request,
        id,
        payout -> {
          doubts.paidBy(payout, hash, me.actor());
          return "Booked as paid by that transaction.";
        });
  }

  @PostMapping("/dashboard/doubts/{id}/proven")
  ResponseEntity<String> proven(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String preimage,
      @RequestParam(defaultValue = "") String routing) {
    return act(
        me,
        request,
        id,
        payout -> {
          doubts.provenBy(payout, preimage, coins(routing), me.actor());
          return "Booked as paid: the preimage proves it.";
        });
  }

  @PostMapping("/dashboard/doubts/{id}/release")
  ResponseEntity<String> release(
      @AuthenticationPrincipal SignedIn me, HttpServletRequest request, @PathVariable String id) {
    return act(
        me,
        request,
        id,
        payout -> {
          doubts.release(payout, me.actor());
          return "Released. It goes out once nothing else holds it.";
        });
  }

  @PostMapping("/dashboard/doubts/{id}/cancel")
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
          doubts.takeBack(payout, me.actor(), Deeds.reason(reason));
          return "Taken back. The balance has the money again.";
        });
  }

  @PostMapping("/dashboard/doubts/{id}/give-up")
  ResponseEntity<String> giveUp(
      @AuthenticationPrincipal SignedIn me, HttpServletRequest request, @PathVariable String id) {
    return act(
        me,
        request,
        id,
        payout -> {
          doubts.giveUp(payout, me.actor());
          return "Given up. What was set aside for it is free again.";
        });
  }

  private ResponseEntity<String> act(
      SignedIn me, HttpServletRequest request, String id, Function<PayoutId, String> deed) {
    if (!check.isOperator(me)) {
      return forbidden();
    }
    Payout payout = find(id);
    return deeds.act(
        shell(request, me),
        () -> {
          mustBeSure(request);
          money.check(me, new Proof(typed(request, "password"), typed(request, "code")), request);
          return deed.apply(payout.id());
        },
        "dashboard/doubt",
        shell -> page(shell, me, find(id)));
  }

  /** Null where nothing was typed. */
  private static @Nullable BigDecimal coins(String typed) {
    String text = typed.strip();
    if (text.isEmpty()) {
      return null;
    }
    if (!COINS.matcher(text).matches()) {
      throw new Refusal(ErrorCode.BAD_REQUEST, "What routing took: a number like 0.00000012");
    }
    return new BigDecimal(text);
  }

  private static void mustBeSure(HttpServletRequest request) {
    if (!typed(request, "sure").equals("yes")) {
      throw new Refusal(ErrorCode.BAD_REQUEST, "Tick the box first: it says what you are sure of.");
    }
  }

  private static String typed(HttpServletRequest request, String name) {
    return Objects.requireNonNullElse(request.getParameter(name), "");
  }

  private DoubtPage page(Shell shell, SignedIn me, Payout payout) {
    boolean isOpen = doubts.find(payout.id()).isPresent();
    List<OrderPage.Fact> facts = new ArrayList<>();
    facts.add(new OrderPage.Fact("Merchant", merchant(payout)));
    facts.addAll(payoutPages.facts(payout));
    return new DoubtPage(
        shell,
        payout.id().value(),
        payout.state().name(),
        MoneyTexts.look(payout.state()),
        MoneyTexts.words(payout.state()),
        payout.holdReason().isEmpty() ? "" : Texts.sentence(payout.holdReason()),
        facts,
        isOpen
            ? doubts.unexplained(payout).stream().map(DoubtsController::transfer).toList()
            : List.of(),
        payoutPages.story(payout),
        isOpen && payout.state() == PayoutState.HELD,
        isOpen && payout.state() == PayoutState.UNCLEAR,
        payout.amount().asset().chain().isLightning(),
        people.hasSecondFactor(me.person()));
  }

  private static DoubtPage.Transfer transfer(Departure one) {
    return new DoubtPage.Transfer(
        one.txHash(), Long.toString(one.block()), Texts.time(one.blockTime()));
  }

  private DoubtsPage.Row row(Payout payout) {
    return new DoubtsPage.Row(
        payout.id().value(),
        Texts.time(payout.createdAt()),
        merchant(payout),
        payout.state().name(),
        MoneyTexts.of(payout.amount()),
        payout.holdReason().isEmpty() ? "" : Texts.sentence(payout.holdReason()));
  }

  private String merchant(Payout payout) {
    MerchantId merchant = payout.merchant();
    return merchant == null
        ? "ours: " + MoneyTexts.words(payout.kind())
        : merchants.known(merchant).name();
  }

  private Payout find(String id) {
    return Optional.of(id)
        .filter(text -> text.matches(PayoutsController.ID))
        .flatMap(text -> payouts.find(new PayoutId(text)))
        .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "There is no such payout."));
  }

  private Shell shell(HttpServletRequest request, SignedIn me) {
    return shells.of(request, me, "system", "Payouts in doubt");
  }

  private ResponseEntity<String> forbidden() {
    return pages.notice(
        HttpStatus.FORBIDDEN,
        new Notice(
            "Only the operator settles payouts in doubt",
            "It is not for a merchant to say whether his payout was paid. The operator is the owner"
                + " of the first merchant.",
            List.of(new Notice.Link("/dashboard", "To the dashboard"))));
  }
}
