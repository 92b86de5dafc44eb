package io.aureus.api;

import io.aureus.money.Asset;
import io.aureus.orders.OrderInformations;
import io.aureus.orders.Payment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A payment in the list of transactions (API section 6.9).
 *
 * @param obtained what came less our fee; null until it is confirmed
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
    String txHash,
    List<String> txHashList,
    @Nullable String contractId,
    String orderId,
    String createTime,
    String updateTime) {

  static TransactionItem of(Payment payment) {
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
