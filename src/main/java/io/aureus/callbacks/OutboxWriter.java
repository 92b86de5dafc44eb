package io.aureus.callbacks;

import io.aureus.jobs.Wakeups;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes events and deliveries into the transaction of what they tell of. */
final class OutboxWriter {
  private static final JsonMapper SNAKE_CASE =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private final DeliveryRows deliveries;
  private final EventRows events;
  private final Wakeups wakeups;
  private final Clock clock;
  private final RandomGenerator random;

  OutboxWriter(
      DeliveryRows deliveries,
      EventRows events,
      Wakeups wakeups,
      Clock clock,
      RandomGenerator random) {
    this.deliveries = deliveries;
    this.events = events;
    this.wakeups = wakeups;
    this.clock = clock;
    this.random = random;
  }

  UUID newId() {
    return RandomIds.next(random);
  }

  /** As it stands on the wire. */
  static ObjectNode json(Object information) {
    return SNAKE_CASE.valueToTree(information);
  }

  void write(List<EventRows.NewEvent> happened, List<DeliveryRows.NewDelivery> due) {
    Instant now = clock.instant();
    events.insert(happened, now);
    if (!due.isEmpty()) {
      deliveries.insert(due, now);
      wakeups.wake(Courier.NAME);
    }
  }
}
