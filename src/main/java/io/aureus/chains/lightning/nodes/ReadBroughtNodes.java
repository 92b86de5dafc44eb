package io.aureus.chains.lightning.nodes;

import io.aureus.chains.ChainJournal;
import io.aureus.chains.lightning.BroughtNode;
import io.aureus.chains.lightning.BroughtNodes;
import io.aureus.chains.lightning.NodeOpening;
import io.aureus.jobs.Fence;
import io.aureus.jobs.Job;
import io.aureus.money.Catalogue;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has each node that a merchant brought read, several at once, each for itself: a run begins what
 * is due and waits for none, so that one that hangs holds up no other, and none the operator's. One
 * gateway does it at a time; what another had begun writes nothing more, since each write holds the
 * fence that it began with.
 */
final class ReadBroughtNodes implements Job {
  private static final Logger LOG = LoggerFactory.getLogger(ReadBroughtNodes.class);
  private static final int AT_ONCE = 32;
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration FORGET = Duration.ofHours(1);

  private final BroughtNodes brought;
  private final NodeOpening opening;
  private final Catalogue catalogue;
  private final LookRows looks;
  private final ChainJournal.Parts parts;
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final Map<Long, BroughtReading> readings = new HashMap<>();
  private long forgotAt = System.nanoTime();
  private volatile boolean isStopped;

  ReadBroughtNodes(
      BroughtNodes brought,
      NodeOpening opening,
      Catalogue catalogue,
      LookRows looks,
      ChainJournal.Parts parts) {
    this.brought = brought;
    this.opening = opening;
    this.catalogue = catalogue;
    this.looks = looks;
    this.parts = parts;
  }

  @Override
  public String name() {
    return "read-own-nodes";
  }

  @Override
  public Duration every() {
    return PAUSE;
  }

  @Override
  public void run(Fence fence) {
    List<BroughtNode> nodes = brought.toRead();
    List<BroughtReading> due;
    synchronized (readings) {
      if (isStopped) {
        return;
      }
      keepOnly(nodes);
      nodes.forEach(this::keepReading);
      readings.values().forEach(BroughtReading::hurry);
      due =
          readings.values().stream()
              .filter(BroughtReading::isDue)
              .sorted(Comparator.comparingLong(BroughtReading::dueAt))
              .toList();
    }
    for (BroughtReading reading : due) {
      if (!places.tryAcquire()) {
        return; // Who waits longest is first the next time.
      }
      reading.begin(fence, places::release);
    }
    forget();
  }

  private void keepOnly(List<BroughtNode> nodes) {
    Set<Long> ids = new HashSet<>();
    nodes.forEach(node -> ids.add(node.id()));
    readings
        .entrySet()
        .removeIf(
            entry -> {
              boolean isGone = !ids.contains(entry.getKey());
              if (isGone) {
                entry.getValue().stop();
              }
              return isGone;
            });
  }

  private void keepReading(BroughtNode node) {
    BroughtReading before = readings.get(node.id());
    if (before != null && before.target().equals(node.target())) {
      return;
    }
    if (before != null) {
      before.stop();
    }
    try {
      String asset = catalogue.nativeOf(node.chain()).code();
      readings.put(
          node.id(),
          new BroughtReading(node, asset, opening.open(node.chain(), node.target()), looks, parts));
    } catch (IllegalArgumentException e) {
      LOG.warn("{} cannot be asked: {}", node.journal(), e.getMessage());
      readings.remove(node.id());
    }
  }

  private void forget() {
    if (System.nanoTime() - forgotAt > FORGET.toNanos()) {
      forgotAt = System.nanoTime();
      brought.forget();
    }
  }

  @Override
  public void stop() {
    isStopped = true;
    synchronized (readings) {
      readings.values().forEach(BroughtReading::stop);
    }
  }
}
