package io.aureus.dashboard;

import io.aureus.dashboard.KeysPage.Fresh;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.merchants.Colleague;
import io.aureus.merchants.Colleagues;
import io.aureus.merchants.Invitation;
import io.aureus.merchants.People;
import io.aureus.merchants.Role;
import io.aureus.web.Notice;
import io.aureus.web.Pages;
import io.aureus.web.PublicUrl;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who acts for the merchant: an owner's page, and each change takes the owner's proof. */
@Controller("dashboardPeople")
class PeopleController {
  private static final String PAGE = "dashboard/people";

  private final Colleagues colleagues;
  private final People people;
  private final MoneyProof money;
  private final OpenSessions sessions;
  private final PublicUrl publicUrl;
  private final SignInCheck check;
  private final Shells shells;
  private final Pages pages;

  PeopleController(
      Colleagues colleagues,
      People people,
      MoneyProof money,
      OpenSessions sessions,
      PublicUrl publicUrl,
      SignInCheck check,
      Shells shells,
      Pages pages) {
    this.colleagues = colleagues;
    this.people = people;
    this.money = money;
    this.sessions = sessions;
    this.publicUrl = publicUrl;
    this.check = check;
    this.shells = shells;
    this.pages = pages;
  }

  @GetMapping("/dashboard/people")
  ResponseEntity<String> all(@AuthenticationPrincipal SignedIn me, HttpServletRequest request) {
    return check.isOwner(me)
        ? pages.ok(PAGE, page(me, shell(request, me), List.of()))
        : forbidden();
  }

  @PostMapping("/dashboard/people/invite")
  ResponseEntity<String> invite(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String email,
      @RequestParam(defaultValue = "") String role,
      Proof proof) {
    return act(
        me,
        request,
        () -> money.check(me, proof, request),
        () -> {
          String token = colleagues.invite(me.merchant(), me.person(), email, role(role));
          String link = publicUrl.of("/dashboard/invitation/" + token);
          return new Done(
              "Invited. Hand the link to that person, and to nobody else.",
              List.of(new Fresh("invitation-link", "Link", link)));
        });
  }

  @PostMapping("/dashboard/people/take-back")
  ResponseEntity<String> takeBack(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String invitation,
      Proof proof) {
    return act(
        me,
        request,
        () -> proof.check(people, me, request),
        () -> {
          colleagues.takeBack(me.merchant(), me.person(), number(invitation));
          return new Done("Taken back. The link is good for nothing now.", List.of());
        });
  }

  @PostMapping("/dashboard/people/role")
  ResponseEntity<String> role(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String person,
      @RequestParam(defaultValue = "") String role,
      Proof proof) {
    return act(
        me,
        request,
        () -> money.check(me, proof, request),
        () -> {
          colleagues.changeRole(me.merchant(), me.person(), number(person), role(role));
          return new Done("Changed. It counts from the next click on.", List.of());
        });
  }

  @PostMapping("/dashboard/people/remove")
  ResponseEntity<String> remove(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String person,
      Proof proof) {
    return act(
        me,
        request,
        () -> proof.check(people, me, request),
        () -> {
          Colleague gone = colleagues.remove(me.merchant(), me.person(), number(person));
          sessions.end(gone.email());
          return new Done(
              gone.email()
                  + " is out, on every device. Rotate the API keys and tokens that this person"
                  + " may have seen, and look under Payouts for what is still to go.",
              List.of());
        });
  }

  private record Done(String told, List<Fresh> fresh) {}

  private interface Deed {
    Done run();
  }

  /** Whoever is no owner is told so before anything of the form is looked at. */
  private ResponseEntity<String> act(
      SignedIn me, HttpServletRequest request, Runnable proven, Deed deed) {
    if (!check.isOwner(me)) {
      return forbidden();
    }
    try {
      proven.run();
      Done done = deed.run();
      // Whoever took himself out, or made himself less, is shown no more.
      return check.isOwner(me)
          ? pages.ok(PAGE, page(me, shell(request, me).told(done.told()), done.fresh()))
          : forbidden();
    } catch (Refusal refusal) {
      Shell shell = shell(request, me).trouble(Texts.sentence(refusal.words()));
      return pages.answer(HttpStatus.FORBIDDEN, PAGE, page(me, shell, List.of()));
    }
  }

  private ResponseEntity<String> forbidden() {
    return pages.notice(
        HttpStatus.FORBIDDEN,
        new Notice(
            "Only an owner sees who acts for the shop",
            "Owners invite people, change what they may do, and remove them.",
            List.of(new Notice.Link("/dashboard", "To the dashboard"))));
  }

  private PeoplePage page(SignedIn me, Shell shell, List<Fresh> fresh) {
    return new PeoplePage(
        shell,
        fresh,
        colleagues.of(me.merchant()).stream().map(one -> member(me, one)).toList(),
        colleagues.invited(me.merchant()).stream().map(PeopleController::asked).toList(),
        Arrays.stream(Role.values())
            .map(role -> new PeoplePage.Choice(role.name(), words(role)))
            .toList(),
        people.hasSecondFactor(me.person()));
  }

  private static PeoplePage.Member member(SignedIn me, Colleague one) {
    return new PeoplePage.Member(
        Long.toString(one.id()),
        one.email(),
        one.role().name(),
        one.id() == me.person(),
        one.secondFactor(),
        one.signedInAt() == null ? "never" : Texts.time(one.signedInAt()));
  }

  private static PeoplePage.Asked asked(Invitation one) {
    return new PeoplePage.Asked(
        Long.toString(one.id()), one.email(), one.role().name(), Texts.time(one.until()));
  }

  /** What a role lets a person do, for whoever gives or gets it. */
  static String words(Role role) {
    return switch (role) {
      case OWNER -> "Owner: everything, also people, destinations and payouts by programs";
      case ADMIN -> "Admin: orders, settings, keys, withdrawals and approvals";
      case VIEWER -> "Viewer: looks, and changes nothing";
    };
  }

  private static Role role(String typed) {
    return Arrays.stream(Role.values())
        .filter(role -> role.name().equals(typed.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new Refusal(ErrorCode.BAD_REQUEST, "choose what that person may do"));
  }

  private static long number(String id) {
    if (!id.matches("[0-9]{1,18}")) {
      throw new Refusal(ErrorCode.BAD_REQUEST, "please use the buttons of this page");
    }
    return Long.parseLong(id);
  }

  private Shell shell(HttpServletRequest request, SignedIn me) {
    return shells.of(request, me, "people", "People");
  }
}
