package io.aureus.wallets;

import io.aureus.wallets.Receiving.Prepared;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of one chain family that this node can hand out without asking anyone. What it
 * holds is only a claim: the database keeps every address, and decides who was given which.
 */
final class AddressPool {
  private record Slot(Prepared prepared, ClaimedBlock block) {}

  private final Clock clock;
  private final LinkedBlockingDeque<Slot> slots = new LinkedBlockingDeque<>();
  private final NavigableMap<Long, ClaimedBlock> blocks = new ConcurrentSkipListMap<>();
  private final AtomicLong taken = new AtomicLong();

  AddressPool(Clock clock) {
    this.clock = clock;
  }

  int ready() {
    return slots.size();
  }

  /** How many were taken since this was last asked. */
  long takenSinceLast() {
    return taken.getAndSet(0);
  }

  void add(ClaimedBlock block, List<Prepared> prepared) {
    blocks.put(block.first(), block);
    for (Prepared one : prepared) {
      block.added();
      slots.addLast(new Slot(one, block));
    }
  }

  /** The next address whose claim lasts, or null after waiting in vain. */
  @Nullable Prepared take(Duration patience) {
    Slot slot = usable(slots.pollFirst());
    if (slot == null) {
      try {
        slot = usable(slots.pollFirst(patience.toNanos(), TimeUnit.NANOSECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    if (slot == null) {
      return null;
    }
    taken.incrementAndGet();
    return slot.prepared();
  }

  /** Puts an address back in front; where its claim has run out, it comes back by the database. */
  void giveBack(Prepared prepared) {
    Map.Entry<Long, ClaimedBlock> entry = blocks.floorEntry(prepared.index());
    ClaimedBlock block = entry == null ? null : entry.getValue();
    if (block != null
        && block.holds(prepared.index())
        && block.lastsUntil(clock.instant().plus(WalletsSettings.MARGIN))) {
      block.added();
      slots.addFirst(new Slot(prepared, block));
    }
  }

  List<ClaimedBlock> blocks() {
    return List.copyOf(blocks.values());
  }

  void forget(ClaimedBlock block) {
    block.lose();
    blocks.remove(block.first(), block);
    if (!block.isEmpty()) {
      slots.removeIf(slot -> slot.block() == block);
    }
  }

  private @Nullable Slot usable(@Nullable Slot first) {
    Slot slot = first;
    Instant now = clock.instant();
    while (slot != null) {
      slot.block().taken(now);
      if (slot.block().lastsUntil(now.plus(WalletsSettings.MARGIN))) {
        return slot;
      }
      slot = slots.pollFirst();
    }
    return null;
  }
}
