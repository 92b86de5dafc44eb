package io.aureus.chains.lightning.nodes;

import io.aureus.chains.lightning.SettledInvoice;
import io.aureus.chains.lightning.Settlements;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an LND was paid by its settle index, which is given when an invoice is settled: one
 * that is settled late has a higher one, however old it is. {@code SubscribeInvoices} tells all
 * above an index and then waits for new ones, so that a new one is heard of at once. It is asked
 * from one before the last that was told, which has to be told again first: see {@link LndBacklog}.
 *
 * <p>Above 0 it tells nothing, for the sake of old programs, so that the very first settlement
 * cannot be had that way: {@code ListInvoices} is searched for it, whose order is that of making.
 * Such a search is believed to have found none only where one was settled before it began: an
 * invoice behind the place that is read may be settled meanwhile.
 *
 * <p>A place is good for the node that told it, while that has the payment of the place. What
 * another one has, or one that lost its record, is read from the start.
 */
final class LndSettlements implements Settlements {
  private static final String PROGRAM = "lnd";

  /** A search: how far it is, and whether a later settlement was seen in it (1) or before (2). */
  private static final Pattern SEARCH =
      Pattern.compile("lnd:(0[23][0-9a-f]{64}):first:([0-9]{1,18}):([012])");

  /** LND's words for a hash that it has no invoice of; the numbers of that error differ. */
  private static final Pattern NONE =
      Pattern.compile(".*(unable to locate invoice|no existing invoices).*");

  private final LndLine line;
  private final NodeAccess.Waits waits;
  private final Duration patience;
  private final RecordPlace.Asked asked;

  LndSettlements(LndLine line, NodeAccess access, RecordPlace.Asked asked) {
    this.line = line;
    this.waits = access.waits();
    this.patience = access.bounds().timeout();
    this.asked = asked;
  }

  @Override
  public Page after(String after) throws NodeFailure {
    String node = asked.identity().id();
    Matcher search = SEARCH.matcher(after);
    if (search.matches() && search.group(1).equals(node)) {
      return search(node, Long.parseLong(search.group(2)), Integer.parseInt(search.group(3)));
    }
    Optional<RecordPlace> place = RecordPlace.read(PROGRAM, node, after);
    return place.isPresent() ? above(place.get()) : search(node, 0, 0);
  }

  private Page search(String node, long from, int before) throws NodeFailure {
    long end = System.nanoTime() + patience.toNanos();
    long offset = from;
    int seen = before;
    while (System.nanoTime() < end) {
      Told list = list(offset);
      for (Told invoice : list.objects("invoices")) {
        long index = isSettled(invoice) ? invoice.digits("settle_index") : 0;
        if (index == 1) {
          SettledInvoice first = settled(invoice);
          return new Page(List.of(first), place(node, first.paymentHash()), false);
        }
        seen = index > 1 ? Math.max(seen, 1) : seen;
      }
      if (list.objects("invoices").isEmpty()) {
        return searched(node, from, seen);
      }
      offset = after(list, offset);
    }
    return new Page(List.of(), searching(node, offset, seen), false);
  }

  private static Page searched(String node, long from, int seen) {
    return switch (seen) {
      case 0 -> new Page(List.of(), START, from == 0);
      case 1 -> new Page(List.of(), searching(node, 0, 2), false);
      default -> new Page(List.of(), place(node, ""), false);
    };
  }

  private static String searching(String node, long offset, int seen) {
    return "lnd:%s:first:%d:%d".formatted(node, offset, seen);
  }

  /** After the very first. */
  private static String place(String node, String hash) {
    return new RecordPlace(PROGRAM, node, 1, hash).text();
  }

  private Told list(long offset) throws NodeFailure {
    return line.get(
        "/v1/invoices?num_max_invoices=%d&index_offset=%d".formatted(LndBacklog.MOST, offset));
  }

  private static long after(Told list, long offset) throws NodeFailure {
    long last = list.digits("last_index_offset");
    if (last <= offset) {
      throw Told.malformed("answered a list of invoices that does not go on");
    }
    return last;
  }

  private Page above(RecordPlace place) throws NodeFailure {
    if (place.index() > 1 || place.hash().isEmpty()) {
      return told(place, place);
    }
    if (!isThere(place)) {
      return search(place.node(), 0, 0);
    }
    RecordPlace second = anyAfterFirst(place);
    return second == null ? new Page(List.of(), place.text(), true) : told(place, second);
  }

  /** Above the first no subscription tells that one, so that another one has to be known. */
  private @Nullable RecordPlace anyAfterFirst(RecordPlace first) throws NodeFailure {
    long end = System.nanoTime() + patience.toNanos();
    long offset = 0;
    while (System.nanoTime() < end) {
      Told list = list(offset);
      for (Told invoice : list.objects("invoices")) {
        if (isSettled(invoice) && invoice.digits("settle_index") > 1) {
          return first.at(invoice.digits("settle_index"), invoice.hashInBase64("r_hash"));
        }
      }
      if (list.objects("invoices").isEmpty()) {
        return null;
      }
      offset = after(list, offset);
    }
    throw new NodeFailure(Kind.TIMEOUT, "did not list all of its invoices in time");
  }

  private Page told(RecordPlace place, RecordPlace awaited) throws NodeFailure {
    LndBacklog backlog = new LndBacklog(line, waits, place, awaited);
    backlog.read(patience);
    if (!backlog.isBegun()) {
      if (awaited.hash().isEmpty() || isThere(awaited)) {
        throw new NodeFailure(Kind.TIMEOUT, "did not tell in time what it was paid");
      }
      return search(place.node(), 0, 0);
    }
    // It could have fallen silent after its first words.
    if (backlog.isCalm() && !asked.identity().id().equals(place.node())) {
      throw new NodeFailure(Kind.UNREACHABLE, "is another node than a moment ago");
    }
    return backlog.page();
  }

  private boolean isThere(RecordPlace place) throws NodeFailure {
    try {
      Told invoice = line.get("/v1/invoice/" + place.hash());
      return isSettled(invoice) && invoice.digits("settle_index") == place.index();
    } catch (NodeFailure e) {
      if (e.kind() == Kind.REFUSED && NONE.matcher(e.words()).matches()) {
        return false;
      }
      throw e;
    }
  }

  static boolean isSettled(Told invoice) throws NodeFailure {
    return invoice.text("state").equals("SETTLED");
  }

  static SettledInvoice settled(Told invoice) throws NodeFailure {
    return new SettledInvoice(
        invoice.hashInBase64("r_hash"),
        invoice.digits("amt_paid_msat"),
        Told.second(invoice.digits("settle_date")));
  }
}
