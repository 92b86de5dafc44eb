package io.aureus.checkout;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.orders.LightningAddresses;
import io.aureus.orders.LightningAddresses.Bounds;
import io.aureus.orders.LightningAddresses.Payee;
import io.aureus.web.PublicUrl;
import io.aureus.web.RateLimits;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
 * What a payer's wallet asks at a Lightning address: first what may be sent (LUD-06, LUD-16), then
 * an invoice, perhaps with some words (LUD-12). Anybody may ask, from any page.
 */
@Controller("lightningAddress")
class AddressController {
  private static final Logger LOG = LoggerFactory.getLogger(AddressController.class);
  private static final String LATER =
      "this address cannot be paid at this moment; nothing was charged, try again in a minute";

  private final LightningAddresses addresses;
  private final AddressLimits limits;
  private final PublicUrl publicUrl;

  AddressController(LightningAddresses addresses, AddressLimits limits, PublicUrl publicUrl) {
    this.addresses = addresses;
    this.limits = limits;
    this.publicUrl = publicUrl;
  }

  /**
   * How often may be asked.
   *
   * @param bySource both questions, by the network that asks
   * @param byBoth invoices, by the network that asks and the address that they are of
   * @param byName invoices, by the address that they are of
   */
  record AddressLimits(RateLimits bySource, RateLimits byBoth, RateLimits byName) {
    /** One network alone must not use up what all may ask for at an address. */
    void invoice(String source, String name) {
      byBoth.count(source + " " + name);
      byName.count(name);
    }
  }

  @GetMapping("/.well-known/lnurlp/{name}")
  ResponseEntity<String> terms(@PathVariable String name, HttpServletRequest request) {
    limits.bySource().count(RateLimits.client(request.getRemoteAddr()));
    Payee payee = payee(name);
    Bounds bounds = addresses.bounds(payee);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("tag", "payRequest");
    // Never by the name that the request came under: a stranger may choose that one.
    answer.put("callback", publicUrl.of("/lnurlp/" + payee.name()));
    answer.put("minSendable", bounds.least());
    answer.put("maxSendable", bounds.most());
    answer.put("metadata", metadata(payee));
    answer.put("commentAllowed", LightningAddresses.LONGEST_COMMENT);
    return LnurlAnswers.of(HttpStatus.OK, answer);
  }

  @GetMapping("/lnurlp/{name}")
  ResponseEntity<String> invoice(
      @PathVariable String name,
      @RequestParam(defaultValue = "") String amount,
      @RequestParam(defaultValue = "") String comment,
      HttpServletRequest request) {
    String source = RateLimits.client(request.getRemoteAddr());
    limits.bySource().count(source);
    Payee payee = payee(name);
    if (!amount.matches("[1-9][0-9]{0,15}")) {
      throw bad("amount must be a whole number of millisatoshi");
    }
    long millisatoshi = Long.parseLong(amount);
    addresses.mustFit(payee, millisatoshi);
    if (comment.length() > LightningAddresses.LONGEST_COMMENT) {
      throw bad(
          "comment must have %d letters at most".formatted(LightningAddresses.LONGEST_COMMENT));
    }
    limits.invoice(source, payee.name());
    String invoice = addresses.ask(payee, millisatoshi, metadata(payee), oneLine(comment));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("pr", invoice);
    answer.put("routes", List.of());
    answer.put("disposable", false);
    return LnurlAnswers.of(HttpStatus.OK, answer);
  }

  private Payee payee(String name) {
    return addresses
        .payee(name.toLowerCase(Locale.ROOT))
        .orElseThrow(
            () -> new Refusal(ErrorCode.NOT_FOUND, "there is no such Lightning address here"));
  }

  private String metadata(Payee payee) {
    return PayMetadata.of(payee.shop(), payee.name() + "@" + publicUrl.host());
  }

  /** A stranger's words, without what would change how those around them are shown. */
  static String oneLine(String comment) {
    return comment.replaceAll("[\\p{Cc}\\p{Cf}\\p{Z}]+", " ").strip();
  }

  private static Refusal bad(String words) {
    return new Refusal(ErrorCode.BAD_REQUEST, words);
  }

  /** Only what the payer did wrong is told in its own words; ours may name what runs here. */
  @ExceptionHandler
  ResponseEntity<String> refused(Refusal refusal) {
    return switch (refusal.code()) {
      case BAD_REQUEST -> LnurlAnswers.error(HttpStatus.BAD_REQUEST, refusal.words());
      case NOT_FOUND -> LnurlAnswers.error(HttpStatus.NOT_FOUND, refusal.words());
      case TOO_MANY_REQUESTS ->
          LnurlAnswers.later(HttpStatus.TOO_MANY_REQUESTS, refusal, refusal.words());
      case UNSUPPORTED -> LnurlAnswers.error(HttpStatus.SERVICE_UNAVAILABLE, refusal.words());
      default -> LnurlAnswers.later(HttpStatus.SERVICE_UNAVAILABLE, refusal, LATER);
    };
  }

  @ExceptionHandler
  ResponseEntity<String> failed(RuntimeException failure) {
    LOG.error("a Lightning address could not answer", failure);
    return LnurlAnswers.error(HttpStatus.INTERNAL_SERVER_ERROR, LATER);
  }
}
