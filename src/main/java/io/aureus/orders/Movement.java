package io.aureus.orders;

import io.aureus.merchants.MerchantId;
import io.aureus.money.Amount;
import java.time.Instant;
import java.util.UUID;

/** Money of an order as it moved on a chain: in, or back to the payer. */
public sealed interface Movement permits Payment, OrderRefund {
  UUID id();

  MerchantId merchant();

  OrderId orderId();

  /** What it is of, and how much of it came in or goes back. */
  Amount amount();

  Instant createdAt();

  Instant updatedAt();
}
