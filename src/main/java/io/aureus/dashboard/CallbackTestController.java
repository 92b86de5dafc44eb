package io.aureus.dashboard;

import io.aureus.callbacks.CallbackTest;
import io.aureus.callbacks.CallbackTests;
import io.aureus.dashboard.CallbacksPage.TestForm;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.merchants.Merchants;
import io.aureus.merchants.People;
import io.aureus.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The button that calls the shop for a test and shows what came back. */
@Controller("dashboardCallbackTest")
class CallbackTestController {
  private final CallbackTests tests;
  private final Merchants merchants;
  private final People people;
  private final CallbacksPages callbacksPages;
  private final Shells shells;
  private final Pages pages;

  CallbackTestController(
      CallbackTests tests,
      Merchants merchants,
      People people,
      CallbacksPages callbacksPages,
      Shells shells,
      Pages pages) {
    this.tests = tests;
    this.merchants = merchants;
    this.people = people;
    this.callbacksPages = callbacksPages;
    this.shells = shells;
    this.pages = pages;
  }

  /**
   * An open session alone must not make us sign a call, not even one of a test.
   *
   * @param url what to call
   * @param form {@code post} for the form with an order's fields
   */
  @PostMapping("/dashboard/callbacks/test")
  ResponseEntity<String> test(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      Proof proof,
      @RequestParam(defaultValue = "") String url,
      @RequestParam(defaultValue = "get") String form) {
    TestForm typed = new TestForm(url.replace("\0", "").strip(), form.equals("post"));
    Shell shell = shells.of(request, me, "callbacks", "Callback Authentication");
    try {
      proof.check(people, me, request);
      if (typed.url().isEmpty()) {
        throw new Refusal(ErrorCode.BAD_REQUEST, "type the URL that is to be called");
      }
      CallbackTest test = tests.call(merchants.known(me.merchant()), typed.url(), typed.post());
      return answer(HttpStatus.OK, me, shell, typed, Optional.of(test));
    } catch (Refusal refusal) {
      HttpStatus status =
          refusal.code() == ErrorCode.TOO_MANY_REQUESTS
              ? HttpStatus.TOO_MANY_REQUESTS
              : HttpStatus.BAD_REQUEST;
      Shell trouble = shell.trouble(Texts.sentence(refusal.words()));
      return answer(status, me, trouble, typed, Optional.empty());
    }
  }

  private ResponseEntity<String> answer(
      HttpStatus status, SignedIn me, Shell shell, TestForm typed, Optional<CallbackTest> test) {
    return pages.answer(
        status, "dashboard/callbacks", callbacksPages.of(me, shell, List.of(), typed, test));
  }
}
