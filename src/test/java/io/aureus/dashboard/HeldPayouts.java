package io.aureus.dashboard;

import io.aureus.keys.SpendingPolicy;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutHold;
import io.aureus.payouts.Payouts;
import io.aureus.testing.ShopOnAChain;
import java.time.Duration;

/** The wallet of the tests' deployment is empty: whatever is asked for waits for coins. */
final class HeldPayouts {
  private static final Duration LOOKED_AT_AGAIN = Duration.ofSeconds(30);

  private HeldPayouts() {}

  static void await(ShopOnAChain shop, Payout payout, PayoutHold why) {
    for (int i = 0; i < 200; i++) {
      Payout now = shop.bean(Payouts.class).find(payout.id()).orElseThrow();
      if (now.hold() == why) {
        return;
      }
      if (i % 50 == 49) {
        // Judged in the very moment of a change, it is looked at again half a minute later only.
        shop.clock().advance(LOOKED_AT_AGAIN);
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    throw new AssertionError("the payout does not wait for " + why);
  }

  /** Stops or resumes signing, and lets what is held be looked at again. */
  static void stop(ShopOnAChain shop, boolean stopped) {
    shop.bean(SpendingPolicy.class).setKillSwitch(stopped, "for a test", "person:1");
    shop.clock().advance(LOOKED_AT_AGAIN);
  }
}
