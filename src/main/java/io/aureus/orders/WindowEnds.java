package io.aureus.orders;

import io.aureus.chains.ChainProgress;
import io.aureus.chains.ChainProgress.Cursor;
import io.aureus.chains.TransferInbox;
import io.aureus.jobs.Fence;
import io.aureus.jobs.Job;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Ends the windows of orders. An order whose coin is chosen ends only after its chains have been
 * read past its deadline and all that was read has been settled: a payer who paid in time is never
 * told that he was late because a node was down.
 */
final class WindowEnds implements Job {
  private static final Logger LOG = LoggerFactory.getLogger(WindowEnds.class);
  private static final int BATCH = 100;

  /**
   * An order is due where no quote of it is on a chain that still has to be read, or on a node of
   * Lightning of the merchant's own; one that is read no more holds up nothing.
   */
  private static final String DUE =
      """
      select order_id, deadline::text from orders o
       where state in ('CHOOSING', 'WAITING', 'UNDERPAID', 'REMAINDER_REQUESTED')
         and deadline <= ? and (deadline, order_id) > (?::timestamptz, ?)
         and not exists (
           select 1 from order_quote q
             left join lightning_invoice i on i.order_id = q.order_id and i.quote_no = q.no
             left join own_node n on n.id = i.node
             left join unnest(?::text[], ?::timestamptz[]) as c(chain, read_to)
               on c.chain = q.chain || coalesce('@' || i.node, '')
            where q.order_id = o.order_id and (c.read_to is null or c.read_to <= o.deadline)
              and (n.id is null or n.sealed <> ''))
       order by deadline, order_id limit ?
         for update of o skip locked
      """;

  /** Where a batch ended, in the order of the deadlines. */
  private record Place(String deadline, String orderId) {
    static final Place START = new Place("-infinity", "");
  }

  private final JdbcClient jdbc;
  private final OrderRows rows;
  private final OrderChanges changes;
  private final ChainProgress progress;
  private final TransferInbox inbox;
  private final TransactionTemplate transactions;
  private final Clock clock;

  WindowEnds(
      JdbcClient jdbc,
      OrderRows rows,
      OrderChanges changes,
      ChainProgress progress,
      TransferInbox inbox,
      TransactionTemplate transactions,
      Clock clock) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.changes = changes;
    this.progress = progress;
    this.inbox = inbox;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "end-windows";
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
    @Nullable Place after = Place.START;
    while (after != null) {
      Place from = after;
      after = transactions.execute(status -> endBatch(from, status));
    }
  }

  /** Goes on after the last one whatever became of it: who cannot be ended holds up nobody. */
  private @Nullable Place endBatch(Place after, TransactionStatus status) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    List<Cursor> cursors = progress.cursors();
    List<Place> due =
        jdbc.sql(DUE)
            .param(OrderRows.time(now))
            .param(after.deadline())
            .param(after.orderId())
            .param(cursors.stream().map(Cursor::chain).toArray(String[]::new))
            .param(
                cursors.stream().map(cursor -> cursor.readTo().toString()).toArray(String[]::new))
            .param(BATCH)
            .query((rs, n) -> new Place(rs.getString(2), rs.getString(1)))
            .list();
    List<OrderId> ids = due.stream().map(place -> new OrderId(place.orderId())).toList();
    for (Order order : rows.lock(ids).values()) {
      if (!inbox.hasOpen(order.quotes().stream().map(OrderQuote::address).distinct().toList())) {
        end(order, now, status);
      }
    }
    return due.size() == BATCH ? due.getLast() : null;
  }

  /** Behind a savepoint of its own: an order that cannot be ended must not hold up the others. */
  private void end(Order order, Instant now, TransactionStatus status) {
    Object before = status.createSavepoint();
    try {
      String name = "window:" + order.id() + ":" + order.version();
      changes.apply(order, new OrderFact.WindowEnded(), name, now);
      status.releaseSavepoint(before);
    } catch (RuntimeException e) {
      status.rollbackToSavepoint(before);
      LOG.error("the window of order {} cannot be ended", order.id(), e);
    }
  }
}
