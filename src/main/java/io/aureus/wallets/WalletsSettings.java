package io.aureus.wallets;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many addresses are kept ready.
 *
 * @param prepared addresses that a node keeps ready per chain family; refilled under half
 * @param most the most that it prepares ahead when many are taken at once
 * @param block addresses that are claimed together; also the widest gap that a dead node leaves
 *     until its claim ends
 * @param claim how long a node may use a block without renewing its claim
 * @param patience how long an order waits where no address is ready, or for its turn at the node of
 *     Lightning, before it is refused
 * @param gapLimit from how many unpaid addresses in a row on, in a wallet that a merchant brought,
 *     the merchant is warned that his wallet program may not look that far
 * @param gapMost with how many of them new orders of that merchant are refused
 */
@ConfigurationProperties("aureus.wallets")
record WalletsSettings(
    @DefaultValue("512") int prepared,
    @DefaultValue("20000") int most,
    @DefaultValue("128") int block,
    @DefaultValue("5m") Duration claim,
    @DefaultValue("2s") Duration patience,
    @DefaultValue("20") int gapLimit,
    @DefaultValue("1000") int gapMost) {
  /** An address is handed out only while its claim lasts this long: orders wait in a queue. */
  static final Duration MARGIN = Duration.ofSeconds(60);

  WalletsSettings {
    inRange("prepared", prepared, 1, 1_000_000);
    inRange("most", most, 1, 1_000_000);
    inRange("block", block, 1, 10_000);
    inRange("gap-limit", gapLimit, 1, 100_000);
    inRange("gap-most", gapMost, gapLimit, 1_000_000);
    if (claim.compareTo(MARGIN.multipliedBy(3)) < 0) {
      throw new IllegalArgumentException("aureus.wallets.claim must be 3m or more, not " + claim);
    }
    if (patience.isNegative() || patience.compareTo(Duration.ofSeconds(30)) > 0) {
      throw new IllegalArgumentException(
          "aureus.wallets.patience must be 0s to 30s, not " + patience);
    }
  }

  private static void inRange(String name, int value, int least, int greatest) {
    if (value < least || value > greatest) {
      throw new IllegalArgumentException(
          "aureus.wallets.%s must be %d to %d, not %d".formatted(name, least, greatest, value));
    }
  }
}
