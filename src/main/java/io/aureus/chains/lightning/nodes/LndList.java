package io.aureus.chains.lightning.nodes;

import io.aureus.chains.nodes.LongAnswers;
import io.aureus.chains.nodes.NodeFailure;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A look through an LND's list of invoices, in the order of their making, for one that is settled.
 * A long list takes several looks. An invoice that was settled or cancelled stays so: what comes
 * before the first other one is read once, and each later look begins there.
 */
final class LndList {
  /**
   * How far it was read.
   *
   * @param done all up to here need not be read again; 0 for none
   * @param next the hash of the one after it: where that one is not there any more, all is read
   *     again; empty with 0
   * @param offset all up to here were read since the last end of the list; no less than {@code
   *     done}
   */
  record Place(long done, String next, long offset) {
    static final Place START = new Place(0, "", 0);

    Place {
      if (offset < done || (done == 0) != next.isEmpty()) {
        throw new IllegalArgumentException("no place of a list");
      }
    }

    String text() {
      return "%d:%s:%d".formatted(done, next, offset);
    }
  }

  private static final Set<String> OVER = Set.of("SETTLED", "CANCELED");

  /** In place of the hash of an invoice that has none. */
  private static final String OF_MANY = "0".repeat(64);

  private final LndLine line;
  private Place place;
  private long isDoneTo;
  private boolean isWhole;
  private boolean isEnded;
  private boolean isAnew;
  private long highest;
  private @Nullable Told found;

  LndList(LndLine line, Place place) {
    this.line = line;
    this.place = place;
    this.isDoneTo = place.done();
    this.isWhole = place.offset() == place.done();
  }

  /**
   * Looks until one is found, the list ends, or the time is over, and always far enough for the
   * next look to begin later.
   *
   * @param wanted by its settle index
   */
  @Nullable Told find(LongPredicate wanted, Duration patience) throws NodeFailure {
    long end = System.nanoTime() + patience.toNanos();
    for (int parts = 0; parts < 2 || System.nanoTime() < end; parts++) {
      if (LongAnswers.allowed(() -> isOver(wanted))) {
        break;
      }
    }
    return found;
  }

  /** Looks at the next part, and answers whether it needs no other. */
  private boolean isOver(LongPredicate wanted) throws NodeFailure {
    Told list = list(place.offset());
    List<Told> invoices = list.objects("invoices");
    if (!isSame(invoices)) {
      begin();
      isAnew = true;
      return false;
    }
    if (invoices.isEmpty()) {
      isEnded = true;
      return true;
    }
    doneTo(invoices.getFirst());
    for (Told invoice : invoices) {
      long index = LndSettlements.isSettled(invoice) ? invoice.digits("settle_index") : 0;
      highest = Math.max(highest, index);
      if (index > 0 && wanted.test(index)) {
        found = invoice;
        return true;
      }
    }
    goOn(list, invoices);
    return false;
  }

  private Told list(long offset) throws NodeFailure {
    return line.get(
        "/v1/invoices?num_max_invoices=%d&index_offset=%d".formatted(LndBacklog.MOST, offset));
  }

  /** A record that was lost has another invoice there, or none. */
  private boolean isSame(List<Told> invoices) throws NodeFailure {
    return place.done() == 0
        || place.offset() != place.done()
        || (!invoices.isEmpty() && hash(invoices.getFirst()).equals(place.next()));
  }

  private void begin() {
    place = Place.START;
    isDoneTo = 0;
    isWhole = true;
  }

  private void doneTo(Told first) throws NodeFailure {
    if (isDoneTo > place.done() && isDoneTo == place.offset()) {
      place = new Place(isDoneTo, hash(first), isDoneTo);
    }
  }

  private void goOn(Told list, List<Told> invoices) throws NodeFailure {
    long offset = list.digits("last_index_offset");
    if (offset <= place.offset()) {
      throw Told.malformed("answered a list of invoices that does not go on");
    }
    if (place.offset() == place.done() && isOver(invoices)) {
      isDoneTo = offset;
    }
    place = new Place(place.done(), place.next(), offset);
  }

  private static boolean isOver(List<Told> invoices) throws NodeFailure {
    for (Told invoice : invoices) {
      if (!LndSettlements.isOfMany(invoice) && !OVER.contains(invoice.text("state"))) {
        return false;
      }
    }
    return true;
  }

  private static String hash(Told invoice) throws NodeFailure {
    return LndSettlements.isOfMany(invoice) ? OF_MANY : invoice.hashInBase64("r_hash");
  }

  /** Whether all of it was read by this look, so that none was settled before it unseen. */
  boolean isWhole() {
    return isEnded && isWhole;
  }

  boolean isEnded() {
    return isEnded;
  }

  /** Whether it began anew, since the record is another one than before. */
  boolean isAnew() {
    return isAnew;
  }

  /** The highest settle index that this look saw; 0 for none. */
  long highest() {
    return highest;
  }

  /** Where the next look begins. */
  Place place() {
    boolean isAgain = isEnded || isDoneTo == place.offset();
    return isAgain ? new Place(place.done(), place.next(), place.done()) : place;
  }
}
