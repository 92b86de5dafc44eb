package io.aureus.dashboard;

import io.aureus.dashboard.WithdrawPage.Choice;
import io.aureus.dashboard.WithdrawPage.Typed;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.ledger.Account;
import io.aureus.ledger.Ledger;
import io.aureus.merchants.People;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.payouts.AskedAmount;
import io.aureus.payouts.InvoicePayouts;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutKind;
import io.aureus.payouts.PayoutWish;
import io.aureus.payouts.Payouts;
import io.aureus.payouts.WalletBalance;
import io.aureus.payouts.Wallets;
import io.aureus.wallets.Custody;
import io.aureus.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Taking a balance out: what it costs is shown before the password is asked for again. */
@Controller("dashboardWithdraw")
class WithdrawController {
  /** As much as one QR code holds, and the scheme before it. */
  private static final int INVOICE_LONGEST = 7_100;

  private final Payouts payouts;
  private final Wallets wallets;
  private final Ledger ledger;
  private final Catalogue catalogue;
  private final People people;
  private final MoneyProof money;
  private final RandomGenerator random;
  private final Shells shells;
  private final Pages pages;

  WithdrawController(
      Payouts payouts,
      Wallets wallets,
      Ledger ledger,
      Catalogue catalogue,
      People people,
      MoneyProof money,
      RandomGenerator random,
      Shells shells,
      Pages pages) {
    this.payouts = payouts;
    this.wallets = wallets;
    this.ledger = ledger;
    this.catalogue = catalogue;
    this.people = people;
    this.money = money;
    this.random = random;
    this.shells = shells;
    this.pages = pages;
  }

  @GetMapping("/dashboard/withdraw")
  ResponseEntity<String> ask(
      @AuthenticationPrincipal SignedIn me, HttpServletRequest request, Typed typed) {
    return pages.ok("dashboard/withdraw", page(me, shell(request, me), whole(typed), null, ""));
  }

  /**
   * @param everything true for all of the balance, whatever amount is typed
   */
  @PostMapping("/dashboard/withdraw/preview")
  ResponseEntity<String> preview(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      Typed typed,
      @RequestParam(defaultValue = "false") boolean everything) {
    Typed wanted = everything ? all(me, whole(typed)) : whole(typed);
    try {
      Payouts.Preview preview = sufficient(payouts.preview(wish(me, wanted, "")));
      return pages.ok(
          "dashboard/withdraw", page(me, shell(request, me), wanted, preview, onceOnly()));
    } catch (Refusal refusal) {
      return refused(me, request, wanted, refusal);
    }
  }

  /**
   * @param once of the preview: the same again, however it came about, is the same payout
   */
  @PostMapping("/dashboard/withdraw")
  ResponseEntity<String> withdraw(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      Typed typed,
      @RequestParam(defaultValue = "") String once,
      Proof proof) {
    Typed wanted = whole(typed);
    try {
      PayoutWish wish = wish(me, wanted, checked(once));
      // Whoever clicks again for want of an answer must not be told of a service that has changed
      // its mind since: he would begin anew, and pay twice.
      Optional<Payout> standing = payouts.standing(wish);
      if (standing.isPresent()) {
        return PayoutsController.to(standing.get());
      }
      Optional<Refusal> unproved = unproved(me, request, proof);
      if (unproved.isPresent()) {
        Shell shell = shell(request, me).trouble(Texts.sentence(unproved.get().words()));
        Payouts.Preview preview = payouts.preview(wish);
        return pages.answer(
            HttpStatus.FORBIDDEN, "dashboard/withdraw", page(me, shell, wanted, preview, once));
      }
      return PayoutsController.to(payouts.request(wish));
    } catch (Refusal refusal) {
      return refused(me, request, wanted, refusal);
    }
  }

  private Optional<Refusal> unproved(SignedIn me, HttpServletRequest request, Proof proof) {
    try {
      money.check(me, proof, request);
      return Optional.empty();
    } catch (Refusal refusal) {
      return Optional.of(refusal);
    }
  }

  private ResponseEntity<String> refused(
      SignedIn me, HttpServletRequest request, Typed typed, Refusal refusal) {
    Shell shell = shell(request, me).trouble(Texts.sentence(refusal.words()));
    return pages.answer(
        HttpStatus.BAD_REQUEST, "dashboard/withdraw", page(me, shell, typed, null, ""));
  }

  private PayoutWish wish(SignedIn me, Typed typed, String once) {
    Asset asset =
        catalogue
            .asset(typed.coin())
            .orElseThrow(() -> new Refusal(ErrorCode.BAD_REQUEST, "choose a coin"));
    return new PayoutWish(
        me.merchant(),
        PayoutKind.WITHDRAWAL,
        wanted(asset, typed),
        typed.address(),
        typed.fee().equals("amount"),
        null,
        typed.reference().isEmpty() ? null : typed.reference(),
        once.isEmpty() ? null : "dashboard " + once,
        me.actor(),
        typed.isOwn() ? Custody.SELF : Custody.CUSTODIAL);
  }

