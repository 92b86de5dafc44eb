package io.aureus.chains.lightning.nodes;

import io.aureus.chains.BlockHeader;
import io.aureus.chains.ChainJournal;
import io.aureus.chains.ChainProgress.NodeHealth;
import io.aureus.chains.Sighting;
import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.lightning.SettledInvoice;
import io.aureus.chains.lightning.Settlements;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.jobs.Fence;
import io.aureus.jobs.Job;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records what a node was paid, by the node's own record: each settled invoice of ours is as a
 * block with one transfer to its payment hash (or to that of the invoice beside it, where it was
 * for an offer), numbered as they were read, and the place in the record up to which it was read is
 * the last one's hash. What is read, and how far, is one transaction: killed at any line it goes on
 * as if nothing had been.
 *
 * <p>A settlement that is told again is the same transfer, and changes nothing. Invoices that the
 * node has for other purposes are no concern of ours.
 */
final class SettlementObserver implements Job {
  private static final Logger LOG = LoggerFactory.getLogger(SettlementObserver.class);
  private static final String POSITION = "htlc";

  /** Where the node waits for the next settlement by itself, or more of them are there. */
  private static final Duration PAUSE = Duration.ofMillis(50);

  /** Where it says at once that there is nothing new: to ask without end would load it only. */
  private static final Duration CALM = Duration.ofSeconds(1);

  /** After a failure. */
  private static final Duration REST = Duration.ofSeconds(2);

  private static final Duration REPORT_EVERY = Duration.ofSeconds(10);

  /**
   * Whose record it is.
   *
   * @param journal it is written into
   * @param family that the payment hashes of the node's invoices are watched under
   * @param isOperators whether its health is shown with the chains', and it hands out offers
   */
  record Whose(String journal, String family, boolean isOperators) {}

  private final Whose whose;
  private final String asset;
  private final LightningNode node;
  private final NewsWait news;
  private final ChainJournal journal;
  private final Clock clock;
  private String trouble = "";
  private Instant reportedAt = Instant.MIN;
  private boolean isToldSince;
  private boolean isIdle;

  SettlementObserver(
      Whose whose, String asset, LightningNode node, ChainJournal journal, Clock clock) {
    this.whose = whose;
    this.asset = asset;
    this.node = node;
    this.news = new NewsWait(node);
    this.journal = journal;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "observe-" + whose.journal();
  }

  @Override
  public Duration every() {
    if (!trouble.isEmpty()) {
      return REST;
    }
    return isIdle ? CALM : PAUSE;
  }

  /** A node's failure ends the run, not the job: the next run comes after a pause. */
  @Override
  public void run(Fence fence) {
    BlockHeader cursor = journal.cursor().orElseGet(() -> begun(fence));
    try {
      Instant asked = now();
      Settlements.Page page = news.after(cursor.hash());
      BlockHeader last = record(fence, cursor, page, asked);
      if (page.isLast()) {
        journal.readTo(fence, last, asked);
      }
      boolean isAtOnce = Duration.between(asked, now()).compareTo(CALM) < 0;
      isIdle = page.isLast() && last.equals(cursor) && isAtOnce;
      report(fence, last, "");
    } catch (NodeFailure e) {
      if (!news.isStopped()) {
        report(fence, cursor, e.words());
      }
    }
  }

  /** Whether the node answered the last run. */
  boolean isWell() {
    return trouble.isEmpty();
  }

  /** Why it did not, in words for whoever runs it; empty where it did. */
  String trouble() {
    return trouble;
  }

  @Override
  public void stop() {
    news.stop();
  }

  /** All that the node was ever paid is read, and nothing counts as read before that. */
  private BlockHeader begun(Fence fence) {
    journal.begin(fence, new BlockHeader(0, Settlements.START, "", Instant.EPOCH));
    return journal.cursor().orElseThrow();
  }

  /** Answers where the record was read to. */
  private BlockHeader record(
      Fence fence, BlockHeader cursor, Settlements.Page page, Instant asked) {
    List<Ours> ours = ours(page.invoices());
    if (ours.isEmpty() && page.next().equals(cursor.hash())) {
      return cursor;
    }
    List<BlockHeader> blocks = new ArrayList<>();
    List<Sighting> sightings = new ArrayList<>();
    BlockHeader before = cursor;
    for (Ours one : ours) {
      before = after(before, one.invoice().paymentHash(), one.invoice().at());
      blocks.add(before);
      sightings.add(sighting(one, before.number()));
    }
    Instant time = page.isLast() ? asked : before.time();
    blocks.add(after(before, page.next(), time));
    BlockHeader last = blocks.getLast();
    journal.append(
        fence, new ChainJournal.Step(cursor, blocks, sightings, last.number(), page.isLast()));
    return journal.cursor().filter(last::equals).orElse(cursor);
  }

  private static BlockHeader after(BlockHeader before, String hash, Instant time) {
    return new BlockHeader(before.number() + 1, hash, before.hash(), time);
  }

  /**
   * @param to the order's address: the invoice's own payment hash, or that of the invoice beside
   *     the offer that was paid
   */
  private record Ours(SettledInvoice invoice, String to) {}

  /** Each once, though it be told again. */
  private List<Ours> ours(List<SettledInvoice> settled) {
    List<String> hashes = settled.stream().map(SettledInvoice::paymentHash).toList();
    List<String> offers =
        settled.stream().map(this::offer).filter(offer -> !offer.isEmpty()).toList();
    Map<String, String> watched = new HashMap<>(journal.watched(whose.family(), offers));
    watched.putAll(journal.watched(whose.family(), hashes));
    Set<String> known = new HashSet<>(journal.recorded(hashes));
    List<Ours> ours = new ArrayList<>();
    for (SettledInvoice invoice : settled) {
      String to = watched.getOrDefault(invoice.paymentHash(), watched.get(offer(invoice)));
      if (to != null && known.add(invoice.paymentHash())) {
        ours.add(new Ours(invoice, to));
      }
    }
    return ours;
  }

  /** A merchant's node is asked for none: what it says of one is no word of an order's. */
  private String offer(SettledInvoice invoice) {
    return whose.isOperators() ? invoice.offer() : "";
  }

  private Sighting sighting(Ours one, long number) {
    SettledInvoice invoice = one.invoice();
    return new Sighting(
        invoice.paymentHash(),
        POSITION,
        null,
        one.to(),
        asset,
        "",
        BigInteger.valueOf(invoice.millisatoshi()),
        number);
  }

  private void report(Fence fence, BlockHeader cursor, String words) {
    Instant now = now();
    boolean isNews = !isToldSince || !words.equals(trouble);
    if (isNews && !words.isEmpty()) {
      LOG.warn("{}: {} {}", name(), node.label(), words);
    }
    trouble = words;
    if (isNews || reportedAt.plus(REPORT_EVERY).isBefore(now)) {
      boolean isWell = words.isEmpty();
      NodeHealth health =
          new NodeHealth(whose.journal(), node.label(), isWell, cursor.number(), words);
      journal.report(fence, whose.isOperators() ? List.of(health) : List.of(), cursor.number());
      reportedAt = now;
      isToldSince = true;
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
