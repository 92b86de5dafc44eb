package io.aureus.orders;

/** The status on the wire, in Aurpay's words. */
public enum OrderStatus {
  PENDING,
  SUCCESS,
  OVERDUE,
  RESOLVED,
  PARTIAL,
  TERMINATED,
  REFUNDED
}
