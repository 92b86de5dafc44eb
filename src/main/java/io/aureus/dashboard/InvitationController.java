package io.aureus.dashboard;

import io.aureus.errors.Refusal;
import io.aureus.merchants.Invitation;
import io.aureus.merchants.Invitations;
import io.aureus.merchants.Merchants;
import io.aureus.web.Notice;
import io.aureus.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** The page that an invitation's link leads to; nobody is signed in there. */
@Controller("dashboardInvitation")
class InvitationController {
  private final Invitations invitations;
  private final Merchants merchants;
  private final Pages pages;

  InvitationController(Invitations invitations, Merchants merchants, Pages pages) {
    this.invitations = invitations;
    this.merchants = merchants;
    this.pages = pages;
  }

  /** Looking uses nothing up: programs that preview links look too. */
  @GetMapping("/dashboard/invitation/{token}")
  ResponseEntity<String> look(HttpServletRequest request, @PathVariable String token) {
    Optional<Invitation> invitation = invitations.find(token);
    return invitation.isEmpty()
        ? gone()
        : pages.ok("dashboard/invitation", page(request, invitation.get(), ""));
  }

  @PostMapping("/dashboard/invitation/{token}")
  ResponseEntity<String> accept(
      HttpServletRequest request, @PathVariable String token, Proof typed) {
    try {
      String email =
          invitations.accept(
              token,
              Objects.requireNonNullElse(typed.password(), ""),
              Objects.requireNonNullElse(typed.code(), ""),
              request.getRemoteAddr());
      String told = "You are in. Sign in with your password now.";
      return pages.ok(
          "dashboard/signin", new DoorPage(Shells.csrf(request), email, "", "", "", told, ""));
    } catch (Refusal refusal) {
      Optional<Invitation> still = invitations.find(token);
      String trouble = Texts.sentence(refusal.words());
      return still.isEmpty()
          ? gone()
          : pages.answer(
              HttpStatus.BAD_REQUEST, "dashboard/invitation", page(request, still.get(), trouble));
    }
  }

  private ResponseEntity<String> gone() {
    return pages.notice(
        HttpStatus.NOT_FOUND,
        new Notice(
            "This invitation is not good any more",
            "It was used, taken back, or has ended. Ask whoever invited you for a new one.",
            List.of(new Notice.Link("/dashboard/sign-in", "Sign in"))));
  }

  private InvitationPage page(HttpServletRequest request, Invitation invitation, String trouble) {
    return new InvitationPage(
        Shells.csrf(request),
        merchants.known(invitation.merchant()).name(),
        invitation.email(),
        PeopleController.words(invitation.role()),
        invitations.hasAccount(invitation),
        trouble);
  }
}
