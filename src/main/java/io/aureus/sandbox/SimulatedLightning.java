package io.aureus.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * Two simulated nodes of Lightning with a channel between them, a payer's and a shop's. What they
 * know is in a file, and outlives a kill.
 */
public final class SimulatedLightning implements AutoCloseable {
  /** Of the channel on each side at the beginning, in satoshi. */
  public static final long EACH = 50_000_000;

  private static final long RESERVE = 1_000_000;
  private static final long THOUSAND = 1_000;

  /** One less than the curve's, so that each is below its order. */
  private static final int KEY_BYTES = 31;

  private final ChainFile<LightningEntry> file;
  private final SimulatedLnd payer;
  private final SimulatedLnd shop;

  private SimulatedLightning(
      ChainFile<LightningEntry> file, SimulatedLnd payer, SimulatedLnd shop) {
    this.file = file;
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
   * Opens the channel of a folder (or begins one there) and starts both.
   *
   * @param random from which keys and preimages come
   * @throws IllegalStateException where the folder holds a damaged file
   */
  public static SimulatedLightning start(
      Path dir, Ports ports, Clock clock, RandomGenerator random) {
    ChainFile<LightningEntry> file =
        ChainFile.open(dir.resolve("lightning.jsonl"), LightningEntry.class);
    LightningEntry.Began began = began(file, random);
    LightningPeer one = new LightningPeer(key(began.payer()), "payer", clock, random);
    LightningPeer other = new LightningPeer(key(began.shop()), "shop", clock, random);
    LightningChannel channel = new LightningChannel(file, clock, one, other, RESERVE * THOUSAND);
    channel.replay();
    SimulatedLnd payer = new SimulatedLnd(one, channel, ports.payer());
    SimulatedLnd shop = new SimulatedLnd(other, channel, ports.shop());
    SimulatedLightning both = new SimulatedLightning(file, payer, shop);
    try {
      payer.start();
      shop.start();
    } catch (RuntimeException e) {
      both.close();
      throw e;
    }
    return both;
  }

  private static LightningEntry.Began began(
      ChainFile<LightningEntry> file, RandomGenerator random) {
    if (file.entries().isEmpty()) {
      LightningEntry.Began begins =
          new LightningEntry.Began(secret(random), secret(random), EACH * THOUSAND);
      file.append(begins);
      file.entries().add(begins);
    }
    if (file.entries().getFirst() instanceof LightningEntry.Began began) {
      return began;
    }
    throw new IllegalStateException("the file of the simulated channel does not begin with it");
  }

  private static String secret(RandomGenerator random) {
    byte[] bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    return new BigInteger(1, bytes).add(BigInteger.ONE).toString(16);
  }

  private static LightningKey key(String secret) {
    return new LightningKey(new BigInteger(secret, 16));
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
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
