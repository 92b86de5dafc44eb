package io.aureus.sandbox;

import io.aureus.orders.OrderTrials.Line;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was tried on which order, in this process's memory: a demo forgets it when it ends. */
final class TrialDiary {
  private static final int ORDERS_MOST = 200;
  private static final int LINES_MOST = 40;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

  private final Clock clock;
  private final Map<String, List<Line>> lines = new LinkedHashMap<>();
  private final Set<String> busy = new HashSet<>();

  TrialDiary(Clock clock) {
    this.clock = clock;
  }

  /** False where something goes on with this order already. */
  synchronized boolean begin(String order) {
    return busy.add(order);
  }

  synchronized void end(String order) {
    busy.remove(order);
  }

  synchronized boolean isBusy(String order) {
    return busy.contains(order);
  }

  synchronized void tell(String order, String words) {
    List<Line> told = lines.computeIfAbsent(order, none -> new ArrayList<>());
    told.add(new Line(TIME.format(clock.instant()), words));
    if (told.size() > LINES_MOST) {
      told.removeFirst();
    }
    if (lines.size() > ORDERS_MOST) {
      lines.remove(lines.keySet().iterator().next());
    }
  }

  synchronized List<Line> of(String order) {
    return List.copyOf(lines.getOrDefault(order, List.of()));
  }
}
