package io.aureus.dashboard;

import io.aureus.errors.Refusal;
import io.aureus.web.Notice;
import io.aureus.web.Pages;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Tells the merchant what is wrong, in a page. */
@ControllerAdvice(basePackageClasses = DashboardTrouble.class)
class DashboardTrouble {
  private final Pages pages;

  DashboardTrouble(Pages pages) {
    this.pages = pages;
  }

  @ExceptionHandler
  ResponseEntity<String> refused(Refusal refusal) {
    HttpStatus status = HttpStatus.resolve(refusal.code().number());
    return pages.notice(
        status == null ? HttpStatus.BAD_REQUEST : status,
        new Notice(
            "That did not work",
            Texts.sentence(refusal.words()),
            List.of(new Notice.Link("/dashboard/orders", "To the orders"))));
  }
}
