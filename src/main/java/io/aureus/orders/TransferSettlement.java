package io.aureus.orders;

import io.aureus.chains.Transfer;
import io.aureus.chains.TransferFact;
import io.aureus.chains.TransferInbox;
import io.aureus.jobs.Fence;
import io.aureus.jobs.Job;
import io.aureus.money.Amount;
import io.aureus.money.Catalogue;
import io.aureus.orders.OrderFact.PaymentConfirmed;
import io.aureus.orders.OrderFact.PaymentDropped;
import io.aureus.orders.OrderFact.PaymentMoved;
import io.aureus.orders.OrderFact.PaymentReplaced;
import io.aureus.orders.OrderFact.PaymentReversed;
import io.aureus.orders.OrderFact.PaymentSeen;
import io.aureus.orders.OrderFact.Sighting;
import io.aureus.wallets.Custody;
import io.aureus.wallets.Receiving;
import io.aureus.wallets.Receiving.Owner;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Acts on what observers recorded: each batch of facts, the moves of their orders, the journal, the
 * callbacks and the events are one transaction. Any number of nodes may run it.
 */
final class TransferSettlement implements Job {
  private static final Logger LOG = LoggerFactory.getLogger(TransferSettlement.class);
  private static final int BATCH = 64;
  private static final int MOST_AT_ONCE = 8192;

  private final TransferInbox inbox;
  private final Receiving receiving;
  private final OrderRows rows;
  private final OrderChanges changes;
  private final StillThere stillThere;
  private final StrayPayments strays;
  private final Catalogue catalogue;
  private final TransactionTemplate transactions;
  private final Clock clock;

  TransferSettlement(
      TransferInbox inbox,
      Receiving receiving,
      OrderRows rows,
      OrderChanges changes,
      StillThere stillThere,
      StrayPayments strays,
      Catalogue catalogue,
      TransactionTemplate transactions,
      Clock clock) {
    this.inbox = inbox;
    this.receiving = receiving;
    this.rows = rows;
    this.changes = changes;
    this.stillThere = stillThere;
    this.strays = strays;
    this.catalogue = catalogue;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public String name() {
    return TransferInbox.JOB;
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(1);
  }

  @Override
  public boolean alone() {
    return false;
  }

  /**
   * @throws IllegalStateException where a fact cannot be settled, after all others are
   */
  @Override
  public void run(Fence fence) {
    Tally tally;
    do {
      tally = settleBatch();
    } while (tally.settled() > 0);
    if (tally.failed() > 0) {
      throw new IllegalStateException(tally.failed() + " transfer facts cannot be settled");
    }
  }

  private Tally settleBatch() {
    try {
      int settled = transactions.execute(status -> settleTogether(inbox.claim(BATCH)));
      return new Tally(settled, 0);
    } catch (RuntimeException e) {
      // One bad fact must not hold up its neighbours: the batch is undone, and tried one by one.
      LOG.warn("a batch of transfer facts failed and is tried one by one: {}", e.toString());
      return settleSingly();
    }
  }

  private int settleTogether(List<TransferFact> facts) {
    Map<String, Owner> owners =
        receiving.ordersOf(facts.stream().map(fact -> fact.transfer().to()).toList());
    Map<OrderId, Order> orders =
        new HashMap<>(
            rows.lock(
                owners.values().stream()
                    .map(owner -> new OrderId(owner.orderId()))
                    .distinct()
                    .toList()));
    Set<String> own = strays.ownSenders(facts);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    for (TransferFact fact : facts) {
      Owner owner = owners.get(fact.transfer().to());
      Order order = owner == null ? null : orders.get(new OrderId(owner.orderId()));
      if (own.contains(fact.transfer().from())) {
        // From one address of ours to another: gas for it, or its sweep. Nobody paid.
      } else if (owner == null || order == null || isFromBefore(order, fact)) {
        strays.book(fact);
      } else {
        boolean becomesSure = fact.kind() == TransferFact.Kind.CONFIRMED;
        Order checked = becomesSure ? stillThere.checked(order, now) : order;
        OrderFact told = factFor(fact, owner.custody());
        orders.put(order.id(), changes.apply(checked, told, "fact:" + fact.id(), now));
      }
      inbox.done(fact);
    }
    receiving.paid(paidElsewhere(facts, owners));
    return facts.size();
  }

  /** Addresses of merchants' own wallets that a payment has come to for good. */
  private static List<String> paidElsewhere(List<TransferFact> facts, Map<String, Owner> owners) {
    return facts.stream()
        .filter(fact -> fact.kind() == TransferFact.Kind.CONFIRMED)
        .map(fact -> fact.transfer().to())
        .filter(to -> owners.containsKey(to) && owners.get(to).custody() == Custody.SELF)
        .toList();
  }

  /** The order was given the address after the transfer was seen: it is none of its payments. */
  private static boolean isFromBefore(Order order, TransferFact fact) {
    return fact.kind() != TransferFact.Kind.SEEN && order.paymentOf(fact.transfer().id()).isEmpty();
  }

  /**
   * Each fact behind a savepoint of its own. Facts that fail stay open and are claimed again and
   * again, so ever more are claimed until all that can be settled are.
   */
  private Tally settleSingly() {
    int most = BATCH;
    while (true) {
      int claimed = most;
      Tally tally = transactions.execute(status -> settleEach(inbox.claim(claimed), status));
      if (tally.settled() > 0 || tally.failed() < most || most >= MOST_AT_ONCE) {
        return tally;
      }
      most *= 2;
    }
  }

  private Tally settleEach(List<TransferFact> facts, TransactionStatus status) {
    int failed = 0;
    for (TransferFact fact : facts) {
      Object before = status.createSavepoint();
      try {
        settleTogether(List.of(fact));
        status.releaseSavepoint(before);
      } catch (RuntimeException e) {
        status.rollbackToSavepoint(before);
        LOG.error("transfer fact {} ({}) cannot be settled", fact.id(), fact.kind(), e);
        failed++;
      }
    }
    return new Tally(facts.size() - failed, failed);
  }

  private record Tally(int settled, int failed) {}

  private OrderFact factFor(TransferFact fact, Custody custody) {
    Transfer transfer = fact.transfer();
    return switch (fact.kind()) {
      case SEEN -> new PaymentSeen(sighting(transfer, custody));
      case CONFIRMED -> new PaymentConfirmed(transfer.id());
      case MOVED -> new PaymentMoved(transfer.id(), transfer.blockNumber());
      case REPLACED -> new PaymentReplaced(transfer.id());
      case DROPPED -> new PaymentDropped(transfer.id());
      case REVERSED -> new PaymentReversed(transfer.id());
    };
  }

  private Sighting sighting(Transfer transfer, Custody custody) {
    return new Sighting(
        transfer.id(),
        transfer.txHash(),
        transfer.from(),
        transfer.to(),
        new Amount(catalogue.known(String.valueOf(transfer.assetCode())), transfer.units()),
        transfer.blockNumber(),
        transfer.sightedAt(),
        custody);
  }
}
