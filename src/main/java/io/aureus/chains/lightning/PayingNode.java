package io.aureus.chains.lightning;

import io.aureus.chains.nodes.NodeFailure;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Chain;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A node that pays, for who keeps the books of it: what it did not clearly answer is never taken
 * for a failure. Each method asks the node over the network: never inside a transaction.
 */
public final class PayingNode {
  private static final Duration SOON = Duration.ofSeconds(10);

  /** What is known once a node was told to pay. */
  public sealed interface Answer {
    /** What it says became of it. */
    record Said(SentPayment payment) implements Answer {}

    /** It says that it sent nothing, and will not; with its words for people. */
    record NotSent(String words) implements Answer {}

    /** Nobody knows: its record is to be asked. */
    record Open(String words) implements Answer {}

    /** Whether the node is done with the order; otherwise it may go on with it for a while. */
    default boolean isLast() {
      return switch (this) {
        case Said said ->
            said.payment() instanceof SentPayment.Paid
                || said.payment() instanceof SentPayment.Failed;
        case NotSent _ -> true;
        case Open _ -> false;
      };
    }
  }

  private final LightningNode node;
  private final InvoicePaying paying;

  private PayingNode(LightningNode node, InvoicePaying paying) {
    this.node = node;
    this.paying = paying;
  }

  /** The node of a chain; empty where the settings have nothing that it pays with. */
  public static Optional<PayingNode> of(LightningAccess access, Chain chain) {
    return access.paying(chain).map(paying -> new PayingNode(access.node(chain), paying));
  }

  /**
   * Its public key, in 66 hexadecimal digits.
   *
   * @throws Refusal {@code UNAVAILABLE} where it does not answer
   */
  public String id() {
    try {
      return node.identity().id();
    } catch (NodeFailure e) {
      throw silent(e);
    }
  }

  /**
   * What it can send now, in millisatoshi.
   *
   * @throws Refusal as {@link #id}
   */
  public long spendable() {
    try {
      return node.funds().spendable();
    } catch (NodeFailure e) {
      throw silent(e);
    }
  }

  /**
   * As {@link InvoicePaying#sent}.
   *
   * @param ordered when any of our gateways last told it to pay it
   * @throws Refusal as {@link #id}
   */
  public SentPayment sent(String paymentHash, Instant ordered) {
    try {
      return paying.sent(paymentHash, ordered);
    } catch (NodeFailure e) {
      throw silent(e);
    }
  }

  /** As {@link InvoicePaying#pay}. */
  public Answer pay(Invoice invoice, long millisatoshi, long feeCap) {
    try {
      return new Answer.Said(paying.pay(invoice, millisatoshi, feeCap));
    } catch (NodeFailure e) {
      return e.kind() == NodeFailure.Kind.REFUSED
          ? new Answer.NotSent(e.words())
          : new Answer.Open(e.words());
    }
  }

  private Refusal silent(NodeFailure failure) {
    return new Refusal(ErrorCode.UNAVAILABLE, node.label() + " " + failure.words(), SOON);
  }
}
