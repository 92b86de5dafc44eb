package io.aureus.dashboard;

import io.aureus.merchants.MerchantId;
import io.aureus.money.Amount;
import io.aureus.orders.OrderLists;
import io.aureus.orders.OrderLists.Moves;
import io.aureus.orders.OrderLists.Transaction;
import io.aureus.orders.OrderQuote;
import io.aureus.orders.OrderRefund;
import io.aureus.orders.Payment;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Transactions as a file, some at a time. Its columns are in docs/merchant/exports.md. */
final class TransactionsFile {
  private static final int AT_ONCE = 500;
  private static final String HEAD =
      "seen_at,direction,type,state,order_id,coin,network,amount,fee,rate,currency,value,from,to,"
          + "transaction,block,final_at,reference\r\n";

  private final OrderLists orders;

  TransactionsFile(OrderLists orders) {
    this.orders = orders;
  }

  /** Writes all that fits, the newest first; less where nobody takes it any more. */
  void write(MerchantId merchant, Moves moves, PrintWriter out) {
    out.append(HEAD);
    String before = OrderLists.START;
    List<Transaction> part;
    do {
      part = orders.olderMoves(merchant, moves, before, AT_ONCE);
      for (Transaction one : part) {
        out.append(line(one));
        before = one.key();
      }
    } while (part.size() == AT_ONCE && !out.checkError());
  }

  private static String line(Transaction one) {
    return switch (one.movement()) {
      case Payment payment -> received(one, payment);
      case OrderRefund refund -> sent(one, refund);
    };
  }

  /** The value is by the rate of the quote that it pays; what pays none has none. */
  private static String received(Transaction one, Payment payment) {
    Amount amount = payment.amount();
    OrderQuote quote = one.order().quote(payment.quoteNo()).orElse(null);
    return Csv.line(
        List.of(
            payment.createdAt().toString(),
            "in",
            one.type(payment).name(),
            payment.state().name(),
            payment.orderId().value(),
            amount.asset().code(),
            amount.asset().chain().name(),
            amount.text(),
            payment.fee().text(),
            quote == null ? "" : quote.rate().toPlainString(),
            quote == null ? "" : one.order().price().currency(),
            quote == null ? "" : Amount.text(amount.decimal().multiply(quote.rate())),
            text(payment.fromAddress()),
            payment.toAddress(),
            payment.txHash(),
            text(payment.blockNumber()),
            text(payment.confirmedAt()),
            text(one.order().terms().bindId())));
  }

  private static String sent(Transaction one, OrderRefund refund) {
    Amount amount = refund.amount();
    return Csv.line(
        List.of(
            refund.createdAt().toString(),
            "out",
            "REFUND " + refund.kind(),
            refund.state().name(),
            refund.orderId().value(),
            amount.asset().code(),
            amount.asset().chain().name(),
            amount.text(),
            refund.fee().text(),
            "",
            "",
            "",
            "",
            refund.destination(),
            text(refund.txHash()),
            "",
            refund.state() == OrderRefund.State.CONFIRMED ? refund.updatedAt().toString() : "",
            text(one.order().terms().bindId())));
  }

  private static String text(@Nullable Object value) {
    return Objects.toString(value, "");
  }
}
