package io.aureus.dashboard;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;

/** Puts the list of first steps away. */
@Controller("dashboardFirstSteps")
class FirstStepsController {
  private final FirstSteps firstSteps;

  FirstStepsController(FirstSteps firstSteps) {
    this.firstSteps = firstSteps;
  }

  @PostMapping("/dashboard/first-steps/put-away")
  ResponseEntity<String> putAway(@AuthenticationPrincipal SignedIn me) {
    firstSteps.putAway(me);
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .location(URI.create("/dashboard/orders"))
        .build();
  }
}
