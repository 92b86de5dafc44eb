package io.aureus.chains.lightning.nodes;

import io.aureus.chains.lightning.SettledInvoice;
import io.aureus.chains.lightning.Settlements;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.RestStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what an LND was paid by its settle index, which is given when an invoice is settled: one
 * that is settled late has a higher one, however old it is. {@code SubscribeInvoices} tells all
 * above an index and then waits for new ones, so that a new one is heard of at once.
 *
 * <p>Above 0 it tells nothing, for the sake of old programs, so that the very first settlement
 * cannot be had that way: {@code ListInvoices} is searched for it, whose order is that of making.
 * Such a search is believed to have found none only where one was settled before it began: an
 * invoice behind the place that is read may be settled meanwhile.
 */
final class LndSettlements implements Settlements {
  private static final int MOST = 100;
  private static final Pattern INDEX = Pattern.compile("[1-9][0-9]{0,18}");

  /** A search: how far it is, and whether a later settlement was seen in it (1) or before (2). */
  private static final Pattern SEARCH = Pattern.compile("first:([0-9]{1,18}):([012])");

  private final LndLine line;
  private final NodeAccess.Waits waits;

  LndSettlements(LndLine line, NodeAccess.Waits waits) {
    this.line = line;
    this.waits = waits;
  }

  @Override
  public Page after(String after) throws NodeFailure {
    if (after.equals(START)) {
      return search(0, 0);
    }
    Matcher search = SEARCH.matcher(after);
    if (search.matches()) {
      return search(Long.parseLong(search.group(1)), Integer.parseInt(search.group(2)));
    }
    if (!INDEX.matcher(after).matches()) {
      throw new IllegalArgumentException("no place in the record of an LND");
    }
    return above(Long.parseLong(after));
  }

  private Page search(long offset, int seen) throws NodeFailure {
    Told told =
        line.get("/v1/invoices?num_max_invoices=%d&index_offset=%d".formatted(MOST, offset));
    int now = seen;
    for (Told invoice : told.objects("invoices")) {
      long index = isSettled(invoice) ? invoice.digits("settle_index") : 0;
      if (index == 1) {
        return new Page(List.of(settled(invoice)), "1", false);
      }
      now = index > 1 ? Math.max(now, 1) : now;
    }
    long last = told.digits("last_index_offset");
    if (!told.objects("invoices").isEmpty()) {
      if (last <= offset) {
        throw Told.malformed("answered a list of invoices that does not go on");
      }
      return new Page(List.of(), "first:%d:%d".formatted(last, now), false);
    }
    return switch (now) {
      case 0 -> new Page(List.of(), START, true);
      case 1 -> new Page(List.of(), "first:0:2", false);
      default -> new Page(List.of(), "1", false);
    };
  }

  private Page above(long index) throws NodeFailure {
    List<SettledInvoice> all = new ArrayList<>();
    long last = index;
    Duration wait = waits.settlement();
    try (RestStream stream = line.stream("/v1/invoices/subscribe?settle_index=" + index, null)) {
      RestStream.Line next = stream.next(wait);
      while (next != null) {
        Told invoice = line.result(next);
        // New invoices are told as well, before anybody has paid them.
        if (isSettled(invoice)) {
          last = Math.max(last, invoice.digits("settle_index"));
          all.add(settled(invoice));
          wait = waits.quiet();
        }
        next = all.size() < MOST ? stream.next(wait) : null;
      }
    }
    return new Page(List.copyOf(all), Long.toString(last), all.size() < MOST);
  }

  private static boolean isSettled(Told invoice) throws NodeFailure {
    return invoice.text("state").equals("SETTLED");
  }

  private static SettledInvoice settled(Told invoice) throws NodeFailure {
    return new SettledInvoice(
        invoice.hashInBase64("r_hash"),
        invoice.digits("amt_paid_msat"),
        Told.second(invoice.digits("settle_date")));
  }
}
