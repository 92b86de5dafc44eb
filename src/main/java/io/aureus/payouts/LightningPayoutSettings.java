package io.aureus.payouts;

import io.aureus.chains.ChainSettings;
import io.aureus.chains.ChainsSettings;
import io.aureus.chains.LightningSettings;
import io.aureus.chains.lightning.InvoicePaying;
import java.time.Duration;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How invoices of Lightning are paid.
 *
 * @param feeShare what routing may take at most, in basis points of the amount, 0 to 1,000
 * @param feeLeast but so much at least it may, in satoshi, 0 to 100,000: small amounts have no way
 *     otherwise
 * @param lease for how long a payment is one worker's, 3 min to 1 h, and where no node but a
 *     simulated one pays 5 s or more: longer than a node may go on with an order that got no
 *     answer, see {@link #mustOutlast}
 */
@ConfigurationProperties("aureus.payouts.lightning")
record LightningPayoutSettings(
    @DefaultValue("100") int feeShare,
    @DefaultValue("10") int feeLeast,
    @DefaultValue("3m") Duration lease) {
  private static final long LEAST = 180;
  private static final String SIMULATED = "simulated";
  private static final long THOUSAND = 1_000;
  private static final long ALL_BPS = 10_000;

  /** For a worker that is slow itself, and clocks that differ. */
  private static final Duration MARGIN = Duration.ofSeconds(60);

  LightningPayoutSettings {
    require(feeShare >= 0 && feeShare <= 1_000, "fee-share must be 0 to 1000");
    require(feeLeast >= 0 && feeLeast <= 100_000, "fee-least must be 0 to 100000");
    require(lease.toSeconds() >= 5 && lease.toSeconds() <= 3_600, "lease must be 3m to 1h");
  }

  /**
   * What routing may take at most.
   *
   * @param millisatoshi that the payee gets, of less than all bitcoins
   */
  long cap(long millisatoshi) {
    // Rounded up, and in two parts: all bitcoins times a share are no long.
    long rest = millisatoshi % ALL_BPS * feeShare;
    long share = millisatoshi / ALL_BPS * feeShare + (rest + ALL_BPS - 1) / ALL_BPS;
    return Math.max(feeLeast * THOUSAND, share);
  }

  /** The largest amount that can be paid from so much, in whole satoshi; 0 for none. */
  long most(long millisatoshi) {
    long most = millisatoshi / (ALL_BPS + feeShare) * ALL_BPS;
    long least = Math.min(most, millisatoshi - feeLeast * THOUSAND);
    long satoshi = Math.max(0, least) / THOUSAND;
    while ((satoshi + 1) * THOUSAND + cap((satoshi + 1) * THOUSAND) <= millisatoshi) {
      satoshi++;
    }
    return satoshi * THOUSAND;
  }

  /**
   * Refuses a start with a node that may still be told to pay when another worker takes the payout.
   *
   * @param chains whose nodes are asked
   * @throws IllegalArgumentException that names the chain and the least lease
   */
  LightningPayoutSettings mustOutlast(ChainsSettings chains) {
    chains.chains().forEach(this::mustOutlast);
    return this;
  }

  private void mustOutlast(String chain, ChainSettings settings) {
    LightningSettings lightning = settings.lightning();
    if (!lightning.isThere()
        || lightning.payingSecret().isEmpty()
        || settings.network().equals(SIMULATED)) {
      return;
    }
    require(lease.toSeconds() >= LEAST, "lease must be 3m to 1h");
    Duration least =
        settings
            .timeout()
            .multipliedBy(InvoicePaying.QUESTIONS)
            .plus(InvoicePaying.TRIES)
            .plus(MARGIN);
    require(
        lease.compareTo(least) >= 0,
        ("lease is %d s, and must be %d s or more: a node with aureus.chains.%s.timeout %d ms may"
                + " be at one order for that long. Set a longer lease or a shorter timeout")
            .formatted(
                lease.toSeconds(),
                least.plusMillis(999).toSeconds(),
                chain.toLowerCase(Locale.ROOT),
                settings.timeout().toMillis()));
  }

  private static void require(boolean right, String words) {
    if (!right) {
      throw new IllegalArgumentException("aureus.payouts.lightning." + words);
    }
  }
}
