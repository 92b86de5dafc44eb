package io.aureus.callbacks;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.merchants.CallbackCredentials;
import io.aureus.merchants.Merchant;
import io.aureus.orders.OrderInformation;
import io.aureus.orders.OrderInformations;
import io.aureus.web.RateLimits;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Calls a shop as a callback does, to see whether it would be received. Nothing of it may pass for
 * a callback of an order, also where a handler looks at little: it has no query but ours, which
 * says that it is a test, and neither the token nor the older signature, which know no events. It
 * is called once, and is no delivery.
 */
public final class CallbackTests {
  /** What {@code Aureus-Event} says. */
  public static final String EVENT = "callback.test";

  private static final String STATUS = "TEST";

  /** No order has that number. */
  private static final String NO_ORDER = "0".repeat(20);

  private final Sender sender;
  private final CallbackUrls urls;
  private final CallbackCredentials credentials;
  private final CallbackTestRows rows;
  private final TransactionTemplate transactions;
  private final Clock clock;
  private final RandomGenerator random;
  private final RateLimits limits;

  CallbackTests(
      Sender sender,
      CallbackUrls urls,
      CallbackCredentials credentials,
      CallbackTestRows rows,
      TransactionTemplate transactions,
      Clock clock,
      RandomGenerator random) {
    this.sender = sender;
    this.urls = urls;
    this.credentials = credentials;
    this.rows = rows;
    this.transactions = transactions;
    this.clock = clock;
    this.random = random;
    this.limits = new RateLimits(clock, 10, 5, "tests of this merchant's callbacks");
  }

  /**
   * Calls and waits for the answer, as long as a callback would.
   *
   * @param post whether by POST with an order's fields, as {@code enable_post_callback} does
   * @throws Refusal where the URL is none that callbacks may call or has a query, or after too many
   *     tests
   */
  public CallbackTest call(Merchant merchant, String url, boolean post) {
    urls.check("the URL", url);
    CallbackUrl parsed = marked(CallbackUrl.parse(url));
    limits.count(merchant.id().value());
    Instant now = clock.instant();
    CallbackRequest request = request(claimed(merchant, parsed, post, now), now);
    // Before the call, so that the log of deeds knows also of one that never ends.
    transactions.executeWithoutResult(
        status -> rows.called(merchant.id().value(), parsed.origin(), now));
    Outcome outcome = sender.send(request);
    boolean received = outcome.isSuccess(merchant.acceptAny2xx());
    transactions.executeWithoutResult(
        status -> rows.answered(merchant.id().value(), outcome.status(), received));
    return new CallbackTest(
        now,
        request.method(),
        request.url().requested(),
        request.headers(),
        request.body(),
        outcome.status(),
        outcome.latencyMillis(),
        outcome.excerpt(),
        received,
        TestVerdict.of(outcome, received, post));
  }

  /** Whether a test of this merchant's was ever received. */
  public boolean wasReceived(Merchant merchant) {
    return rows.wasReceived(merchant.id().value());
  }

  /** Some shops believe a query alone, and a URL that is copied from an order has that order's. */
  private static CallbackUrl marked(CallbackUrl url) {
    if (url.target().contains("?")) {
      throw new Refusal(
          ErrorCode.BAD_REQUEST,
          "the URL of a test ends before the question mark: with what follows, your shop could"
              + " take it for the payment of an order");
    }
    return url.with("aureus_test", "1").with("status", STATUS).with("order_id", NO_ORDER);
  }

  private CallbackRequest request(CourierRows.Claimed claimed, Instant now) {
    try {
      return CallbackRequest.ofTest(claimed, credentials, now);
    } catch (IllegalArgumentException e) {
      throw new Refusal(ErrorCode.BAD_REQUEST, "the URL " + e.getMessage());
    }
  }

  private CourierRows.Claimed claimed(
      Merchant merchant, CallbackUrl url, boolean post, Instant now) {
    UUID id = RandomIds.next(random);
    return new CourierRows.Claimed(
        id,
        merchant.id().value(),
        NO_ORDER,
        null,
        EVENT,
        "",
        url.requested(),
        Additions.NONE,
        post ? "POST" : "GET",
        OutboxWriter.json(information(merchant, id, now)).toString(),
        "",
        null,
        false,
        false);
  }

  private static OrderInformation information(Merchant merchant, UUID id, Instant now) {
    String time = OrderInformations.wireTime(now);
    return new OrderInformation(
        merchant.id().value(),
        NO_ORDER,
        STATUS,
        STATUS,
        STATUS,
        "",
        "",
        "",
        "0.0",
        "0.00",
        "USD",
        "A test of the callback; no order was paid.",
        false,
        null,
        time,
        time,
        id.toString(),
        STATUS,
        null,
        "0.0",
        null,
        "",
        null,
        List.of(),
        null,
        null);
  }
}
