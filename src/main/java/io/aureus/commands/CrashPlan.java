package io.aureus.commands;

import io.aureus.payouts.PayoutStep;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What the crash bench asks for and whom it kills, by its seed alone: the same seed gives the same
 * amounts, destinations and kills in the same order.
 */
final class CrashPlan {
  private static final int NODES = 2;
  private static final int PAYOUTS_PER_KILL = 40;
  private static final int SHARED = 8;
  private static final int TAKEN_BACK = 20;

  private final long seed;
  private final int payouts;
  private final List<PayoutStep> steps;

  /** Of Ethereum. */
  CrashPlan(int payouts, long seed) {
    this(payouts, seed, List.of(PayoutStep.values()));
  }

  /**
   * @param steps that its payouts come to
   */
  CrashPlan(int payouts, long seed, List<PayoutStep> steps) {
    this.payouts = payouts;
    this.seed = seed;
    this.steps = List.copyOf(steps);
  }

  /** At which somebody has to die. */
  List<PayoutStep> steps() {
    return steps;
  }

  /**
   * A payout that is asked for.
   *
   * @param amount a plain decimal of the asset
   * @param keyed whether an {@code Idempotency-Key} goes with it beside its reference
   * @param again whether it is asked for once more after a clear answer
   * @param back whether it is taken back at once
   */
  record Wish(
      int number,
      String asset,
      String amount,
      String destination,
      boolean keyed,
      boolean again,
      boolean back) {
    String reference() {
      return "crash-" + number;
    }
  }

  /**
   * One death.
   *
   * @param step where the process stands when it dies; null for anywhere
   * @param occurrence how often it reached the step before, and this time
   * @param millis how long it works before it dies anywhere
   * @param both whether the other one dies with it
   */
  record Kill(int node, @Nullable PayoutStep step, int occurrence, int millis, boolean both) {
    String words() {
      String who = both ? "both gateways" : "gateway " + (node + 1);
      return step == null
          ? "%s after %d ms".formatted(who, millis)
          : "%s at %s, %d.".formatted(who, step, occurrence);
    }
  }

  Wish wish(int number) {
    RandomGenerator random = SharedBeans.seeded(seed * 1_000_003 + number);
    boolean coin = random.nextBoolean();
    boolean shared = number % SHARED == 0;
    BigDecimal amount =
        coin
            ? BigDecimal.valueOf(random.nextLong(100_000_000_000_000L, 5_000_000_000_000_000L), 18)
            : BigDecimal.valueOf(random.nextLong(500_000, 25_000_000), 6);
    String destination = address(random);
    if (shared) {
      // The same again, as far as the chain can see: they must not be taken for one.
      amount = coin ? new BigDecimal("0.001") : new BigDecimal("7.5");
      destination = address(SharedBeans.seeded(seed + number / SHARED % 3));
    }
    return new Wish(
        number,
        coin ? "ETH" : "USDT-ERC20",
        amount.toPlainString(),
        destination,
        number % 3 != 0,
        number % 5 == 0,
        number % TAKEN_BACK == TAKEN_BACK - 1);
  }

  /** How it is asked for over HTTP. */
  CrashShop.Request request(int number) {
    Wish wish = wish(number);
    String body =
        """
        {"chain":"ETH","currency":"%s","amount":"%s","address":"%s","reference":"%s"}"""
            .formatted(wish.asset(), wish.amount(), wish.destination(), wish.reference());
    String key = wish.keyed() ? "key-" + number : null;
    return new CrashShop.Request(
        "/api/v2/wallet/withdraw", body, key, "payout_id", wish.again(), wish.back());
  }

  private static String address(RandomGenerator random) {
    byte[] bytes = new byte[20];
    random.nextBytes(bytes);
    return "0x%040x".formatted(new BigInteger(1, bytes));
  }

  /** Every named step once and again, and between them any moment at all. */
  List<Kill> kills() {
    RandomGenerator random = SharedBeans.seeded(seed);
    List<PayoutStep> order = new ArrayList<>(steps);
    Collections.shuffle(order, java.util.Random.from(random));
    // A few payouts are for a quick look at the named steps.
    boolean few = payouts < PAYOUTS_PER_KILL;
    int least = few ? steps.size() : steps.size() + (steps.size() + 2) / 3;
    int most = Math.max(least, payouts / PAYOUTS_PER_KILL);
    List<Kill> kills = new ArrayList<>();
    int named = 0;
    for (int i = 0; i < most; i++) {
      boolean anywhere = !few && i % 4 == 3;
      PayoutStep step = anywhere ? null : order.get(named++ % order.size());
      kills.add(
          new Kill(
              random.nextInt(NODES),
              step,
              1 + random.nextInt(payouts < 400 ? 1 : 3),
              random.nextInt(2000),
              anywhere && i % 8 == 7));
    }
    return kills;
  }
}
