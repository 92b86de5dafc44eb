package io.aureus.api;

import io.aureus.money.Asset;
import io.aureus.orders.Movement;
import io.aureus.orders.OrderInformations;
import io.aureus.orders.OrderRefund;
import io.aureus.orders.Payment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A payment or a refund in the list of transactions (API section 6.9).
 *
 * @param amount what came; of a refund, what it takes of what came
 * @param obtained what came less our fee; of a refund, what reaches the payer; null until it is
 *     confirmed
 * @param fee ours; of a refund, the network's
 * @param fromAddr null for a refund: it leaves from a wallet of ours
 * @param txHash null for a refund that is in no block
 * @param contractId the token's contract; null for a native coin
 */
record TransactionItem(
    String userId,
    String txId,
    String txType,
    String status,
    String chain,
    String currency,
    String amount,
    @Nullable String obtained,
    String fee,
    @Nullable String fromAddr,
    String toAddr,
    @Nullable String txHash,
    List<String> txHashList,
    @Nullable String contractId,
    String orderId,
    String createTime,
    String updateTime) {

  static TransactionItem of(Movement movement) {
    return switch (movement) {
      case Payment payment -> of(payment);
      case OrderRefund refund -> of(refund);
    };
  }

  private static TransactionItem of(OrderRefund refund) {
    Asset asset = refund.amount().asset();
    boolean sure = refund.state() == OrderRefund.State.CONFIRMED;
    String hash = refund.txHash();
    return new TransactionItem(
        refund.merchant().value(),
        refund.id().toString(),
        "REFUND",
        refund.state().status(),
        asset.chain().code(),
        asset.code(),
        refund.amount().text(),
        sure ? refund.received().text() : null,
        refund.fee().text(),
        null,
        refund.destination(),
        hash,
        hash == null ? List.of() : List.of(hash),
        asset.isNative() ? null : asset.contract(),
        refund.orderId().value(),
        OrderInformations.wireTime(refund.createdAt()),
        OrderInformations.wireTime(refund.updatedAt()));
  }

  private static TransactionItem of(Payment payment) {
    Asset asset = payment.amount().asset();
    boolean sure = payment.state() == Payment.State.CONFIRMED;
    return new TransactionItem(
        payment.merchant().value(),
        payment.id().toString(),
        payment.type().name(),
        payment.state().status(),
        asset.chain().code(),
        asset.code(),
        payment.amount().text(),
        sure ? payment.amount().minus(payment.fee()).text() : null,
        payment.fee().text(),
        payment.fromAddress(),
        payment.toAddress(),
        payment.txHash(),
        List.of(payment.txHash()),
        asset.isNative() ? null : asset.contract(),
        payment.orderId().value(),
        OrderInformations.wireTime(payment.createdAt()),
        OrderInformations.wireTime(payment.updatedAt()));
  }
}
