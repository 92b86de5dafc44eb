package io.aureus.orders;

import io.aureus.chains.ChainProgress;
import io.aureus.chains.ChainProgress.Cursor;
import io.aureus.chains.ChainProgress.NodeHealth;
import io.aureus.chains.Explorers;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * By what the observers say of themselves. Every open page asks, so that an answer holds for a
 * second.
 */
final class ReadLookout implements Lookout {
  private static final Duration HOLDS = Duration.ofSeconds(1);

  /** So long a chain may take to be caught up with without a word. */
  private static final Duration BEHIND = Duration.ofSeconds(90);

  private final ChainProgress progress;
  private final Explorers explorers;
  private final Catalogue catalogue;
  private final Clock clock;
  private Set<String> blind = Set.of();
  private long lookedAt;
  private boolean looked;

  ReadLookout(ChainProgress progress, Explorers explorers, Catalogue catalogue, Clock clock) {
    this.progress = progress;
    this.explorers = explorers;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /** For a while by a clock that nobody sets, or what was seen before a jump would hold on. */
  @Override
  public synchronized Set<String> blind() {
    if (!looked || System.nanoTime() - lookedAt > HOLDS.toNanos()) {
      blind = look(clock.instant());
      lookedAt = System.nanoTime();
      looked = true;
    }
    return blind;
  }

  @Override
  public Optional<String> page(Payment payment) {
    return explorers.page(payment.amount().asset().chain().code(), payment.txHash());
  }

  private Set<String> look(Instant now) {
    List<NodeHealth> health = progress.health();
    return catalogue.chains().stream()
        .map(Chain::code)
        .filter(code -> isBlind(code, health, now))
        .collect(Collectors.toUnmodifiableSet());
  }

  private boolean isBlind(String chain, List<NodeHealth> health, Instant now) {
    boolean answers =
        health.stream().anyMatch(node -> node.chain().equals(chain) && node.healthy());
    return !answers || progress.cursor(chain).filter(cursor -> isBehind(cursor, now)).isPresent();
  }

  private static boolean isBehind(Cursor cursor, Instant now) {
    return cursor.number() < cursor.head() && cursor.caughtUpAt().isBefore(now.minus(BEHIND));
  }
}
