package io.aureus.chains.lightning.nodes;

import io.aureus.chains.lightning.SettledInvoice;
import io.aureus.chains.lightning.Settlements;
import io.aureus.chains.nodes.LongAnswers;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads what a phoenixd was paid by the time when it was: it numbers nothing. Such a time is given
 * a moment before it is written down, and by a clock that may be set back; so reading goes on a
 * while before the latest that was told, and tells that again.
 *
 * <p>Its pages are counted before it leaves out what is none of Lightning, and from the newest, so
 * that neither a short page nor a number of them says anything: a whole span of time is asked for,
 * and half of it where that is more than we take. Where it takes longer than we wait, the next look
 * asks for half of it, and each that is answered lets the next ask for twice as much.
 */
final class PhoenixdSettlements implements Settlements {
  private static final Duration AGAIN = Duration.ofMinutes(15);
  private static final Duration AHEAD = Duration.ofDays(1);
  private static final long LEAST = Duration.ofHours(1).toMillis();
  private static final long MOST = Long.MAX_VALUE / 4;
  private static final Pattern TIME = Pattern.compile("[0-9]{1,15}");

  private final PhoenixdLine line;
  private final Clock clock;

  /** Milliseconds that one look asks for. */
  private volatile long span = MOST;

  PhoenixdSettlements(PhoenixdLine line, Clock clock) {
    this.line = line;
    this.clock = clock;
  }

  @Override
  public Page after(String after) throws NodeFailure {
    // What another program told says nothing of this one's record.
    long from = TIME.matcher(after).matches() ? Long.parseLong(after) : 0;
    long now = clock.millis();
    long end = Math.max(from, now) + AHEAD.toMillis();
    // Its clock need not be ours: a part ends only where both have long been.
    long to = from + span < now - AHEAD.toMillis() ? from + span : end;
    while (true) {
      try {
        long until = to;
        List<SettledInvoice> all = LongAnswers.allowed(() -> between(from, until));
        span = Math.min(MOST, span * 2);
        return new Page(all, Long.toString(to == end ? again(all, from) : to), to == end);
      } catch (NodeFailure e) {
        if (e.kind() == Kind.TIMEOUT) {
          span = Math.max(LEAST, (Math.min(to, now) - from) / 2);
        }
        if (e.kind() != Kind.TOO_MUCH || to - from < 2) {
          throw e;
        }
        to = from + (to - from) / 2;
      }
    }
  }

  /** Where to go on once all is told. It may be before the place that was begun at. */
  private static long again(List<SettledInvoice> all, long from) {
    return all.isEmpty() ? from : Math.max(0, all.getLast().at().minus(AGAIN).toEpochMilli());
  }

  private List<SettledInvoice> between(long from, long to) throws NodeFailure {
    String path =
        "/payments/incoming?all=false&offset=0&limit=1000000&from=%d&to=%d".formatted(from, to);
    List<SettledInvoice> all = new ArrayList<>();
    for (Told told : Told.readList(line.get(path))) {
      if (!told.flag("isPaid")) {
        throw Told.malformed("answered with an invoice that was not asked for");
      }
      all.add(
          new SettledInvoice(
              told.hash("paymentHash"),
              cameIn(told),
              Instant.ofEpochMilli(told.count("completedAt"))));
    }
    all.sort(Comparator.comparing(SettledInvoice::at));
    return List.copyOf(all);
  }

  /**
   * What the payer paid. What we receive of it is less where a channel had to be opened or enlarged
   * for it, and is told cut off to whole satoshi; less than was asked for is never taken.
   */
  private static long cameIn(Told told) throws NodeFailure {
    long sum = Told.sum(Told.millisatoshi(told.count("receivedSat")), told.count("fees"));
    return told.has("requestedSat")
        ? Math.max(sum, Told.millisatoshi(told.count("requestedSat")))
        : sum;
  }
}
