package io.aureus.chains.lightning.nodes;

import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.InvoicePaying;
import io.aureus.chains.lightning.SentPayment;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.chains.nodes.RestStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Pays by an LND's router. LND writes a payment down before it sends anything, and never pays a
 * hash twice; it may try until the end of {@code timeout_seconds}, within which it is in flight.
 */
final class LndPayments implements InvoicePaying {
  private static final int NOT_FOUND = 5;

  /** Of a payment that it never wrote down; a wrong path is told with the same number. */
  private static final String NEVER = "payment isn't initiated";

  /** An order may lie unread before a node for a moment. */
  private static final Duration DOUBT = Duration.ofSeconds(30);

  private final LndLine line;
  private final NodeAccess access;
  private final Doubts doubts;

  LndPayments(LndLine line, NodeAccess access) {
    this.line = line;
    this.access = access;
    this.doubts = new Doubts(access.clock(), DOUBT);
  }

  @Override
  public SentPayment pay(Invoice invoice, long millisatoshi, long feeCap) throws NodeFailure {
    Checks.order(invoice, millisatoshi, feeCap);
    String hash = invoice.terms().paymentHash();
    Map<String, Object> order = new LinkedHashMap<>();
    order.put("payment_request", invoice.text());
    order.put("timeout_seconds", access.waits().paying().toSeconds());
    order.put("fee_limit_msat", Long.toString(feeCap));
    order.put("no_inflight_updates", true);
    if (invoice.terms().millisatoshi().isEmpty()) {
      order.put("amt_msat", Long.toString(millisatoshi));
    }
    doubts.ordered(hash);
    try (RestStream stream = line.stream("/v2/router/send", order)) {
      Duration wait = access.waits().paying().plus(access.bounds().timeout());
      return next(stream, hash, wait);
    } catch (NodeFailure e) {
      if (e.kind() != Kind.REFUSED) {
        throw e;
      }
      // It began nothing by this order; but it may know of an earlier one.
      SentPayment known = record(hash);
      if (known instanceof SentPayment.Unknown) {
        throw e;
      }
      return known;
    }
  }

  @Override
  public SentPayment sent(String paymentHash, Instant ordered) throws NodeFailure {
    SentPayment record = record(paymentHash);
    return doubts.told(paymentHash, record, ordered, record instanceof SentPayment.Unknown);
  }

  private SentPayment record(String hash) throws NodeFailure {
    return Doubts.unrefused(() -> read(hash));
  }

  private SentPayment read(String hash) throws NodeFailure {
    String id = Base64.getUrlEncoder().encodeToString(HexFormat.of().parseHex(hash));
    try (RestStream stream = line.stream("/v2/router/track/" + id, null)) {
      return next(stream, hash, access.bounds().timeout());
    } catch (NodeFailure e) {
      if (e.kind() == Kind.REFUSED && e.code() == NOT_FOUND && e.words().contains(NEVER)) {
        return new SentPayment.Unknown();
      }
      throw e;
    }
  }

  private SentPayment next(RestStream stream, String hash, Duration wait) throws NodeFailure {
    RestStream.Line next = stream.next(wait);
    if (next != null) {
      return payment(hash, line.result(next));
    }
    throw stream.isEnded()
        ? new NodeFailure(Kind.UNREACHABLE, "ended without saying what became of a payment")
        : new NodeFailure(Kind.TIMEOUT, "did not say in time what became of a payment");
  }

  private static SentPayment payment(String hash, Told told) throws NodeFailure {
    if (!told.hash("payment_hash").equals(hash)) {
      throw Told.malformed("answered with another payment");
    }
    return switch (told.text("status")) {
      case "SUCCEEDED" -> Checks.paid(hash, told.hash("payment_preimage"), told.digits("fee_msat"));
      case "FAILED" -> new SentPayment.Failed(reason(told.text("failure_reason")));
      case "IN_FLIGHT", "INITIATED" -> new SentPayment.InFlight();
      default -> throw Told.malformed("answered with a state of a payment that is not known");
    };
  }

  private static String reason(String told) {
    return switch (told) {
      case "FAILURE_REASON_TIMEOUT" -> "no way was found in time";
      case "FAILURE_REASON_NO_ROUTE" -> "there is no way to the payee within the fee cap";
      case "FAILURE_REASON_INCORRECT_PAYMENT_DETAILS" -> "the payee refuses it";
      case "FAILURE_REASON_INSUFFICIENT_BALANCE" -> "too little is in our channels";
      default -> {
        String words = told.replace("FAILURE_REASON_", "").toLowerCase(Locale.ROOT);
        yield "the node says: " + words.substring(0, Math.min(60, words.length()));
      }
    };
  }
}
