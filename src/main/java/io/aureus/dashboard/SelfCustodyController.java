package io.aureus.dashboard;

import io.aureus.dashboard.SelfCustodyPage.Coin;
import io.aureus.dashboard.SelfCustodyPage.Offer;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.ledger.Account;
import io.aureus.ledger.Ledger;
import io.aureus.merchants.People;
import io.aureus.money.Amount;
import io.aureus.money.Catalogue;
import io.aureus.wallets.SelfCustody;
import io.aureus.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Wallets of the merchant's own. Nothing that was refused is ever shown again: it may have been a
 * secret that was pasted by mistake.
 */
@Controller("dashboardSelfCustody")
class SelfCustodyController {
  private static final String PAGE = "dashboard/selfcustody";
  private static final int LONGEST = 300_000;

  private final SelfCustody selfCustody;
  private final Ledger ledger;
  private final People people;
  private final MoneyProof money;
  private final SignInCheck check;
  private final Shells shells;
  private final Pages pages;
  private final SelfCustodyViews views;

  SelfCustodyController(
      SelfCustody selfCustody,
      Ledger ledger,
      People people,
      MoneyProof money,
      SignInCheck check,
      Shells shells,
      Pages pages,
      Catalogue catalogue) {
    this.selfCustody = selfCustody;
    this.ledger = ledger;
    this.people = people;
    this.money = money;
    this.check = check;
    this.shells = shells;
    this.pages = pages;
    this.views = new SelfCustodyViews(catalogue);
  }

  @GetMapping("/dashboard/self-custody")
  ResponseEntity<String> wallets(@AuthenticationPrincipal SignedIn me, HttpServletRequest request) {
    return pages.ok(PAGE, page(me, shell(request, me), null));
  }

  @PostMapping("/dashboard/self-custody/compare")
  ResponseEntity<String> compare(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(defaultValue = "evm") String family,
      @RequestParam(defaultValue = "") String wallet,
      @RequestParam(defaultValue = "0") String first) {
    try {
      return pages.ok(PAGE, page(me, shell(request, me), offer(me, family, wallet, first)));
    } catch (Refusal refusal) {
      return refused(me, request, refusal, HttpStatus.BAD_REQUEST, null);
    }
  }

  @PostMapping("/dashboard/self-custody")
  ResponseEntity<String> adopt(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(defaultValue = "evm") String family,
      @RequestParam(defaultValue = "") String wallet,
      @RequestParam(defaultValue = "0") String first,
      @RequestParam(defaultValue = "") String same,
      Proof proof) {
    Offer offer;
    try {
      offer = offer(me, family, wallet, first);
    } catch (Refusal refusal) {
      return refused(me, request, refusal, HttpStatus.BAD_REQUEST, null);
    }
    return changed(
        me,
        request,
        offer,
        () -> {
          if (same.isEmpty()) {
            throw new Refusal(
                ErrorCode.BAD_REQUEST, "compare the addresses first, and say that you did");
          }
          money.check(me, proof, request);
          selfCustody.adopt(me.merchant(), family, wallet, offer.first(), me.actor());
          return "New orders use it from now on.";
        });
  }

  @PostMapping("/dashboard/self-custody/stop")
  ResponseEntity<String> stop(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(defaultValue = "evm") String family,
      Proof proof) {
    return changed(
        me,
        request,
        null,
        () -> {
          proof.check(people, me, request);
          selfCustody.stop(me.merchant(), family);
          return "New orders use the gateway's wallet again. What was given stays watched.";
        });
  }

  private ResponseEntity<String> changed(
      SignedIn me, HttpServletRequest request, @Nullable Offer offer, Supplier<String> deed) {
    try {
      if (!check.isOwner(me)) {
        throw new Refusal(ErrorCode.FORBIDDEN, "only the owner may change where money comes in");
      }
      String told = deed.get();
      return pages.ok(PAGE, page(me, shell(request, me).told(told), null));
    } catch (Refusal refusal) {
      return refused(me, request, refusal, HttpStatus.FORBIDDEN, offer);
    }
  }

  private ResponseEntity<String> refused(
      SignedIn me,
      HttpServletRequest request,
      Refusal refusal,
      HttpStatus status,
      @Nullable Offer offer) {
    Shell shell = shell(request, me).trouble(Texts.sentence(refusal.words()));
    return pages.answer(status, PAGE, page(me, shell, offer));
  }

  private Offer offer(SignedIn me, String family, String typed, String first) {
    if (typed.length() > LONGEST) {
      throw new Refusal(ErrorCode.BAD_REQUEST, "this is too long: add addresses in several turns");
    }
    long from = number(first);
    return views.offer(family, typed, selfCustody.propose(me.merchant(), family, typed, from));
  }

  private static long number(String typed) {
    try {
      return typed.isBlank() ? 0 : Long.parseLong(typed.strip());
    } catch (NumberFormatException e) {
      throw new Refusal(ErrorCode.BAD_REQUEST, "the first number is a whole number, 0 or more");
    }
  }

  private SelfCustodyPage page(SignedIn me, Shell shell, @Nullable Offer offer) {
    return new SelfCustodyPage(
        shell,
        views.families(),
        selfCustody.of(me.merchant()).stream().map(views::wallet).toList(),
        coins(me),
        offer,
        people.hasSecondFactor(me.person()),
        check.isOwner(me));
  }

  private List<Coin> coins(SignedIn me) {
    Map<String, Map<Account.Kind, Amount>> sums = new TreeMap<>();
    for (Ledger.Balance balance : ledger.balances(me.merchantId())) {
      sums.computeIfAbsent(
              balance.amount().asset().code(), code -> new EnumMap<>(Account.Kind.class))
          .put(balance.account().kind(), balance.amount());
    }
    List<Coin> coins = new ArrayList<>();
    sums.forEach(
        (code, kinds) -> {
          if (kinds.containsKey(Account.Kind.OWN_PENDING)) {
            coins.add(coin(code, kinds));
          }
        });
    return coins;
  }

  private static Coin coin(String code, Map<Account.Kind, Amount> kinds) {
    Amount nothing = Amount.zero(kinds.values().iterator().next().asset());
    Amount cameIn = kinds.getOrDefault(Account.Kind.OWN_HELD, nothing);
    Amount owed = kinds.getOrDefault(Account.Kind.FEES_OWED, nothing).negated();
    return new Coin(
        code,
        cameIn.text(),
        kinds.getOrDefault(Account.Kind.OWN_PENDING, nothing).text(),
        kinds.getOrDefault(Account.Kind.OWN_RESERVED, nothing).text(),
        owed.isPositive() ? owed.text() : "",
        cameIn.isPositive() && !cameIn.asset().chain().isLightning());
  }

  private Shell shell(HttpServletRequest request, SignedIn me) {
    return shells.of(request, me, "wallets", "Your own wallet");
  }
}
