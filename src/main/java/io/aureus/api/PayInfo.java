package io.aureus.api;

import java.math.BigDecimal;

/**
 * What is to be paid, and where (API section 6.2). Amounts are numbers here and texts elsewhere, as
 * documented.
 *
 * @param address on Lightning the invoice (BOLT11), which is what a wallet reads
 * @param contractAddr the token's contract; empty for a native coin
 */
record PayInfo(
    String orderId,
    String status,
    BigDecimal amount,
    String createTime,
    String vsCurrency,
    BigDecimal vsPrice,
    String address,
    String contractAddr,
    String payUrl) {}
