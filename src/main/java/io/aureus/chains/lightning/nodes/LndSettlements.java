package io.aureus.chains.lightning.nodes;

import io.aureus.chains.lightning.SettledInvoice;
import io.aureus.chains.lightning.Settlements;
import io.aureus.chains.nodes.LongAnswers;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what an LND was paid by its settle index, which is given when an invoice is settled: one
 * that is settled late has a higher one, however old it is. {@code SubscribeInvoices} tells all
 * above an index and then waits for new ones, so that a new one is heard of at once. It is asked
 * from one before the last that was told, which has to be told again first: see {@link LndBacklog}.
 *
 * <p>Above 0 it tells nothing, for the sake of old programs, so that the very first settlement
 * cannot be had that way: {@code ListInvoices} is searched for it, whose order is that of making.
 * Such a search is believed to have found none only where one was settled before it began: an
 * invoice behind the place that is read may be settled meanwhile. And with the first one alone a
 * subscription is silent: what it tells is taken, but that there is no more is read of the list.
 *
 * <p>A place is good for the node that told it, while that has the payment of the place. What
 * another one has, or one that lost its record, is read from the start.
 */
final class LndSettlements implements Settlements {
  private static final String PROGRAM = "lnd";

  private static final String LIST = "([0-9]{1,18}):((?:[0-9a-f]{64})?):([0-9]{1,18})";

  /** A search: how far it is, and whether a later settlement was seen in it (1) or before (2). */
  private static final Pattern SEARCH =
      Pattern.compile("lnd:(0[23][0-9a-f]{64}):first:" + LIST + ":([012])");

  /** After the first: its own place, and how far the list was read for another. */
  private static final Pattern ALONE =
      Pattern.compile("(lnd:0[23][0-9a-f]{64}:1:[0-9a-f]{64}):" + LIST);

  /** LND's words for a hash that it has no invoice of; the numbers of that error differ. */
  private static final Pattern NONE =
      Pattern.compile(".*(unable to locate invoice|no existing invoices).*");

  private final LndLine line;
  private final NodeAccess.Waits waits;
  private final Duration patience;
  private final Clock clock;
  private final RecordPlace.Asked asked;

  LndSettlements(LndLine line, NodeAccess access, RecordPlace.Asked asked) {
    this.line = line;
    this.waits = access.waits();
    this.patience = access.bounds().timeout();
    this.clock = access.clock();
    this.asked = asked;
  }

  @Override
  public Page after(String after) throws NodeFailure {
    String node = asked.identity().id();
    Matcher search = SEARCH.matcher(after);
    if (search.matches() && search.group(1).equals(node)) {
      return search(node, list(search, 2), Integer.parseInt(search.group(5)));
    }
    Matcher alone = ALONE.matcher(after);
    boolean isAlone = alone.matches();
    Optional<RecordPlace> known = RecordPlace.read(PROGRAM, node, isAlone ? alone.group(1) : after);
    if (known.isEmpty()) {
      return search(node, LndList.Place.START, 0);
    }
    RecordPlace place = known.get();
    return place.index() > 1 || place.hash().isEmpty()
        ? told(place, place)
        : afterFirst(place, isAlone ? list(alone, 2) : LndList.Place.START);
  }

  private static LndList.Place list(Matcher matcher, int group) {
    long done = Long.parseLong(matcher.group(group));
    long offset = Long.parseLong(matcher.group(group + 2));
    return new LndList.Place(done, matcher.group(group + 1), offset);
  }

  private Page search(String node, LndList.Place from, int before) throws NodeFailure {
    LndList list = new LndList(line, from);
    Told first = list.find(index -> index == 1, patience);
    if (first != null) {
      SettledInvoice settled = settled(first);
      return new Page(List.of(settled), place(node, settled.paymentHash()), false);
    }
    int seen = Math.max(list.isAnew() ? 0 : before, list.highest() > 1 ? 1 : 0);
    if (!list.isEnded()) {
      return new Page(List.of(), searching(node, list.place(), seen), false);
    }
    return switch (seen) {
      case 0 -> new Page(List.of(), searching(node, list.place(), 0), list.isWhole());
      case 1 -> new Page(List.of(), searching(node, LndList.Place.START, 2), false);
      default -> new Page(List.of(), place(node, ""), false);
    };
  }

