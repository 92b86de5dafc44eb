package io.aureus.dashboard;

import io.aureus.errors.Refusal;
import io.aureus.merchants.People;
import io.aureus.merchants.Person;
import io.aureus.merchants.SetupToken;
import io.aureus.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages before sign-in: signing in, and the first account. */
@Controller("dashboardDoor")
class DoorController {
  private final People people;
  private final SetupToken setupToken;
  private final Pages pages;

  DoorController(People people, SetupToken setupToken, Pages pages) {
    this.people = people;
    this.setupToken = setupToken;
    this.pages = pages;
  }

  /** The parameters are those of the links that Aurpay's plugins carry. */
  @GetMapping("/dashboard/sign-in")
  ResponseEntity<String> signIn(
      @AuthenticationPrincipal @Nullable SignedIn me,
      HttpServletRequest request,
      @RequestParam(name = "cur_url", defaultValue = "") String next,
      @RequestParam(defaultValue = "") String platform,
      @RequestParam(defaultValue = "") String email,
      @RequestParam(defaultValue = "") String out) {
    if (me != null) {
      return to(NextPage.of(next, platform));
    }
    if (!people.anybody()) {
      return to("/dashboard/setup");
    }
    String told = out.isEmpty() ? "" : "You are signed out.";
    return pages.ok(
        "dashboard/signin",
        new DoorPage(Shells.csrf(request), email, "", next, platform, told, ""));
  }

  @GetMapping("/dashboard/setup")
  ResponseEntity<String> setup(HttpServletRequest request) {
    if (people.anybody()) {
      return to("/dashboard/sign-in");
    }
    return pages.ok("dashboard/setup", page(request, "", "", ""));
  }

  /** What was typed comes back with the trouble, but for the token and the password. */
  @PostMapping("/dashboard/setup")
  ResponseEntity<String> redeem(
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String token,
      @RequestParam(defaultValue = "") String email,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "") String shop) {
    try {
      Person person = setupToken.redeem(token, email, password, shop);
      return pages.ok(
          "dashboard/signin",
          new DoorPage(
              Shells.csrf(request),
              person.email(),
              "",
              "",
              "",
              "The account is made. Sign in with it now.",
              ""));
    } catch (Refusal refusal) {
      String trouble = Texts.sentence(refusal.words());
      return pages.answer(
          HttpStatus.BAD_REQUEST, "dashboard/setup", page(request, email, shop, trouble));
    }
  }

  private static DoorPage page(
      HttpServletRequest request, String email, String shop, String trouble) {
    return new DoorPage(Shells.csrf(request), email, shop, "", "", "", trouble);
  }

  private static ResponseEntity<String> to(String path) {
    return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create(path)).build();
  }
}
