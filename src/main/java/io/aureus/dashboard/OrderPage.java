package io.aureus.dashboard;

import io.aureus.orders.OrderTrials;
import java.util.List;
import java.util.Optional;

/**
 * One order's story. Public because templates read it.
 *
 * @param trials what can be tried on it in a demo; empty in live mode
 */
public record OrderPage(
    Shell shell,
    String id,
    String status,
    String words,
    boolean reversed,
    List<Fact> facts,
    List<QuoteLine> quotes,
    List<PaymentLine> payments,
    List<StoryLine> story,
    List<DeliveryLine> deliveries,
    List<JournalLine> journal,
    boolean mayRequestRemaining,
    boolean mayTerminate,
    RefundView refund,
    Optional<OrderTrials.Panel> trials) {

  /**
   * @param link where its value leads to, outside; empty for nowhere
   */
  public record Fact(String name, String value, String link) {
    Fact(String name, String value) {
      this(name, value, "");
    }
  }

  /**
   * @param address on Lightning the payment hash of the invoice
   * @param invoice what the payer's wallet reads; empty but on Lightning
   * @param offer what it may pay in its place; empty where there is none
   */
  public record QuoteLine(
      int no,
      String amount,
      String rate,
      String address,
      String invoice,
      String offer,
      String made,
      String until,
      String kind,
      String counts) {}

  /**
   * @param link to the transaction's page outside; empty for none
   * @param lightning whether it came by Lightning: then {@code txHash} is a payment hash, and
   *     nobody knows where it came from
   * @param note what the merchant should know of it; empty for nothing
   * @param resolvable whether the merchant may take it for the order
   */
  public record PaymentLine(
      String id,
      String amount,
      String type,
      String state,
      String txHash,
      String link,
      boolean lightning,
      String from,
      String seen,
      String note,
      boolean resolvable) {}

  public record StoryLine(String at, String move, String words) {}

  /**
   * An entry of the journal.
   *
   * @param link of the payout that it belongs to; empty for none
   * @param even whether its sides come to nothing, as they must
   */
  public record JournalLine(
      String at, String words, String link, List<PostingLine> postings, boolean even) {}

  /**
   * One side of an entry.
   *
   * @param amount with its sign and coin
   */
  public record PostingLine(String account, String amount) {}

  public record DeliveryLine(
      String id,
      String event,
      String call,
      String state,
      String next,
      List<AttemptLine> attempts) {}

  public record AttemptLine(int no, String at, String answer, String took, String excerpt) {}
}
