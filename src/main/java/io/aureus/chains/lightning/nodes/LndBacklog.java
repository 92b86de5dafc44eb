package io.aureus.chains.lightning.nodes;

import io.aureus.chains.lightning.SettledInvoice;
import io.aureus.chains.lightning.Settlements.Page;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.chains.nodes.RestStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * One page of what an LND tells of its settlements by a subscription. Silence there says nothing:
 * LND sends not even headers before the first line. So a settlement that it has for certain must be
 * told first of all, and without it nothing is believed.
 *
 * <p>What was settled before the subscription comes at once, but not always by its index: with its
 * invoices in SQL an LND sorts it by when they were made. So the page goes on to the last index
 * before which none is missing; a number that stays away is passed over once the next was told the
 * whole wait ago, and nothing from before the question was told since. What is paid meanwhile does
 * not put that off.
 */
final class LndBacklog {
  /** So many in a page, more or less. */
  static final int MOST = 100;

  private final LndLine line;
  private final NodeAccess.Waits waits;
  private final RecordPlace before;
  private final RecordPlace awaited;
  private final Instant asked;
  private final NavigableMap<Long, SettledInvoice> told = new TreeMap<>();

  /** When each was told. */
  private final NavigableMap<Long, Long> numbers = new TreeMap<>();

  private long run;
  private long begunAt;
  private long oldAt;
  private long end;
  private boolean isBegun;
  private boolean isCalm = true;
  private boolean isCut;

  /**
   * @param before the last one that was told
   * @param awaited what must be told, that one or a later one; any where its hash is empty
   * @param asked the time now
   */
  LndBacklog(
      LndLine line,
      NodeAccess.Waits waits,
      RecordPlace before,
      RecordPlace awaited,
      Instant asked) {
    this.line = line;
    this.waits = waits;
    this.before = before;
    this.awaited = awaited;
    // The node tells whole seconds.
    this.asked = asked.truncatedTo(ChronoUnit.SECONDS);
    this.run = Math.max(1, before.index() - 1);
    this.oldAt = System.nanoTime();
  }

  /**
   * @param patience until what is awaited is told
   */
  void read(Duration patience) throws NodeFailure {
    end = System.nanoTime() + patience.toNanos();
    String path = "/v1/invoices/subscribe?settle_index=" + run;
    try (RestStream stream = line.stream(path, null)) {
      long base = run;
      while (run - base <= MOST && !isAnothers()) {
        long left = end - System.nanoTime();
        RestStream.Line next = left > 0 ? stream.next(Duration.ofNanos(left)) : null;
        if (next == null) {
          if (stream.isEnded()) {
            throw new NodeFailure(Kind.UNREACHABLE, "ended the list of what it was paid");
          }
          goOn(Math.max(end, System.nanoTime()));
          return;
        }
        take(line.result(next));
      }
      isCut = true;
    }
  }

  /** Another payment has the number. */
  private boolean isAnothers() {
    SettledInvoice same = told.get(awaited.index());
    return same != null && !awaited.hash().isEmpty() && !same.paymentHash().equals(awaited.hash());
  }

  /** New invoices are told as well, before anybody has paid them. */
  private void take(Told invoice) throws NodeFailure {
    long index = invoice.digits("settle_index");
    long now = System.nanoTime();
    numbers.putIfAbsent(index, now);
    for (Told set : invoice.values("amp_invoice_state")) {
      numbers.putIfAbsent(set.digits("settle_index"), now);
    }
    if (LndSettlements.isSettled(invoice) && !told.containsKey(index)) {
      take(index, LndSettlements.settled(invoice), now);
    }
    goOn(now);
    if (isBegun && told.lastKey() > before.index()) {
      Map.Entry<Long, Long> gap = told.lastKey() > run ? numbers.higherEntry(run) : null;
      end = Math.min(limit(), gap == null ? now + waits.quiet().toNanos() : passedAt(gap));
    }
  }

  private void take(long index, SettledInvoice invoice, long now) {
    told.put(index, invoice);
    if (!isBegun && isAwaited(index)) {
      isBegun = true;
      begunAt = now;
      end = now + waits.settlement().toNanos();
    }
    boolean isOld = invoice.at().isBefore(asked);
    if (isOld) {
      oldAt = now;
    }
    if (index > before.index()) {
      isCalm &= isBegun && !isOld && now - begunAt >= calm();
    }
  }

  /** To the last one before which none is missing, or is any longer waited for. */
  private void goOn(long now) {
    Map.Entry<Long, Long> next = numbers.higherEntry(run);
    while (next != null && (next.getKey() == run + 1 || (isBegun && now - passedAt(next) >= 0))) {
      run = next.getKey();
      next = numbers.higherEntry(run);
    }
  }

  /** When what is missing before this number is waited for no longer. */
  private long passedAt(Map.Entry<Long, Long> number) {
    return Math.max(oldAt, number.getValue()) + waits.settlement().toNanos();
  }

  private boolean isAwaited(long index) {
    return awaited.hash().isEmpty() || (index == awaited.index() && !isAnothers());
  }

  /**
   * What comes later than this after the first is new, and was not there when it was asked for,
   * unless the node or this program stood still meanwhile: then it is older than the question.
   */
  private long calm() {
    return Math.min(waits.settlement().toNanos(), 5 * waits.quiet().toNanos());
  }

  private long limit() {
    return begunAt + 2 * waits.settlement().toNanos();
  }

  /** Whether what is awaited was told. */
  boolean isBegun() {
    return isBegun;
  }

  /** Whether nothing else was there to be told. */
  boolean isCalm() {
    return isCalm;
  }

  Page page() {
    Long last = told.floorKey(run);
    String next = last == null ? before.text() : before.at(last, hash(last)).text();
    List<SettledInvoice> news = List.copyOf(told.tailMap(before.index(), false).values());
    return new Page(news, next, isCalm && !isCut);
  }

  private String hash(long index) {
    SettledInvoice one = told.get(index);
    return one == null ? "" : one.paymentHash();
  }
}
