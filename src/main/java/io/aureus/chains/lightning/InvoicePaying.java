package io.aureus.chains.lightning;

import io.aureus.chains.nodes.NodeFailure;
import java.time.Duration;
import java.time.Instant;

/**
 * A node that pays. One payment hash is paid once: whoever calls sees to it that no two pay one
 * hash at the same moment, since not every node does.
 */
public interface InvoicePaying {
  /** How long a node is told to try at most. */
  Duration TRIES = Duration.ofSeconds(60);

  /** So many questions at most are asked of a node for one order, each bounded by a timeout. */
  int QUESTIONS = 4;

  /**
   * Has the node pay. It may take as long as the node tries; what it answers is as in {@link
   * #sent}.
   *
   * @param millisatoshi what the payee gets: the invoice's own amount, or any where it has none
   * @param feeCap what routing may take at most, in millisatoshi
   * @throws NodeFailure {@code REFUSED} where the node says that it sent nothing, and will not;
   *     after any other the fate is open, and {@link #sent} is to be asked
   */
  SentPayment pay(Invoice invoice, long millisatoshi, long feeCap) throws NodeFailure;

  /**
   * What the node's record says of a payment.
   *
   * @param paymentHash in 64 hexadecimal digits
   * @param ordered when it was last told to pay it, by whichever process: what the record said
   *     before then says nothing of that order
   */
  SentPayment sent(String paymentHash, Instant ordered) throws NodeFailure;

  /** The same of what nobody else told it to pay. */
  default SentPayment sent(String paymentHash) throws NodeFailure {
    return sent(paymentHash, Instant.EPOCH);
  }
}
