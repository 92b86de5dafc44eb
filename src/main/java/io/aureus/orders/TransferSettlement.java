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
import io.aureus.orders.OrderFact.PaymentReversed;
import io.aureus.orders.OrderFact.PaymentSeen;
import io.aureus.orders.OrderFact.Sighting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Acts on what observers recorded: each batch of facts, the moves of their orders, the journal, the
 * callbacks and the events are one transaction. Any number of nodes may run it.
 */
final class TransferSettlement implements Job {
  private static final Logger LOG = LoggerFactory.getLogger(TransferSettlement.class);
  private static final int BATCH = 64;

  private final TransferInbox inbox;
  private final OrderRows rows;
  private final OrderChanges changes;
  private final StrayPayments strays;
  private final Catalogue catalogue;
  private final TransactionTemplate transactions;
  private final Clock clock;

  TransferSettlement(
      TransferInbox inbox,
      OrderRows rows,
      OrderChanges changes,
      StrayPayments strays,
      Catalogue catalogue,
      TransactionTemplate transactions,
      Clock clock) {
    this.inbox = inbox;
    this.rows = rows;
    this.changes = changes;
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

  @Override
  public void run(Fence fence) {
    int settled;
    do {
      settled = settleBatch();
    } while (settled == BATCH);
  }

  private int settleBatch() {
    try {
      return settle(BATCH);
    } catch (RuntimeException e) {
      // One bad fact must not hold up its neighbours: the batch is undone, and tried one by one.
      LOG.warn("a batch of transfer facts failed and is tried one by one: {}", e.toString());
      int settled = 0;
      while (settled < BATCH && settle(1) == 1) {
        settled++;
      }
      return settled;
    }
  }

  private int settle(int most) {
    Integer count =
        transactions.execute(
            status -> {
              List<TransferFact> facts = inbox.claim(most);
              if (!facts.isEmpty()) {
                settle(facts);
              }
              return facts.size();
            });
    return count;
  }

  private void settle(List<TransferFact> facts) {
    Map<String, OrderId> owners =
        rows.ordersOf(facts.stream().map(fact -> fact.transfer().to()).toList());
    Map<OrderId, Order> orders = new HashMap<>(rows.lock(owners.values()));
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    for (TransferFact fact : facts) {
      OrderId owner = owners.get(fact.transfer().to());
      Order order = owner == null ? null : orders.get(owner);
      if (order == null) {
        strays.book(fact);
      } else {
        orders.put(order.id(), changes.apply(order, factFor(fact), "fact:" + fact.id(), now));
      }
      inbox.done(fact);
    }
  }

  private OrderFact factFor(TransferFact fact) {
    Transfer transfer = fact.transfer();
    return switch (fact.kind()) {
      case SEEN -> new PaymentSeen(sighting(transfer));
      case CONFIRMED -> new PaymentConfirmed(transfer.id());
      case MOVED -> new PaymentMoved(transfer.id(), transfer.blockNumber());
      case DROPPED -> new PaymentDropped(transfer.id());
      case REVERSED -> new PaymentReversed(transfer.id());
    };
  }

  private Sighting sighting(Transfer transfer) {
    return new Sighting(
        transfer.id(),
        transfer.txHash(),
        transfer.from(),
        transfer.to(),
        new Amount(catalogue.known(String.valueOf(transfer.assetCode())), transfer.units()),
        transfer.blockNumber(),
        transfer.sightedAt());
  }
}
