package io.aureus.checkout;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.merchants.Merchants;
import io.aureus.orders.RefundClaims;
import io.aureus.orders.RefundClaims.Offer;
import io.aureus.web.PublicUrl;
import io.aureus.web.RateLimits;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * What a payer's wallet asks to take a refund by itself (LNURL-withdraw, LUD-03): what there is,
 * and then to pay its invoice. The key is the right to it; there is no other.
 */
@Controller("refundClaimQuestions")
class ClaimController {
  private static final Logger LOG = LoggerFactory.getLogger(ClaimController.class);
  private static final int INVOICE_LONGEST = 7_100;
  private static final String LATER =
      "that did not work at this moment; nothing was sent, try again in a minute";

  private final RefundClaims claims;
  private final Merchants merchants;
  private final ClaimLimits limits;
  private final PublicUrl publicUrl;

  /**
   * How often may be asked.
   *
   * @param bySource both questions, by the network that asks: keys cannot be guessed at
   * @param byKey both as well
   */
  record ClaimLimits(RateLimits bySource, RateLimits byKey) {}

  ClaimController(
      RefundClaims claims, Merchants merchants, ClaimLimits limits, PublicUrl publicUrl) {
    this.claims = claims;
    this.merchants = merchants;
    this.limits = limits;
    this.publicUrl = publicUrl;
  }

  @GetMapping("/lnurlw/{key}")
  ResponseEntity<String> terms(@PathVariable String key, HttpServletRequest request) {
    count(key, request);
    Offer offer = claims.offer(key);
    long units = offer.amount().units().longValueExact();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("tag", "withdrawRequest");
    // Never by the name that the request came under: a stranger may choose that one.
    answer.put("callback", publicUrl.of("/lnurlw"));
    answer.put("k1", key);
    answer.put("defaultDescription", "Refund from " + merchants.known(offer.merchant()).name());
    answer.put("minWithdrawable", units);
    answer.put("maxWithdrawable", units);
    return LnurlAnswers.of(HttpStatus.OK, answer);
  }

  /** By GET, as LUD-03 has it: whoever has the key may do it, and does it once. */
  @GetMapping("/lnurlw")
  ResponseEntity<String> take(
      @RequestParam(defaultValue = "") String k1,
      @RequestParam(defaultValue = "") String pr,
      HttpServletRequest request) {
    count(k1, request);
    if (pr.isEmpty() || pr.length() > INVOICE_LONGEST) {
      throw new Refusal(ErrorCode.BAD_REQUEST, "pr is missing: send one invoice");
    }
    claims.take(k1, pr);
    return LnurlAnswers.of(HttpStatus.OK, Map.of("status", "OK"));
  }

  private void count(String key, HttpServletRequest request) {
    limits.bySource().count(RateLimits.client(request.getRemoteAddr()));
    if (!key.matches("[0-9a-f]{64}")) {
      throw new Refusal(ErrorCode.NOT_FOUND, "this refund is unknown or has ended");
    }
    limits.byKey().count(key);
  }

  /** The words of a claim are for strangers; all others are ours alone. */
  @ExceptionHandler
  ResponseEntity<String> refused(Refusal refusal) {
    return switch (refusal.code()) {
      case BAD_REQUEST -> LnurlAnswers.error(HttpStatus.BAD_REQUEST, refusal.words());
      case NOT_FOUND -> LnurlAnswers.error(HttpStatus.NOT_FOUND, refusal.words());
      case CONFLICT -> LnurlAnswers.error(HttpStatus.CONFLICT, refusal.words());
      case TOO_MANY_REQUESTS ->
          LnurlAnswers.later(HttpStatus.TOO_MANY_REQUESTS, refusal, refusal.words());
      default -> LnurlAnswers.later(HttpStatus.SERVICE_UNAVAILABLE, refusal, LATER);
    };
  }

  @ExceptionHandler
  ResponseEntity<String> failed(RuntimeException failure) {
    LOG.error("a refund could not be taken", failure);
    return LnurlAnswers.error(HttpStatus.INTERNAL_SERVER_ERROR, LATER);
  }
}
