package io.aureus.sandbox;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a simulated LND tells as it comes about, line by line. */
final class LndStreams {
  /** So often a line without content shows whether anybody still listens. */
  private static final Duration BEAT = Duration.ofSeconds(5);

  /** Where the lines go. */
  interface Out {
    /**
     * @param content of the line; null for an empty one
     */
    void line(@Nullable Map<String, Object> content) throws IOException;
  }

  private final LightningPeer own;
  private final LightningChannel channel;

  LndStreams(LightningPeer own, LightningChannel channel) {
    this.own = own;
    this.channel = channel;
  }

  /**
   * Tells of a payment until it is over.
   *
   * @param isQuiet whether only its end is told
   */
  void payment(String hash, boolean isQuiet, Out out) throws IOException, InterruptedException {
    LndPayment now = channel.within(() -> LndMethods.payment(own, hash));
    if (now.isOpen() && !isQuiet) {
      out.line(now.json());
    }
    while (now.isOpen()) {
      LndPayment over = channel.await(BEAT, () -> over(hash));
      if (over == null) {
        out.line(null);
      } else {
        now = over;
      }
    }
    out.line(now.json());
  }

  private @Nullable LndPayment over(String hash) {
    LndPayment payment = own.payment(hash);
    return payment == null || payment.isOpen() ? null : payment;
  }

  /**
   * Tells which invoices are settled, and which are made, from now on, and never ends.
   *
   * @param settleIndex above which it tells what was settled before; 0 for nothing of it
   */
  void invoices(long settleIndex, Out out) throws IOException, InterruptedException {
    long settled = channel.within(() -> settleIndex == 0 ? own.lastSettled() : settleIndex);
    long added = channel.within(own::lastAdded);
    while (true) {
      long afterSettled = settled;
      long afterAdded = added;
      List<LndInvoice> news = channel.await(BEAT, () -> news(afterSettled, afterAdded));
      if (news == null) {
        out.line(null);
        continue;
      }
      for (LndInvoice each : news) {
        settled = Math.max(settled, each.settleIndex());
        added = Math.max(added, each.addIndex());
        out.line(each.json());
      }
    }
  }

  private @Nullable List<LndInvoice> news(long settled, long added) {
    List<LndInvoice> news = new ArrayList<>(own.settledAfter(settled));
    own.addedAfter(added).stream().filter(one -> one.settleIndex() == 0).forEach(news::add);
    return news.isEmpty() ? null : news;
  }
}
