package io.aureus.sandbox;

/**
 * What the hop of a simulated route takes of a payment that goes through it.
 *
 * @param base of each payment, in millisatoshi, 0 or more
 * @param perMillion of its amount, rounded down as nodes do, 0 to 1,000,000
 */
record RoutingFee(long base, int perMillion) {
  static final RoutingFee NONE = new RoutingFee(0, 0);

  private static final int MILLION = 1_000_000;

  RoutingFee {
    if (base < 0 || perMillion < 0 || perMillion > MILLION) {
      throw new IllegalArgumentException("no fee of a route: " + base + ", " + perMillion);
    }
  }

  /** In millisatoshi, as the amount is. */
  long of(long amount) {
    return Math.addExact(base, Math.multiplyExact(amount, perMillion) / MILLION);
  }
}
