package io.aureus.checkout;

import io.aureus.errors.Refusal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/** Answers to wallets as LNURL has them: open to pages of any origin, and kept by nobody. */
final class LnurlAnswers {
  private LnurlAnswers() {}

  static ResponseEntity<String> of(HttpStatus status, Map<String, Object> answer) {
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .header("Access-Control-Allow-Origin", "*")
        .header("Cache-Control", "no-store")
        .body(JsonMapper.shared().writeValueAsString(answer));
  }

  static ResponseEntity<String> error(HttpStatus status, String reason) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("status", "ERROR");
    answer.put("reason", reason);
    return of(status, answer);
  }

  /** Likewise, with the time after which it may pass. */
  static ResponseEntity<String> later(HttpStatus status, Refusal refusal, String reason) {
    Duration wait = Objects.requireNonNullElse(refusal.retryAfter(), Duration.ofMinutes(1));
    ResponseEntity<String> answer = error(status, reason);
    return ResponseEntity.status(status)
        .headers(answer.getHeaders())
        .header("Retry-After", Long.toString(wait.toSeconds() + 1))
        .body(answer.getBody());
  }
}
