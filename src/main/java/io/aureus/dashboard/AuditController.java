package io.aureus.dashboard;

import io.aureus.audit.AuditLog;
import io.aureus.web.Notice;
import io.aureus.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The audit log, for the owner of the deployment: it speaks of every merchant. */
@Controller("dashboardAudit")
class AuditController {
  private static final int SIZE = 50;

  private final AuditLog log;
  private final SignInCheck check;
  private final Shells shells;
  private final Pages pages;

  AuditController(AuditLog log, SignInCheck check, Shells shells, Pages pages) {
    this.log = log;
    this.check = check;
    this.shells = shells;
    this.pages = pages;
  }

  @GetMapping("/dashboard/audit")
  ResponseEntity<String> audit(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(defaultValue = "0") long before) {
    if (!check.isOperator(me)) {
      List<Notice.Link> back = List.of(new Notice.Link("/dashboard", "To the dashboard"));
      return pages.notice(
          HttpStatus.FORBIDDEN,
          new Notice(
              "Only the operator reads the audit log",
              "It speaks of every merchant. The operator is the owner of the first merchant.",
              back));
    }
    List<AuditLog.Line> lines = log.page(before > 0 ? before : AuditLog.START, SIZE);
    long older = lines.size() < SIZE ? 0 : lines.getLast().id();
    return pages.ok(
        "dashboard/audit",
        new AuditPage(
            shells.of(request, me, "audit", "Audit log"),
            lines.stream().map(AuditController::entry).toList(),
            older > 1 ? older : 0,
            log.head().map(line -> line.id() + ":" + line.hash()).orElse("")));
  }

  private static AuditPage.Entry entry(AuditLog.Line line) {
    return new AuditPage.Entry(
        Long.toString(line.id()),
        Texts.time(line.at()),
        line.actor(),
        line.deed(),
        line.subject(),
        line.details());
  }
}
