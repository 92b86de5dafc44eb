package io.aureus.orders;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The documented "order information" of 26 fields, in its order on the wire: the body of POST
 * callbacks and the answer of order detail. Written in snake case.
 */
public record OrderInformation(
    String userId,
    String orderId,
    String orderType,
    String platform,
    String status,
    String chain,
    String chainName,
    String currency,
    String amount,
    String vsPrice,
    String vsCurrency,
    String remark,
    boolean refund,
    @Nullable String bindId,
    String createTime,
    String updateTime,
    @Nullable String txId,
    String txType,
    @Nullable String obtained,
    String fee,
    @Nullable String fromAddr,
    String toAddr,
    @Nullable String txHash,
    List<String> txHashList,
    @Nullable String contractId,
    @Nullable String website) {}
