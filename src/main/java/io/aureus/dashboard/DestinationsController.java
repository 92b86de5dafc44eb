package io.aureus.dashboard;

import io.aureus.dashboard.DestinationsPage.Choice;
import io.aureus.dashboard.DestinationsPage.Line;
import io.aureus.dashboard.DestinationsPage.Typed;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.SpendingPolicy;
import io.aureus.keys.SpendingPolicy.Destination;
import io.aureus.keys.SpendingPolicy.Rules;
import io.aureus.merchants.People;
import io.aureus.merchants.Person;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import io.aureus.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The list of addresses that withdrawals may go to. Owners change it, with their proof; where the
 * signer is a process of its own, the list is the signer's, and is lengthened there.
 */
@Controller("dashboardDestinations")
class DestinationsController {
  private static final String PAGE = "dashboard/destinations";
  private static final int LONGEST = 100;
  private static final Typed NOTHING = new Typed("", "");

  private final SpendingPolicy policy;
  private final Catalogue catalogue;
  private final People people;
  private final MoneyProof money;
  private final SignInCheck check;
  private final Shells shells;
  private final Pages pages;

  DestinationsController(
      SpendingPolicy policy,
      Catalogue catalogue,
      People people,
      MoneyProof money,
      SignInCheck check,
      Shells shells,
      Pages pages) {
    this.policy = policy;
    this.catalogue = catalogue;
    this.people = people;
    this.money = money;
    this.check = check;
    this.shells = shells;
    this.pages = pages;
  }

  @GetMapping("/dashboard/destinations")
  ResponseEntity<String> list(@AuthenticationPrincipal SignedIn me, HttpServletRequest request) {
    return pages.ok(PAGE, page(me, shell(request, me), "", NOTHING));
  }

  @PostMapping("/dashboard/destinations/add")
  ResponseEntity<String> add(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String chain,
      @RequestParam(defaultValue = "") String address,
      @RequestParam(defaultValue = "") String label,
      Proof proof) {
    Typed typed = new Typed(text(address), text(label));
    return act(
        me,
        request,
        chain,
        typed,
        () -> {
          Chain where = chain(chain);
          if (policy.isBlocked(typed.address())) {
            throw new Refusal(
                ErrorCode.FORBIDDEN, "the address is on the block list: nothing is paid to it");
          }
          money.check(me, proof, request);
          policy.add(me.merchantId(), where, typed.address(), typed.label(), me.actor());
          return "Added. Withdrawals may go there.";
        });
  }

  @PostMapping("/dashboard/destinations/remove")
  ResponseEntity<String> remove(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String chain,
      @RequestParam(defaultValue = "") String address,
      Proof proof) {
    return act(
        me,
        request,
        "",
        NOTHING,
        () -> {
          proof.check(people, me, request);
          policy.remove(me.merchantId(), chain(chain), text(address), me.actor());
          return "Removed.";
        });
  }

  private ResponseEntity<String> act(
      SignedIn me, HttpServletRequest request, String chain, Typed typed, Supplier<String> deed) {
    Shell shell = shell(request, me);
    try {
      if (!check.isOwner(me)) {
        throw new Refusal(ErrorCode.FORBIDDEN, "only an owner says where withdrawals may go");
      }
      return pages.ok(PAGE, page(me, shell.told(deed.get()), "", NOTHING));
    } catch (Refusal refusal) {
      boolean wrong = refusal.code() == ErrorCode.BAD_REQUEST;
      return pages.answer(
          wrong ? HttpStatus.BAD_REQUEST : HttpStatus.FORBIDDEN,
          PAGE,
          page(me, shell.trouble(Texts.sentence(refusal.words())), chain, typed));
    }
  }

  private DestinationsPage page(SignedIn me, Shell shell, String chosen, Typed typed) {
    Rules rules = policy.rules();
    List<Line> lines = new ArrayList<>();
    for (Destination one : policy.list(me.merchantId())) {
      lines.add(line(Integer.toString(lines.size()), one));
    }
    return new DestinationsPage(
        shell,
        lines,
        catalogue.chains().stream()
            .map(chain -> new Choice(chain.code(), chain.name(), chain.code().equals(chosen)))
            .toList(),
        typed,
        rules.allowListOnly(),
        Texts.length(rules.newDestinationDelay()),
        policy.isDistant(),
        me.merchantId(),
        check.isOwner(me),
        people.hasSecondFactor(me.person()));
  }

  private Line line(String id, Destination one) {
    return new Line(
        id,
        one.chain(),
        catalogue.chain(one.chain()).map(Chain::name).orElse(one.chain()),
        one.address(),
        one.label(),
        who(one.addedBy()),
        Texts.time(one.addedAt()));
  }

  private String who(String actor) {
    return actor.matches("person:[0-9]{1,18}")
        ? people.find(Long.parseLong(actor.substring(7))).map(Person::email).orElse(actor)
        : actor;
  }

  private Chain chain(String code) {
    return catalogue
        .chain(code)
        .orElseThrow(() -> new Refusal(ErrorCode.BAD_REQUEST, "choose the address's network"));
  }

  private static String text(String typed) {
    String bare = typed.replaceAll("\\p{Cntrl}", " ").strip();
    return bare.substring(0, Math.min(bare.length(), LONGEST));
  }

  private Shell shell(HttpServletRequest request, SignedIn me) {
    return shells.of(request, me, "payouts", "Destinations");
  }
}
