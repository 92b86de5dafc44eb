package io.aureus.dashboard;

import io.aureus.dashboard.PolicyPage.Cap;
import io.aureus.dashboard.PolicyPage.Rule;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.SpendingPolicy;
import io.aureus.keys.SpendingPolicy.Rules;
import io.aureus.keys.SpendingPolicy.Stop;
import io.aureus.merchants.People;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.web.Notice;
import io.aureus.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The signing policy, to be read by the operator. Nothing is loosened from here: whoever takes over
 * the website must not gain what the policy withholds. Signing can be stopped, which only tightens.
 */
@Controller("dashboardPolicy")
class PolicyController {
  private static final String PAGE = "dashboard/policy";

  private final SpendingPolicy policy;
  private final Catalogue catalogue;
  private final People people;
  private final SignInCheck check;
  private final Shells shells;
  private final Pages pages;

  PolicyController(
      SpendingPolicy policy,
      Catalogue catalogue,
      People people,
      SignInCheck check,
      Shells shells,
      Pages pages) {
    this.policy = policy;
    this.catalogue = catalogue;
    this.people = people;
    this.check = check;
    this.shells = shells;
    this.pages = pages;
  }

  @GetMapping("/dashboard/policy")
  ResponseEntity<String> policy(@AuthenticationPrincipal SignedIn me, HttpServletRequest request) {
    return check.isOperator(me) ? pages.ok(PAGE, page(me, shell(request, me))) : forbidden();
  }

  @PostMapping("/dashboard/policy/stop")
  ResponseEntity<String> stop(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "") String code) {
    if (!check.isOperator(me)) {
      return forbidden();
    }
    Shell shell = shell(request, me);
    try {
      people.confirm(me.person(), password, code, request.getRemoteAddr());
      policy.setKillSwitch(true, words(reason), me.actor());
      return pages.ok(PAGE, page(me, shell.told("Signing is stopped.")));
    } catch (Refusal refusal) {
      return pages.answer(
          HttpStatus.FORBIDDEN, PAGE, page(me, shell.trouble(Texts.sentence(refusal.words()))));
    }
  }

  private static String words(String reason) {
    String words = reason.replaceAll("\\p{Cntrl}", " ").strip();
    if (words.isEmpty() || words.length() > 200) {
      throw new Refusal(
          ErrorCode.BAD_REQUEST, "say in 1 to 200 characters why: it is shown where payouts wait");
    }
    return words;
  }

  private ResponseEntity<String> forbidden() {
    return pages.notice(
        HttpStatus.FORBIDDEN,
        new Notice(
            "Only the operator sees the signing policy",
            "It binds every merchant's payouts. The operator is the owner of the first merchant.",
            List.of(new Notice.Link("/dashboard", "To the dashboard"))));
  }

  private Shell shell(HttpServletRequest request, SignedIn me) {
    return shells.of(request, me, "system", "Signing policy");
  }

  private PolicyPage page(SignedIn me, Shell shell) {
    Rules rules = policy.rules();
    return new PolicyPage(
        shell,
        words(rules),
        catalogue.assets().stream().map(asset -> cap(rules, asset)).toList(),
        stopped(rules),
        people.hasSecondFactor(me.person()));
  }

  private static String stopped(Rules rules) {
    Stop stop = rules.stop();
    return stop == null
        ? ""
        : "%s (%s, %s)".formatted(stop.reason(), Texts.time(stop.at()), stop.actor());
  }

  private List<Rule> words(Rules rules) {
    return Stream.of(places(rules), costs(rules), people(rules)).flatMap(List::stream).toList();
  }

  private static List<Rule> places(Rules rules) {
    return List.of(
        new Rule(
            "A new destination waits",
            rules.newDestinationDelay().isZero()
                ? "not at all"
                : Texts.length(rules.newDestinationDelay()),
            "aureus.keys.policy.new-destination-delay"),
        new Rule(
            "Withdrawals go to listed destinations only",
            rules.allowListOnly() ? "yes" : "no",
            "aureus.keys.policy.allow-list-only"),
        new Rule(
            "Nothing is ever paid to",
            rules.blocked() == 0
                ? "nobody is blocked"
                : rules.blocked() == 1 ? "1 address" : rules.blocked() + " addresses",
            "aureus.keys.policy.block-list, block-list-file"),
        new Rule(
            "Cold address",
            rules.coldAddress().isEmpty() ? "none" : rules.coldAddress(),
            "aureus.keys.policy.cold-address"));
  }

  private List<Rule> costs(Rules rules) {
    return List.of(
        new Rule(
            "A top-up with gas is at most",
            rules.topUpCap().toPlainString(),
            "aureus.keys.policy.top-up-cap"),
        new Rule(
            "A transaction's fee is at most",
            rules.feeCap().toPlainString(),
            "aureus.keys.policy.fee-cap"),
        new Rule(
            "A transaction of coins costs at most",
            rules.coinFeeCap().isEmpty() ? "none" : coins(rules.coinFeeCap()),
            "aureus.keys.policy.coin-fee-cap"),
        new Rule(
            "All transactions of 24 hours cost at most",
            rules.feeDayCap().isEmpty() ? "none" : feesOfDay(rules),
            "aureus.keys.policy.fee-day-cap"));
  }

  private String feesOfDay(Rules rules) {
    return rules.feeDayCap().values().stream()
        .map(
            cap ->
                "%s %s (%s signed for)"
                    .formatted(
                        cap.text(),
                        cap.asset().code(),
                        policy.feesOfDay(Amount.zero(cap.asset())).text()))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static List<Rule> people(Rules rules) {
    return List.of(
        new Rule(
            "A refund without a second person is at most",
            refunds(rules, rules.refundCap()),
            "aureus.keys.policy.refund-cap"),
        new Rule(
            "All such refunds of 24 hours are at most",
            rules.refundDayCap().isEmpty() ? "no limit" : coins(rules.refundDayCap()),
            "aureus.keys.policy.refund-day-cap"),
        new Rule(
            "The list and the delay hold for refunds as well",
            rules.refundsAsWithdrawals() ? "yes" : "no",
            "aureus.keys.policy.refunds-as-withdrawals"),
        new Rule(
            "A second person approves",
            rules.approveAtSigner() ? "on the signer's machine only" : "here",
            "aureus.keys.policy.approve-at-signer"));
  }

  private static String refunds(Rules rules, Map<String, Amount> caps) {
    if (!rules.allowListOnly()) {
      return caps.isEmpty() ? "no limit" : coins(caps);
    }
    String rest = "none, unless to a listed address";
    return caps.isEmpty() ? rest : coins(caps) + "; of other coins " + rest;
  }

  private static String coins(Map<String, Amount> caps) {
    return caps.values().stream()
        .map(cap -> cap.text() + " " + cap.asset().code())
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private Cap cap(Rules rules, Asset asset) {
    return new Cap(
        asset.code(),
        text(rules.payoutCap(), asset),
        text(rules.dayCap(), asset),
        policy.lastDay(Amount.zero(asset)).text(),
        text(rules.approvalAbove(), asset));
  }

  private static String text(Map<String, Amount> amounts, Asset asset) {
    Amount amount = amounts.get(asset.code());
    return amount == null ? "none" : amount.text();
  }
}
