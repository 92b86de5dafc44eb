package io.aureus.checkout;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.web.Notice;
import io.aureus.web.Pages;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Tells a payer what is wrong, in a page. */
@ControllerAdvice(assignableTypes = {CheckoutController.class, EntranceController.class})
class CheckoutTrouble {
  private final Pages pages;

  CheckoutTrouble(Pages pages) {
    this.pages = pages;
  }

  @ExceptionHandler
  ResponseEntity<String> refused(Refusal refusal) {
    if (refusal.code() == ErrorCode.NOT_FOUND) {
      return pages.notice(
          HttpStatus.NOT_FOUND,
          new Notice(
              "This payment link is not known",
              "It may have ended, or a part of it is missing. Go back to the shop and pay again"
                  + " from there. Nothing has been charged."));
    }
    return pages.notice(
        HttpStatus.SERVICE_UNAVAILABLE,
        new Notice("That did not work", "Nothing has been charged. Please try again in a minute."));
  }
}