  private static String searching(String node, LndList.Place list, int seen) {
    return list.equals(LndList.Place.START) && seen == 0
        ? START
        : "lnd:%s:first:%s:%d".formatted(node, list.text(), seen);
  }

  /** After the very first. */
  private static String place(String node, String hash) {
    return new RecordPlace(PROGRAM, node, 1, hash).text();
  }

  private Page afterFirst(RecordPlace first, LndList.Place from) throws NodeFailure {
    if (!isThere(first)) {
      return search(first.node(), LndList.Place.START, 0);
    }
    LndBacklog backlog = backlog(first, first.at(1, ""));
    read(backlog, waits.settlement());
    if (backlog.isBegun()) {
      return backlog.page();
    }
    LndList list = new LndList(line, from);
    Told second = list.find(index -> index > 1, patience);
    if (second != null) {
      // It has to be told, and all that is before it.
      return told(first, first.at(list.highest(), second.hashInBase64("r_hash")));
    }
    LndList.Place next = list.place();
    String alone = first.text() + (next.equals(LndList.Place.START) ? "" : ":" + next.text());
    return new Page(List.of(), alone, list.isWhole());
  }

  private LndBacklog backlog(RecordPlace place, RecordPlace awaited) {
    return new LndBacklog(line, waits, place, awaited, clock.instant());
  }

  private Page told(RecordPlace place, RecordPlace awaited) throws NodeFailure {
    LndBacklog backlog = backlog(place, awaited);
    read(backlog, patience);
    if (!backlog.isBegun()) {
      if (awaited.hash().isEmpty() || isThere(awaited)) {
        throw new NodeFailure(Kind.TIMEOUT, "did not tell in time what it was paid");
      }
      return search(place.node(), LndList.Place.START, 0);
    }
    // It could have fallen silent after its first words.
    if (backlog.isCalm() && !asked.identity().id().equals(place.node())) {
      throw new NodeFailure(Kind.UNREACHABLE, "is another node than a moment ago");
    }
    return backlog.page();
  }

  /** A payer chooses how many parts a payment has, and what is written on each. */
  private static void read(LndBacklog backlog, Duration patience) throws NodeFailure {
    LongAnswers.allowed(
        () -> {
          backlog.read(patience);
          return backlog;
        });
  }

  private boolean isThere(RecordPlace place) throws NodeFailure {
    try {
      return LongAnswers.allowed(() -> isSettledAt(place));
    } catch (NodeFailure e) {
      if (e.kind() == Kind.REFUSED && NONE.matcher(e.words()).matches()) {
        return false;
      }
      throw e;
    }
  }

  private boolean isSettledAt(RecordPlace place) throws NodeFailure {
    Told invoice = line.get("/v1/invoice/" + place.hash());
    return isSettled(invoice) && invoice.digits("settle_index") == place.index();
  }

  /** Paid, as our own invoices are: by one payment. */
  static boolean isSettled(Told invoice) throws NodeFailure {
    return invoice.text("state").equals("SETTLED") && !isOfMany(invoice);
  }

  /**
   * Whether any number of payments may be made to it (AMP), each with a hash of its own. Settled
   * once, it is told as such for ever, perhaps without a time, an index and a hash.
   */
  static boolean isOfMany(Told invoice) throws NodeFailure {
    return invoice.has("is_amp") && invoice.flag("is_amp");
  }

  static SettledInvoice settled(Told invoice) throws NodeFailure {
    return new SettledInvoice(
        invoice.hashInBase64("r_hash"),
        invoice.digits("amt_paid_msat"),
        Told.second(invoice.digits("settle_date")));
  }
}
