package io.aureus.orders;

import io.aureus.chains.MempoolTrust;
import io.aureus.chains.TransferDepths;
import io.aureus.jobs.Fence;
import io.aureus.jobs.Job;
import io.aureus.money.Catalogue;
import io.aureus.money.FiatAmount;
import io.aureus.orders.EarlyRows.Candidate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes payments at the depth that was fixed with their quotes. What the nodes say of the mempool
 * is asked before the transaction; what is recorded of depth and risk is read within it.
 */
final class EarlyPayments implements Job {
  private static final Logger LOG = LoggerFactory.getLogger(EarlyPayments.class);

  /** A doubt that may pass is looked at again after this. */
  private static final Duration AGAIN = Duration.ofSeconds(3);

  /** So many transactions are asked for in one run: the next one begins with the others. */
  static final int QUESTIONS = 50;

  /** So long what was taken and then undone counts against the merchant's limit. */
  static final Duration LOSSES = Duration.ofHours(24);

  /** A transaction; it may pay many orders. */
  private record Sent(String chain, String txHash) {}

  private final EarlyRows early;
  private final OrderRows rows;
  private final OrderChanges changes;
  private final StillThere stillThere;
  private final MempoolTrust trust;
  private final TransferDepths depths;
  private final Catalogue catalogue;
  private final TransactionTemplate transactions;
  private final Clock clock;

  /** No truth, only a saving: when a payment was doubted last. */
  private final Map<Long, Instant> doubted = new HashMap<>();

  EarlyPayments(
      EarlyRows early,
      OrderRows rows,
      OrderChanges changes,
      MempoolTrust trust,
      TransferDepths depths,
      Catalogue catalogue,
      TransactionTemplate transactions,
      Clock clock) {
    this.early = early;
    this.rows = rows;
    this.changes = changes;
    this.trust = trust;
    this.depths = depths;
    this.stillThere = new StillThere(depths, changes);
    this.catalogue = catalogue;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "take-early-payments";
  }

  @Override
  public Duration every() {
    return Duration.ofMillis(500);
  }

  @Override
  public void run(Fence fence) {
    List<Candidate> waiting = early.waiting(catalogue.chains());
    Map<Long, Integer> deep = depths.of(waiting.stream().map(Candidate::transfer).toList());
    doubted.keySet().retainAll(Set.copyOf(waiting.stream().map(Candidate::transfer).toList()));
    List<Candidate> unconfirmed = new ArrayList<>();
    for (Candidate one : waiting) {
      Integer depth = deep.get(one.transfer());
      int asked = Math.max(1, one.needed());
      if (depth != null && depth >= asked) {
        guarded(one, () -> apply(one, asked, null));
      } else if (depth != null && depth == 0 && one.needed() == 0 && isToBeAsked(one)) {
        unconfirmed.add(one);
      }
    }
    // Nodes may be slow: whoever needs none of them does not wait for their answers.
    ask(unconfirmed);
  }

  /** One that is doubted waits for its first block. Who was asked for last has his turn last. */
  private void ask(List<Candidate> unconfirmed) {
    unconfirmed.sort(
        Comparator.comparing(one -> doubted.getOrDefault(one.transfer(), Instant.MIN)));
    Map<Sent, MempoolTrust.Doubt> said = new HashMap<>();
    for (Candidate one : unconfirmed) {
      Sent sent = new Sent(one.chain(), one.txHash());
      if (said.containsKey(sent) || said.size() < QUESTIONS) {
        guarded(one, () -> take(one, said.computeIfAbsent(sent, this::doubt)));
      }
    }
  }

  private MempoolTrust.Doubt doubt(Sent sent) {
    return trust.doubt(catalogue.chain(sent.chain()).orElseThrow(), sent.txHash());
  }

  private void take(Candidate one, MempoolTrust.Doubt doubt) {
    boolean isTaken = apply(one, 0, doubt == MempoolTrust.Doubt.NONE ? null : EarlyDoubt.of(doubt));
    if (!isTaken) {
      doubted.put(one.transfer(), clock.instant());
    }
  }

  private static void guarded(Candidate one, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.error("the payment {} of order {} cannot be taken", one.transfer(), one.order(), e);
    }
  }

  private boolean isToBeAsked(Candidate one) {
    Instant last = doubted.get(one.transfer());
    return !one.doubt().equals(EarlyDoubt.REPLACEABLE.name())
        && (last == null || !clock.instant().isBefore(last.plus(AGAIN)));
  }

  /**
   * @param least the depth at which it was looked at: it must still be that deep
   */
  private boolean apply(Candidate one, int least, @Nullable EarlyDoubt found) {
    Boolean taken =
        transactions.execute(
            status -> {
              @Nullable Order order = rows.lock(List.of(one.order())).get(one.order());
              Integer depth = depths.of(List.of(one.transfer())).get(one.transfer());
              if (order == null || depth == null || depth < least) {
                return false;
              }
              Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
              @Nullable EarlyDoubt doubt =
                  depth > 0 ? null : found != null ? found : overRisk(order, one);
              OrderFact fact =
                  doubt == null
                      ? new OrderFact.PaymentTrusted(one.transfer(), depth)
                      : new OrderFact.PaymentDoubted(one.transfer(), doubt.name());
              if (doubt == null) {
                order = stillThere.checked(order, now);
              }
              changes.apply(order, fact, "early:" + one.transfer() + ":" + order.version(), now);
              return doubt == null;
            });
    return Boolean.TRUE.equals(taken);
  }

  private @Nullable EarlyDoubt overRisk(Order order, Candidate one) {
    early.lockRisk(order.merchant());
    Optional<FiatAmount> worth =
        order
            .paymentOf(one.transfer())
            .flatMap(payment -> order.quote(payment.quoteNo()))
            .map(quote -> quote.counting().worth());
    return worth.isPresent()
            && early.mayRisk(order.merchant(), worth.get(), clock.instant().minus(LOSSES))
        ? null
        : EarlyDoubt.TOO_MUCH_AT_RISK;
  }
}
