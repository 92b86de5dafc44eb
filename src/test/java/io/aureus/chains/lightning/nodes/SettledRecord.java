package io.aureus.chains.lightning.nodes;

import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.SettledInvoice;
import io.aureus.chains.lightning.Settlements;
import io.aureus.chains.nodes.NodeFailure;
import java.util.ArrayList;
import java.util.List;

/** What a node says that it was paid, read page by page. */
record SettledRecord(Settlements node) {
  /** All that it tells of an invoice after a place, in millisatoshi. */
  long amount(String place, Invoice invoice) throws NodeFailure {
    List<SettledInvoice> all = new ArrayList<>();
    read(place, all);
    return all.stream()
        .filter(each -> each.paymentHash().equals(invoice.terms().paymentHash()))
        .mapToLong(SettledInvoice::millisatoshi)
        .sum();
  }

  /**
   * Reads on to the end.
   *
   * @param told the payment hashes so far, to which it adds
   * @return the new place
   */
  String readOn(String place, List<String> told) throws NodeFailure {
    List<SettledInvoice> all = new ArrayList<>();
    String next = read(place, all);
    all.forEach(each -> told.add(each.paymentHash()));
    return next;
  }

  String end() throws NodeFailure {
    return read(Settlements.START, new ArrayList<>());
  }

  private String read(String place, List<SettledInvoice> all) throws NodeFailure {
    String from = place;
    while (true) {
      Settlements.Page page = node.after(from);
      all.addAll(page.invoices());
      from = page.next();
      if (page.isLast()) {
        return from;
      }
    }
  }
}
