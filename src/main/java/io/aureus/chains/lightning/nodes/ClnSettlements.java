package io.aureus.chains.lightning.nodes;

import io.aureus.chains.lightning.SettledInvoice;
import io.aureus.chains.lightning.Settlements;
import io.aureus.chains.nodes.NodeFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a Core Lightning was paid by its pay index: the node numbers what it is paid, in the
 * order of paying, and is asked for the next number, so that one that is paid late has a higher
 * one. That there is none it says in so many words.
 *
 * <p>First the last one that was told is asked for again. Where another one has its number, or
 * none, or the node is another, the record is read from its start: the numbers of a node that lost
 * its record, or of another, say nothing of what was read.
 */
final class ClnSettlements implements Settlements {
  private static final String PROGRAM = "core-lightning";
  private static final int MOST = 100;
  private static final int NONE_IN_TIME = 904;
  private static final String BOLT12 = "bolt12";
  private static final String OFFER = "local_offer_id";

  private final ClnLine line;
  private final NodeAccess.Waits waits;
  private final RecordPlace.Asked asked;

  ClnSettlements(ClnLine line, NodeAccess.Waits waits, RecordPlace.Asked asked) {
    this.line = line;
    this.waits = waits;
    this.asked = asked;
  }

  @Override
  public Page after(String after) throws NodeFailure {
    String node = asked.identity().id();
    RecordPlace start = new RecordPlace(PROGRAM, node, 0, "");
    RecordPlace place = RecordPlace.read(PROGRAM, node, after).orElse(start);
    return read(isThere(place) ? place : start);
  }

  private boolean isThere(RecordPlace place) throws NodeFailure {
    if (place.index() == 0) {
      return true;
    }
    Told told = next(place.index() - 1, Duration.ZERO);
    return told != null
        && told.count("pay_index") == place.index()
        && told.hash("payment_hash").equals(place.hash());
  }

  private Page read(RecordPlace from) throws NodeFailure {
    long end = System.nanoTime() + waits.settlement().toNanos();
    List<SettledInvoice> all = new ArrayList<>();
    RecordPlace place = from;
    Duration wait = waits.settlement();
    do {
      Told told = next(place.index(), wait);
      if (told == null) {
        return new Page(List.copyOf(all), place.text(), true);
      }
      SettledInvoice one = settled(told);
      all.add(one);
      place = place.at(told.count("pay_index"), one.paymentHash());
      wait = Duration.ZERO;
    } while (all.size() < MOST && System.nanoTime() < end);
    return new Page(List.copyOf(all), place.text(), false);
  }

  /** The one after a number; null where there is none in time. */
  private @Nullable Told next(long last, Duration wait) throws NodeFailure {
    Told told;
    try {
      told =
          line.call(
              "waitanyinvoice", Map.of("lastpay_index", last, "timeout", wait.toSeconds()), wait);
    } catch (NodeFailure e) {
      if (e.code() == NONE_IN_TIME) {
        return null;
      }
      throw e;
    }
    if (!told.text("status").equals("paid") || told.count("pay_index") <= last) {
      throw Told.malformed("answered with an invoice that was not asked for");
    }
    return told;
  }

  private SettledInvoice settled(Told told) throws NodeFailure {
    String hash = told.hash("payment_hash");
    return new SettledInvoice(
        hash,
        told.count("amount_received_msat"),
        Told.second(told.count("paid_at")),
        offer(hash, told));
  }

  /** Versions whose command that waits does not say for which offer it was say so in the list. */
  private String offer(String hash, Told told) throws NodeFailure {
    if (!told.has(BOLT12)) {
      return "";
    }
    if (told.has(OFFER)) {
      return told.hash(OFFER);
    }
    for (Told listed :
        line.call("listinvoices", Map.of("payment_hash", hash)).objects("invoices")) {
      if (listed.hash("payment_hash").equals(hash) && listed.has(OFFER)) {
        return listed.hash(OFFER);
      }
    }
    return "";
  }
}
