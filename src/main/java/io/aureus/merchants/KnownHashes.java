package io.aureus.merchants;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The hashes of all good keys and tokens, read whole and rarely: so that somebody who tries keys
 * costs no query each, and whoever shares his address still gets in.
 */
final class KnownHashes {
  private static final Duration KEEP = Duration.ofSeconds(5);

  private record Read(Set<Bytes> hashes, Instant until) {}

  private static final Read NOTHING = new Read(Set.of(), Instant.MIN);

  private final KeyRows keys;
  private final KeyRows tokens;
  private final Clock clock;
  private final AtomicReference<Read> last = new AtomicReference<>(NOTHING);

  KnownHashes(KeyRows keys, KeyRows tokens, Clock clock) {
    this.keys = keys;
    this.tokens = tokens;
    this.clock = clock;
  }

  boolean contains(Bytes hash) {
    return current().hashes().contains(hash);
  }

  void forget() {
    last.set(NOTHING);
  }

  private Read current() {
    Read read = last.get();
    return clock.instant().isBefore(read.until()) ? read : readAgain();
  }

  /** One thread reads; those that waited for it find what it read. */
  private synchronized Read readAgain() {
    Instant now = clock.instant();
    Read other = last.get();
    if (now.isBefore(other.until())) {
      return other;
    }
    Set<Bytes> hashes =
        Stream.concat(keys.hashes(now).stream(), tokens.hashes(now).stream())
            .collect(Collectors.toUnmodifiableSet());
    Read read = new Read(hashes, now.plus(KEEP));
    last.set(read);
    return read;
  }
}
