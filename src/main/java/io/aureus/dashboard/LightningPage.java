package io.aureus.dashboard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lightning: the invoices of one merchant, or for the operator everybody's and how the node stands.
 * Public because templates read it.
 *
 * @param payments the newest ones out of the node
 * @param unknown what was settled and is no order's; the operator's alone
 * @param state how it is, in a word and a sentence
 * @param desk what the operator alone sees; null for others
 * @param newest path of the first page; empty on it
 * @param older path of the next page; empty on the last
 */
public record LightningPage(
    Shell shell,
    State state,
    @Nullable Desk desk,
    List<Row> rows,
    String newest,
    String older,
    List<Payment> payments,
    List<Unknown> unknown) {

  /** A settled invoice that no order has. */
  public record Unknown(String at, String amount, String paymentHash) {}

  public record State(boolean good, String word, String words) {}

  /**
   * @param told what wants to be looked at, the worst first
   * @param asOf when the node said so; empty where it never did, and then the three are too
   */
  public record Desk(
      List<Told> told,
      String asOf,
      List<OrderPage.Fact> balance,
      List<OrderPage.Fact> inbound,
      List<OrderPage.Fact> node) {}

  /**
   * @param look {@code trouble} or {@code warn}, or {@code hint} for what is only to be known
   * @param remedy what to do about it
   */
  public record Told(String look, String words, String remedy) {}

  /**
   * A payout that pays an invoice.
   *
   * @param link where the reader may see more of it; empty where he may not
   * @param merchant whose it is; empty where that is plain
   * @param look the colour of its status
   * @param routing what routing took, or may take at most
   * @param proof the preimage; empty where it is not paid
   * @param words what it waits for, or why it failed; empty where there is nothing to say
   */
  public record Payment(
      String asked,
      String link,
      String merchant,
      String status,
      String look,
      String amount,
      String routing,
      String paymentHash,
      String proof,
      String words) {}

  /**
   * @param link whether the reader may see the order
   * @param merchant whose it is; empty where that is plain
   * @param paid when; empty where nobody has paid it
   */
  public record Row(
      String order,
      boolean link,
      String merchant,
      String state,
      String look,
      String orderStatus,
      String amount,
      String until,
      String paid,
      String paymentHash) {}
}
