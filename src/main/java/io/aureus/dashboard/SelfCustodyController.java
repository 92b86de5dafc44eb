package io.aureus.dashboard;

import io.aureus.dashboard.SelfCustodyPage.Coin;
import io.aureus.dashboard.SelfCustodyPage.Offer;
import io.aureus.dashboard.SelfCustodyPage.Wallet;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.ledger.Account;
import io.aureus.ledger.Ledger;
import io.aureus.merchants.People;
import io.aureus.merchants.Role;
import io.aureus.money.Amount;
import io.aureus.wallets.OwnWallet;
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
  private static final String EVM = "evm";
  private static final int LONGEST = 300_000;

  private final SelfCustody selfCustody;
  private final Ledger ledger;
  private final People people;
  private final SignInCheck check;
  private final Shells shells;
  private final Pages pages;

  SelfCustodyController(
      SelfCustody selfCustody,
      Ledger ledger,
      People people,
      SignInCheck check,
      Shells shells,
      Pages pages) {
    this.selfCustody = selfCustody;
    this.ledger = ledger;
    this.people = people;
    this.check = check;
    this.shells = shells;
    this.pages = pages;
  }

  @GetMapping("/dashboard/self-custody")
  ResponseEntity<String> wallets(@AuthenticationPrincipal SignedIn me, HttpServletRequest request) {
    return pages.ok(PAGE, page(me, shell(request, me), null));
  }

  @PostMapping("/dashboard/self-custody/compare")
  ResponseEntity<String> compare(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String wallet) {
    try {
      return pages.ok(PAGE, page(me, shell(request, me), offer(me, wallet)));
    } catch (Refusal refusal) {
      return refused(me, request, refusal, HttpStatus.BAD_REQUEST, null);
    }
  }

  @PostMapping("/dashboard/self-custody")
  ResponseEntity<String> adopt(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String wallet,
      @RequestParam(defaultValue = "") String same,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "") String code) {
    Offer offer;
    try {
      offer = offer(me, wallet);
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
          people.confirm(me.person(), password, code, request.getRemoteAddr());
          selfCustody.adopt(me.merchant(), EVM, wallet, me.actor());
          return "New orders use it from now on.";
        });
  }

  @PostMapping("/dashboard/self-custody/stop")
  ResponseEntity<String> stop(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "") String code) {
    return changed(
        me,
        request,
        null,
        () -> {
          people.confirm(me.person(), password, code, request.getRemoteAddr());
          selfCustody.stop(me.merchant(), EVM);
          return "New orders use the gateway's wallet again. What was given stays watched.";
        });
  }

  private ResponseEntity<String> changed(
      SignedIn me, HttpServletRequest request, @Nullable Offer offer, Supplier<String> deed) {
    try {
      if (!isOwner(me)) {
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

  private Offer offer(SignedIn me, String typed) {
    if (typed.length() > LONGEST) {
      throw new Refusal(ErrorCode.BAD_REQUEST, "this is too long: add addresses in several turns");
    }
    OwnWallet.Proposal proposal = selfCustody.propose(me.merchant(), EVM, typed);
    return new Offer(
        typed.strip(),
        name(proposal.kind(), proposal.fingerprint()),
        proposal.firstAddresses(),
        proposal.takenFrom().isEmpty() ? "" : Texts.sentence(proposal.takenFrom()));
  }

  private SelfCustodyPage page(SignedIn me, Shell shell, @Nullable Offer offer) {
    List<OwnWallet> wallets = selfCustody.of(me.merchant());
    return new SelfCustodyPage(
        shell,
        wallets.stream().map(SelfCustodyController::wallet).toList(),
        coins(me),
        offer,
        wallets.stream().anyMatch(OwnWallet::active),
        people.hasSecondFactor(me.person()),
        isOwner(me));
  }

  private static Wallet wallet(OwnWallet wallet) {
    List<String> state = new ArrayList<>();
    state.add(wallet.active() ? "New orders use it." : "Not in use; its addresses stay watched.");
    state.add("%d addresses given to orders.".formatted(wallet.given()));
    Long left = wallet.left();
    state.add(
        left == null
            ? "%d unpaid after the last paid one.".formatted(wallet.unpaid())
            : "%d left.".formatted(left));
    return new Wallet(
        name(wallet.kind(), wallet.fingerprint()),
        wallet.active(),
        String.join(" ", state),
        wallet.warnings().stream().map(Texts::sentence).toList());
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
        cameIn.isPositive());
  }

  private static String name(OwnWallet.Kind kind, String fingerprint) {
    return (kind == OwnWallet.Kind.XPUB ? "Account key " : "List of addresses ") + fingerprint;
  }

  private boolean isOwner(SignedIn me) {
    return check.role(me).filter(role -> role == Role.OWNER).isPresent();
  }

  private Shell shell(HttpServletRequest request, SignedIn me) {
    return shells.of(request, me, "wallets", "Your own wallet");
  }
}
