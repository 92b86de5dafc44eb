package io.aureus.payouts;

import io.aureus.merchants.MerchantId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the payouts that pay invoices of Lightning, with what proves or explains their end. */
public interface InvoicePayments {
  /** From here on a list begins with the newest. */
  long NEWEST = Long.MAX_VALUE;

  /**
   * @param no counts all payouts: where a list goes on
   * @param paymentHash in 64 hexadecimal digits
   * @param preimage that proves the payment; empty before it is paid
   * @param words the last line of its story
   */
  record Listed(long no, Payout payout, String paymentHash, String preimage, String words) {}

  /**
   * The newest first.
   *
   * @param merchant whose they are; null for everybody's
   * @param before only those that were asked for before this one; {@link #NEWEST} for the first
   * @param most 1 to 100
   */
  List<Listed> page(@Nullable MerchantId merchant, long before, int most);
}
