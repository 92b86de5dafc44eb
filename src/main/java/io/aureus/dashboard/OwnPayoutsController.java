package io.aureus.dashboard;

import io.aureus.dashboard.OrderPage.Fact;
import io.aureus.dashboard.OwnPayoutsPage.Choice;
import io.aureus.dashboard.OwnPayoutsPage.Row;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Amount;
import io.aureus.payouts.CoinStocks;
import io.aureus.payouts.Doubts;
import io.aureus.payouts.OwnPayouts;
import io.aureus.payouts.OwnPayouts.Own;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutId;
import io.aureus.payouts.PayoutKind;
import io.aureus.payouts.PayoutState;
import io.aureus.payouts.Payouts;
import io.aureus.web.Notice;
import io.aureus.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** What the installation sends for itself, and what that costs: for the operator alone. */
@Controller("dashboardOwnPayouts")
class OwnPayoutsController {
  private static final String TITLE = "Own payouts";
  private static final List<PayoutKind> KINDS =
      List.of(
          PayoutKind.SWEEP,
          PayoutKind.TOP_UP,
          PayoutKind.COLD,
          PayoutKind.DEPLOYMENT,
          PayoutKind.CHILD,
          PayoutKind.CONSOLIDATION);
  private static final List<PayoutState> STATES =
      Arrays.stream(PayoutState.values()).filter(one -> one != PayoutState.HANDED_OVER).toList();

  private final OwnPayouts own;
  private final CoinStocks stocks;
  private final Doubts doubts;
  private final PayoutPages payoutPages;
  private final SignInCheck check;
  private final Shells shells;
  private final Pages pages;

  OwnPayoutsController(
      OwnPayouts own,
      CoinStocks stocks,
      Doubts doubts,
      PayoutPages payoutPages,
      SignInCheck check,
      Shells shells,
      Pages pages) {
    this.own = own;
    this.stocks = stocks;
    this.doubts = doubts;
    this.payoutPages = payoutPages;
    this.check = check;
    this.shells = shells;
    this.pages = pages;
  }

  @GetMapping("/dashboard/own-payouts")
  ResponseEntity<String> list(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String status,
      @RequestParam(defaultValue = "") String kind,
      @RequestParam(defaultValue = "1") String page) {
    if (!check.isOperator(me)) {
      return forbidden();
    }
    PayoutFilter asked =
        PayoutFilter.of(
            "/dashboard/own-payouts", new PayoutFilter.Choices(STATES, KINDS), status, kind, page);
    Payouts.Page found = own.list(asked.kind(), asked.state(), asked.page(), PayoutFilter.ROWS);
    Map<PayoutId, Integer> coins = own.coins(found.payouts());
    return pages.ok(
        "dashboard/ownpayouts",
        new OwnPayoutsPage(
            shells.of(request, me, "system", TITLE),
            choice(asked.state(), STATES),
            choice(asked.kind(), KINDS),
            found.payouts().stream().map(one -> row(one, coins.get(one.id()))).toList(),
            own.costs().stream().map(MoneyTexts::of).toList(),
            stocks.all().stream().map(OwnPayoutsController::words).toList(),
            found.total(),
            asked.page(),
            asked.last(found.total()),
            asked.newer(),
            asked.older(found.total())));
  }

  @GetMapping("/dashboard/own-payouts/{id}")
  ResponseEntity<String> one(
      @AuthenticationPrincipal SignedIn me, HttpServletRequest request, @PathVariable String id) {
    if (!check.isOperator(me)) {
      return forbidden();
    }
    Own found = find(id);
    Payout payout = found.payout();
    return pages.ok(
        "dashboard/ownpayout",
        new OwnPayoutPage(
            shells.of(request, me, "system", MoneyTexts.words(payout.kind())),
            payout.id().value(),
            payout.state().name(),
            MoneyTexts.look(payout.state()),
            words(payout.state()),
            reason(payout),
            facts(found),
            found.lots().stream().map(OwnPayoutsController::lot).toList(),
            payoutPages.story(payout),
            doubts.find(payout.id()).isPresent()));
  }

  private static Row row(Payout payout, @Nullable Integer coins) {
    String kind = MoneyTexts.words(payout.kind());
    return new Row(
        payout.id().value(),
        Texts.time(payout.createdAt()),
        coins == null ? kind : kind + " of %d coins".formatted(coins),
        payout.state().name(),
        MoneyTexts.look(payout.state()),
        MoneyTexts.of(payout.amount()),
        cost(payout),
        Objects.requireNonNullElse(payout.txHash(), ""),
        reason(payout));
  }

  /** How many coins lie there, and why small ones do not become one. */
  private static String words(CoinStocks.Stock stock) {
    String dust =
        stock.dust() == 0
            ? ""
            : " %d more hold %s, which is less than spending them costs now."
                .formatted(stock.dust(), MoneyTexts.of(stock.dustSum()));
    String next =
        stock.words().isEmpty()
            ? "Small ones are about to become one"
            : "They stay as they are: " + stock.words();
    return "%s: %d free coins, together %s.%s %s."
        .formatted(stock.asset().code(), stock.coins(), MoneyTexts.of(stock.sum()), dust, next);
  }

  private List<Fact> facts(Own found) {
    Payout payout = found.payout();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Moves", MoneyTexts.of(payout.amount())));
    facts.add(new Fact("The network took", cost(payout).isEmpty() ? "nothing yet" : cost(payout)));
    if (payout.kind() == PayoutKind.CONSOLIDATION) {
      facts.add(new Fact("Coins", String.valueOf(found.lots().size())));
    }
    facts.add(new Fact("Network", payout.amount().asset().chain().name()));
    facts.add(new Fact("Signed by", found.sender()));
    facts.add(new Fact("To", payout.destination()));
    payoutPages.transaction(payout).ifPresent(facts::add);
    facts.add(new Fact("Planned", Texts.time(payout.createdAt())));
    facts.add(new Fact("Changed", Texts.time(payout.updatedAt())));
    return facts;
  }

  private static OwnPayoutPage.Lot lot(OwnPayouts.Lot lot) {
    return new OwnPayoutPage.Lot(lot.address(), MoneyTexts.of(lot.amount()));
  }

  private static String cost(Payout payout) {
    Amount spent = payout.spent();
    return spent == null ? "" : MoneyTexts.of(spent);
  }

  private static String reason(Payout payout) {
    return payout.holdReason().isEmpty() ? "" : Texts.sentence(payout.holdReason());
  }

  /** No balance has it again, since it is on none. */
  private static String words(PayoutState state) {
    return switch (state) {
      case CANCELLED -> "Taken back; nothing was sent.";
      case FAILED -> "It failed, and moved nothing.";
      default -> MoneyTexts.words(state);
    };
  }

  private Own find(String id) {
    return Optional.of(id)
        .filter(text -> text.matches(PayoutsController.ID))
        .flatMap(text -> own.find(new PayoutId(text)))
        .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "There is no such payout."));
  }

  private static <T extends Enum<T>> Choice choice(@Nullable T chosen, List<T> all) {
    return new Choice(PayoutFilter.name(chosen), all.stream().map(Enum::name).toList());
  }

  private ResponseEntity<String> forbidden() {
    return pages.notice(
        HttpStatus.FORBIDDEN,
        new Notice(
            "Only the operator sees own payouts",
            "They move every merchant's coins between the wallets of this gateway. The operator is"
                + " the owner of the first merchant.",
            List.of(new Notice.Link("/dashboard", "To the dashboard"))));
  }
}
