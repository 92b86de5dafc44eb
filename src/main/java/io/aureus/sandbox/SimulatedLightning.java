package io.aureus.sandbox;

import java.math.BigInteger;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * Two simulated nodes of Lightning with a channel between them, a payer's and a shop's. What they
 * know is gone with this process.
 */
public final class SimulatedLightning implements AutoCloseable {
  /** Of the channel on each side at the beginning, in satoshi. */
  public static final long EACH = 50_000_000;

  private static final long RESERVE = 1_000_000;
  private static final long THOUSAND = 1_000;
  private static final int KEY_BITS = 250;

  private final SimulatedLnd payer;
  private final SimulatedLnd shop;

  private SimulatedLightning(SimulatedLnd payer, SimulatedLnd shop) {
    this.payer = payer;
    this.shop = shop;
  }

  /**
   * On which ports they answer.
   *
   * @param payer 0 for any free one
   * @param shop likewise
   */
  public record Ports(int payer, int shop) {
    /** Any that are free. */
    public static Ports free() {
      return new Ports(0, 0);
    }
  }

  /**
   * Starts both.
   *
   * @param random from which keys and preimages come
   */
  public static SimulatedLightning start(Ports ports, Clock clock, RandomGenerator random) {
    LightningPeer one = peer("payer", clock, random);
    LightningPeer other = peer("shop", clock, random);
    LightningChannel channel = new LightningChannel(clock, one, other, RESERVE * THOUSAND);
    SimulatedLnd payer = new SimulatedLnd(one, channel, ports.payer());
    SimulatedLnd shop = new SimulatedLnd(other, channel, ports.shop());
    SimulatedLightning both = new SimulatedLightning(payer, shop);
    try {
      payer.start();
      shop.start();
    } catch (RuntimeException e) {
      both.close();
      throw e;
    }
    return both;
  }

  private static LightningPeer peer(String alias, Clock clock, RandomGenerator random) {
    byte[] bytes = new byte[KEY_BITS / 8];
    random.nextBytes(bytes);
    LightningKey key = new LightningKey(new BigInteger(1, bytes).add(BigInteger.ONE));
    return new LightningPeer(key, alias, clock, random, EACH * THOUSAND);
  }

  public SimulatedLnd payer() {
    return payer;
  }

  public SimulatedLnd shop() {
    return shop;
  }

  @Override
  public void close() {
    payer.close();
    shop.close();
  }
}
