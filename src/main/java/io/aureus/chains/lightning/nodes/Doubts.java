package io.aureus.chains.lightning.nodes;

import io.aureus.chains.lightning.SentPayment;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps back what a node's record says too early. An order to pay that got no answer may still lie
 * before the node, or be tried again by it: its record then knows nothing of it, or tells of a
 * first try that failed. So neither is told before the record has said the same for a while, which
 * begins when it is first asked after the order: thus it holds after a restart, and for an order of
 * another process, too. Until then the payment is in flight.
 */
final class Doubts {
  private static final int MOST = 10_000;

  private final Map<String, Instant> since =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
          // Whoever is forgotten waits anew, which is safe.
          return size() > MOST;
        }
      };

  private final Clock clock;
  private final Duration wait;

  /**
   * @param wait longer than the node goes on with an order by itself
   */
  Doubts(Clock clock, Duration wait) {
    this.clock = clock;
    this.wait = wait;
  }

  /** A question about a payment. */
  interface Question {
    SentPayment ask() throws NodeFailure;
  }

  /**
   * Asks a question of which a refusal says nothing of the payment itself: it is never told as one,
   * since that would mean that nothing was sent.
   */
  static SentPayment unrefused(Question question) throws NodeFailure {
    try {
      return question.ask();
    } catch (NodeFailure e) {
      throw e.kind() == Kind.REFUSED ? Told.malformed(e.words()) : e;
    }
  }

  /** An order goes out: whatever was seen before counts no more. */
  synchronized void ordered(String paymentHash) {
    since.remove(paymentHash);
  }

  /**
   * What may be told of a payment.
   *
   * @param ordered when somebody last told the node to pay it: the doubt begins after that
   * @param isOpen whether the record may still change by itself
   */
  synchronized SentPayment told(
      String paymentHash, SentPayment record, Instant ordered, boolean isOpen) {
    if (!isOpen) {
      since.remove(paymentHash);
      return record;
    }
    Instant now = clock.instant();
    Instant first = since.merge(paymentHash, now, (old, any) -> old.isBefore(ordered) ? now : old);
    return now.isBefore(first.plus(wait))
        ? new SentPayment.InFlight(!(record instanceof SentPayment.Unknown))
        : record;
  }
}
