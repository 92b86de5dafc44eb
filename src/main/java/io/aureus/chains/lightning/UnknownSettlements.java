package io.aureus.chains.lightning;

import io.aureus.money.Chain;
import java.util.List;

/**
 * What our node of Lightning was paid by invoices that no order has: of orders that were made after
 * a back-up which was restored, or of another program that uses the node.
 */
public interface UnknownSettlements {
  /**
   * The newest first.
   *
   * @param most 1 to 100
   */
  List<SettledInvoice> newest(Chain chain, int most);
}
