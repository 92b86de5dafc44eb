package io.aureus.wallets;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The invoices of Lightning that orders were given. */
public interface OrderInvoices {
  /**
   * @param paymentHash in 64 hexadecimal digits: the order's address
   * @param request what a payer's wallet reads: BOLT11, in small letters
   * @param millisatoshi that it asks for
   * @param madeAt by the node's clock
   * @param expiresAt from when on no wallet pays it, by the node's clock
   * @param offer what may be paid in its place: BOLT12, in small letters; empty where there is none
   */
  record OrderInvoice(
      String paymentHash,
      String orderId,
      int quoteNo,
      String request,
      long millisatoshi,
      Instant madeAt,
      Instant expiresAt,
      String offer) {}

  /** Empty where no order was given it: it is another's invoice, or was shown to nobody. */
  default Optional<OrderInvoice> of(String paymentHash) {
    return Optional.ofNullable(of(List.of(paymentHash)).get(paymentHash));
  }

  /**
   * @return by payment hash; those that no order was given are absent
   */
  Map<String, OrderInvoice> of(Collection<String> paymentHashes);
}
