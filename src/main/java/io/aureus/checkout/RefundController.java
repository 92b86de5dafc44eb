package io.aureus.checkout;

import io.aureus.checkout.RefundPage.Stage;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.merchants.Merchants;
import io.aureus.orders.RefundClaims;
import io.aureus.orders.RefundLinks;
import io.aureus.orders.RefundLinks.Invitation;
import io.aureus.web.PublicUrl;
import io.aureus.web.RateLimits;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The page of a refund link. It takes an address and shows nothing of the order but its shop and
 * what may come back; the token is the right to it, so a forged request without it does nothing.
 */
@Controller
class RefundController {
  private static final String NO_ANSWER =
      "The service of that Lightning address does not answer now. Try again in a minute, or give"
          + " an invoice.";

  /** What the operator's rules and settings are is not for strangers. */
  private static final String NOT_THERE =
      "The shop cannot send a refund there. Give another address, or ask the shop.";

  private final RefundLinks links;
  private final RefundClaims claims;
  private final Merchants merchants;
  private final RateLimits tries;
  private final PayerPages pages;
  private final PublicUrl publicUrl;

  /**
   * @param tries counted by link
   */
  RefundController(
      RefundLinks links,
      RefundClaims claims,
      Merchants merchants,
      RateLimits tries,
      PayerPages pages,
      PublicUrl publicUrl) {
    this.links = links;
    this.claims = claims;
    this.merchants = merchants;
    this.tries = tries;
    this.pages = pages;
    this.publicUrl = publicUrl;
  }

  /**
   * @param change set to type another address while that is possible
   */
  @GetMapping("/refund/{token}")
  ResponseEntity<String> page(
      @PathVariable String token,
      @RequestParam(defaultValue = "") String change,
      HttpServletRequest request) {
    Visit visit = new Visit(token, pages.language(request));
    Invitation found = find(token);
    Stage stage = stage(found);
    boolean again = stage == Stage.GIVEN && !change.isEmpty();
    return ok(of(visit, found, again ? Stage.ASKING : stage, stored(found), ""));
  }

  /**
   * @param confirm set by the second step, which shows the address once more
   */
  @PostMapping("/refund/{token}")
  ResponseEntity<String> address(
      @PathVariable String token,
      @RequestParam(defaultValue = "") String address,
      @RequestParam(defaultValue = "") String confirm,
      HttpServletRequest request) {
    Visit visit = new Visit(token, pages.language(request));
    Invitation found = find(token);
    tries.count(token);
    Stage stage = stage(found);
    if (stage == Stage.CLOSED || stage == Stage.NOTHING) {
      return to(visit);
    }
    String typed = address.strip();
    try {
      String read = links.check(token, typed);
      if (confirm.isEmpty()) {
        return ok(of(visit, found, Stage.CONFIRMING, read, ""));
      }
      links.give(token, typed);
      return to(visit);
    } catch (Refusal refusal) {
      return switch (refusal.code()) {
        case BAD_REQUEST -> again(visit, found, typed, sentence(refusal.words()));
        case FORBIDDEN, UNSUPPORTED -> again(visit, found, typed, NOT_THERE);
        case UNAVAILABLE -> again(visit, found, typed, noAnswer(found, refusal));
        case CONFLICT -> to(visit);
        default -> throw refusal;
      };
    }
  }

  /** What is said of nodes of ours is not for strangers. */
  private static String noAnswer(Invitation found, Refusal refusal) {
    if (isLightning(found)) {
      return NO_ANSWER;
    }
    throw refusal;
  }

  private ResponseEntity<String> again(
      Visit visit, Invitation found, String typed, String trouble) {
    return pages.answer(
        HttpStatus.BAD_REQUEST,
        visit.language(),
        "checkout/refund",
        of(visit, found, Stage.ASKING, typed, trouble));
  }

  @ExceptionHandler
  ResponseEntity<String> refused(Refusal refusal, HttpServletRequest request) {
    if (refusal.code() == ErrorCode.NOT_FOUND) {
      return pages.notice(
          HttpStatus.NOT_FOUND, request, "notice.unknown-refund", "notice.unknown-refund.text");
    }
    HttpStatus status =
        refusal.code() == ErrorCode.TOO_MANY_REQUESTS
            ? HttpStatus.TOO_MANY_REQUESTS
            : HttpStatus.SERVICE_UNAVAILABLE;
    return pages.notice(status, request, "notice.failed", "notice.not-stored.text");
  }

  private ResponseEntity<String> ok(RefundPage page) {
    return pages.ok(page.language(), "checkout/refund", page);
  }

  private RefundPage of(
      Visit visit, Invitation found, Stage stage, String address, String trouble) {
    return new RefundPage(
        path(visit),
        merchants.known(found.merchant()).name(),
        found.most().text() + " " + found.most().asset().symbol(),
        found.most().asset().symbol(),
        found.most().asset().chain().name(),
        stage,
        address,
        isLightning(found),
        claims
            .key(visit.token())
            .map(key -> RefundClaims.lnurl(publicUrl.of("/lnurlw/" + key)))
            .orElse(""),
        trouble,
        visit.language());
  }

  private static boolean isLightning(Invitation found) {
    return found.most().asset().chain().isLightning();
  }

  private static Stage stage(Invitation found) {
    if (found.isClosed()) {
      return Stage.CLOSED;
    }
    if (!found.most().isPositive()) {
      return Stage.NOTHING;
    }
    return found.address() == null ? Stage.ASKING : Stage.GIVEN;
  }

  private static String stored(Invitation found) {
    return Objects.requireNonNullElse(found.address(), "");
  }

  private Invitation find(String token) {
    if (!token.matches("[A-Za-z0-9_-]{1,128}")) {
      throw unknown();
    }
    return links.find(token).orElseThrow(RefundController::unknown);
  }

  private static Refusal unknown() {
    return new Refusal(ErrorCode.NOT_FOUND, "this refund link is unknown or has ended");
  }

  /** The name of the field is for programs; people read sentences. */
  private static String sentence(String words) {
    String bare = words.startsWith("address: ") ? words.substring(9) : words;
    String capital = bare.substring(0, 1).toUpperCase(Locale.ROOT) + bare.substring(1);
    return capital.endsWith(".") ? capital : capital + ".";
  }

  private static ResponseEntity<String> to(Visit visit) {
    URI page = URI.create(visit.language().link(path(visit)));
    return ResponseEntity.status(HttpStatus.SEE_OTHER).location(page).build();
  }

  private static String path(Visit visit) {
    return "/refund/" + visit.token();
  }
}
