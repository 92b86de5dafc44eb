package io.aureus.checkout;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Tells a payer what is wrong, in a page. */
@ControllerAdvice(assignableTypes = {CheckoutController.class, EntranceController.class})
class CheckoutTrouble {
  private final PayerPages pages;

  CheckoutTrouble(PayerPages pages) {
    this.pages = pages;
  }

  @ExceptionHandler
  ResponseEntity<String> refused(Refusal refusal, HttpServletRequest request) {
    if (refusal.code() == ErrorCode.NOT_FOUND) {
      return pages.notice(
          HttpStatus.NOT_FOUND, request, "notice.unknown-payment", "notice.unknown-payment.text");
    }
    return pages.notice(
        HttpStatus.SERVICE_UNAVAILABLE, request, "notice.failed", "notice.not-charged.text");
  }
}
