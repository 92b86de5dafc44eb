package io.aureus.keys;

import io.aureus.testing.AdjustableClock;
import io.aureus.testing.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** A signer with a seed and a database of its own. */
public final class SignerFixture {
  private static final AtomicInteger SEEDS = new AtomicInteger();

  private final TestDatabase database = TestDatabase.fresh();
  private final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final SplittableRandom random = new SplittableRandom(SEEDS.incrementAndGet());
  private final SeedKeeper keeper;

  SignerFixture(Curve curve) {
    this.keeper =
        new SeedKeeper(
            new KeyRows(database.jdbc()),
            new AesGcmBox(new byte[32], random),
            curve,
            clock,
            random);
    keeper.createIfAbsent();
  }

  /** A signer on a database of a test's own, with a seed that is always the same. */
  public static Signer on(TestDatabase database, Clock clock) {
    SplittableRandom random = new SplittableRandom(7);
    SeedKeeper keeper =
        new SeedKeeper(
            new KeyRows(database.jdbc()),
            new AesGcmBox(new byte[32], random),
            new JavaCurve(),
            clock,
            random);
    keeper.createIfAbsent();
    TransactionTemplate apart = database.transactions();
    apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    return new EvmSigner(keeper, new SigningRows(database.jdbc()), apart, clock);
  }

  Signer signer() {
    TransactionTemplate apart = database.transactions();
    apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    return new EvmSigner(keeper, new SigningRows(database.jdbc()), apart, clock);
  }

  TestDatabase database() {
    return database;
  }

  AdjustableClock clock() {
    return clock;
  }

  String receiving(long index) {
    return keeper.addresses("evm", index, 1).getFirst();
  }

  /** An address of nobody that no test has seen before. */
  String stranger() {
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    secret[0] = 0;
    return EvmAddress.of(new JavaCurve().point(secret));
  }
}