  /** An invoice mostly names its amount itself. */
  private static Amount wanted(Asset asset, Typed typed) {
    Optional<Amount> named =
        asset.chain().isLightning() && typed.amount().isEmpty()
            ? InvoicePayouts.named(asset, typed.address())
            : Optional.empty();
    return named.orElseGet(() -> amount(asset, typed.amount()));
  }

  private static Amount amount(Asset asset, String typed) {
    if (!typed.matches("[0-9]{1,30}(\\.[0-9]{1,60})?")) {
      throw new Refusal(ErrorCode.BAD_REQUEST, "amount: type a number above 0, like 0.25");
    }
    return AskedAmount.of(
        asset,
        new BigDecimal(typed),
        () -> new Refusal(ErrorCode.BAD_REQUEST, "amount: that is more than all there is"));
  }

  private static Payouts.Preview sufficient(Payouts.Preview preview) {
    if (!preview.available().isAtLeast(preview.amount().plus(preview.fee()))) {
      throw new Refusal(
          ErrorCode.CONFLICT,
          "amount: the balance is %s and the network's fee %s, so that at most %s can arrive"
              .formatted(
                  MoneyTexts.of(preview.available()),
                  MoneyTexts.of(preview.fee()),
                  MoneyTexts.of(preview.most())));
    }
    return preview;
  }

  private WithdrawPage page(
      SignedIn me, Shell shell, Typed typed, Payouts.@Nullable Preview preview, String once) {
    List<Amount> balances = balances(me, typed);
    boolean isLightning =
        balances.stream()
            .map(Amount::asset)
            .filter(asset -> typed.coin().isEmpty() || asset.code().equals(typed.coin()))
            .findFirst()
            .filter(asset -> asset.chain().isLightning())
            .isPresent();
    return new WithdrawPage(
        shell,
        balances.stream().map(sum -> choice(sum, typed.coin())).toList(),
        isLightning,
        typed,
        preview == null ? null : shown(preview),
        once,
        people.hasSecondFactor(me.person()));
  }

  /** What may be taken out, or what came to a wallet of the merchant's own. */
  private List<Amount> balances(SignedIn me, Typed typed) {
    if (typed.isOwn()) {
      return ledger.balances(me.merchantId()).stream()
          .filter(balance -> balance.account().kind() == Account.Kind.OWN_HELD)
          .map(Ledger.Balance::amount)
          .toList();
    }
    return wallets.of(me.merchant(), "USD").stream()
        .filter(balance -> catalogue.asset(balance.asset().code()).isPresent())
        .map(WalletBalance::available)
        .toList();
  }

  /** All of the balance, with the network's fee off it. */
  private Typed all(SignedIn me, Typed typed) {
    return balances(me, typed).stream()
        .filter(sum -> sum.asset().code().equals(typed.coin()))
        .findFirst()
        .map(sum -> typed.all(sum.text()))
        .orElse(typed);
  }

  private static WithdrawPage.Preview shown(Payouts.Preview preview) {
    return new WithdrawPage.Preview(
        MoneyTexts.of(preview.amount()),
        MoneyTexts.of(preview.fee()),
        MoneyTexts.of(preview.amount().plus(preview.fee())),
        MoneyTexts.of(preview.available()),
        preview.amount().asset().chain().name(),
        preview.hold().isEmpty() ? "" : Texts.sentence(preview.hold()),
        Objects.requireNonNullElse(preview.payee(), preview.destination()),
        preview.amount().asset().chain().isLightning()
            ? InvoicePayouts.node(preview.amount().asset().chain(), preview.destination())
            : "");
  }

  private static Choice choice(Amount available, String chosen) {
    Asset asset = available.asset();
    return new Choice(
        asset.code(),
        "%s on %s: %s available".formatted(asset.symbol(), asset.chain().name(), available.text()),
        asset.code().equals(chosen),
        asset.chain().isLightning());
  }

  private Shell shell(HttpServletRequest request, SignedIn me) {
    return shells.of(request, me, "wallets", "Withdraw");
  }

  private String onceOnly() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  private static String checked(String once) {
    if (!once.matches("[0-9a-f-]{36}")) {
      throw new Refusal(ErrorCode.BAD_REQUEST, "please use the buttons of this page");
    }
    return once;
  }

  /** A field that is not in the form is empty. */
  private static Typed whole(Typed typed) {
    return new Typed(
        text(typed.coin(), 32),
        text(typed.amount(), 100),
        text(typed.address(), INVOICE_LONGEST),
        text(typed.fee(), 10),
        text(typed.reference(), 128),
        "self".equals(typed.custody()) ? "self" : "");
  }

  private static String text(@Nullable String value, int longest) {
    String bare = value == null ? "" : value.replaceAll("\\p{Cntrl}", "").strip();
    return bare.substring(0, Math.min(bare.length(), longest));
  }
}
