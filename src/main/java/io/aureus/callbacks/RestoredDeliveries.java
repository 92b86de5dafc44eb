package io.aureus.callbacks;

import io.aureus.orders.Order;
import io.aureus.orders.Payment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Calls that a machine may have made after the back-up from which this installation was restored.
 * Shops take a repeat for what it is; where it does harm, nothing is repeated blindly: such a call
 * is given up without having been tried, and a person who has looked in the shop sends it by hand.
 */
public final class RestoredDeliveries {
  private static final String WORDS =
      "not called: restored from a back-up, and the machine before may have made this call, which"
          + " does harm when it is repeated. Look in the shop, and send it again by hand where it"
          + " did not arrive.";

  /** How far a block's own time may lie ahead of the clock, by the rules of Bitcoin. */
  private static final Duration AHEAD = Duration.ofHours(2);

  /** How far the database's clock, which dates back-ups, may lie behind ours. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  private final JdbcClient jdbc;
  private final CourierRows rows;
  private final EventRows events;
  private final Clock clock;
  private final RandomGenerator random;

  public RestoredDeliveries(JdbcClient jdbc, Clock clock, RandomGenerator random) {
    this.jdbc = jdbc;
    this.rows = new CourierRows(jdbc);
    this.events = new EventRows(jdbc);
    this.clock = clock;
    this.random = random;
  }

  /**
   * Gives up what was due when the back-up was made and does harm when it is repeated; inside the
   * current transaction.
   *
   * @return how many calls
   */
  public int giveUpDue() {
    return giveUp(rows.dueAndRisky());
  }

  /** Likewise those of these deliveries, which were written in the current transaction. */
  void giveUp(Iterable<UUID> ids) {
    List<CourierRows.Claimed> risky = new ArrayList<>();
    ids.forEach(id -> rows.dueAndRisky(id).ifPresent(risky::add));
    giveUp(risky);
  }

  private int giveUp(List<CourierRows.Claimed> deliveries) {
    Instant now = clock.instant();
    Outcome outcome = new Outcome(0, 0, WORDS, true);
    List<EventRows.NewEvent> told = new ArrayList<>();
    for (CourierRows.Claimed delivery : deliveries) {
      int attempt = rows.lock(delivery.id()).attempts() + 1;
      rows.addAttempt(delivery.id(), attempt, now, outcome);
      rows.gaveUp(delivery.id());
      told.add(GivenUp.event(RandomIds.next(random), delivery, attempt, outcome));
    }
    events.insert(told, now);
    return told.size();
  }

  /**
   * True of an order that a back-up held and that went on before its restore was done, as far as
   * payments and the clock tell.
   */
  boolean mayHaveBeenTold(Order order) {
    Instant moved =
        order.payments().stream()
            .map(Payment::sightedAt)
            .max(Comparator.naturalOrder())
            .orElse(order.deadline());
    return jdbc.sql(
            """
            select exists (
              select 1 from restoration where made_at >= ? and restored_at >= ?)
            """)
        .param(order.createdAt().minus(SKEW).atOffset(ZoneOffset.UTC))
        .param(moved.minus(AHEAD).atOffset(ZoneOffset.UTC))
        .query(Boolean.class)
        .single();
  }
}
