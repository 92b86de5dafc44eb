package io.aureus.chains.bitcoin;

import io.aureus.money.Chain;
import java.math.BigInteger;
import java.time.Duration;
import java.util.function.LongFunction;
import org.bouncycastle.crypto.generators.SCrypt;
import org.jspecify.annotations.Nullable;

/**
 * How much work a header must show. On the main networks the difficulty is followed from block to
 * block as nodes do it, and never falls below what those chains passed years ago: a server that
 * makes up a chain pays for each block of it nearly as a miner does. Other networks set their
 * difficulty by rules of their own; there a header must show the work that it says. The simulated
 * network shows none.
 */
final class WorkRules {
  /** Blocks between two changes of the difficulty. */
  static final int PERIOD = 2_016;

  private static final BigInteger ALL = BigInteger.ONE.shiftLeft(256);

  /** Difficulty 2^44: passed in 2021. */
  private static final long BITCOIN_FLOOR = 0x1710_0000L;

  /** Difficulty 2^23: passed in 2021. */
  private static final long LITECOIN_FLOOR = 0x1a02_0000L;

  private final boolean isLitecoin;
  private final boolean isMain;
  private final boolean isSimulated;
  private final BigInteger limit;

  WorkRules(Chain chain) {
    isLitecoin = chain.family().equals("litecoin");
    isMain = chain.network().equals("mainnet");
    isSimulated = chain.network().equals("simulated");
    limit = target(limitBits(isLitecoin, chain.network()));
  }

  private static long limitBits(boolean isLitecoin, String network) {
    return switch (network) {
      case "mainnet" -> isLitecoin ? LITECOIN_FLOOR : BITCOIN_FLOOR;
      case "testnet" -> isLitecoin ? 0x1e0f_ffffL : 0x1d00_ffffL;
      case "signet" -> 0x1e03_77aeL;
      default -> 0x207f_ffffL;
    };
  }

  /** From which block on headers are to be known, so that this one's difficulty can be followed. */
  long start(long number) {
    long back = isMain ? number % PERIOD + PERIOD + 1 : PERIOD;
    return Math.max(0, number - back);
  }

  /** How many hashes a header of these bits takes on the average. */
  static BigInteger work(CoinHeader header) {
    return ALL.divide(target(header.bits()).add(BigInteger.ONE));
  }

  /**
   * Checks one header.
   *
   * @param bytes its own, 80 of them
   * @param before the headers below it by number; null where one is not known
   * @throws MalformedData with what is wrong
   */
  void check(
      long number, CoinHeader header, byte[] bytes, LongFunction<@Nullable CoinHeader> before) {
    if (isSimulated) {
      return;
    }
    BigInteger target = target(header.bits());
    if (target.compareTo(limit) > 0) {
      throw new MalformedData("block %d shows too little work".formatted(number));
    }
    if (hash(header, bytes).compareTo(target) > 0) {
      throw new MalformedData("block %d does not show the work that it says".formatted(number));
    }
    CoinHeader last = before.apply(number - 1);
    if (isMain && last != null) {
      checkBits(number, header, last, before);
    }
  }

  private void checkBits(
      long number, CoinHeader header, CoinHeader last, LongFunction<@Nullable CoinHeader> before) {
    boolean fits = header.bits() == last.bits();
    if (number % PERIOD == 0) {
      // Litecoin counts from one block further back, but for its very first period.
      boolean isOneMore = isLitecoin && number != PERIOD;
      CoinHeader first = before.apply(number - PERIOD - (isOneMore ? 1 : 0));
      fits = first == null ? isNear(header, last) : header.bits() == next(first, last);
    }
    if (!fits) {
      throw new MalformedData("block %d has another difficulty than its turn".formatted(number));
    }
  }

  private static boolean isNear(CoinHeader header, CoinHeader last) {
    BigInteger now = target(header.bits());
    BigInteger then = target(last.bits());
    return now.compareTo(then.shiftLeft(2)) <= 0 && then.compareTo(now.shiftLeft(2)) <= 0;
  }

  private long next(CoinHeader first, CoinHeader last) {
    long planned = (isLitecoin ? Duration.ofHours(84) : Duration.ofDays(14)).toSeconds();
    long took = last.time().getEpochSecond() - first.time().getEpochSecond();
    return turned(last.bits(), took, planned);
  }

  /** The difficulty after a period that took so many seconds, of those that were planned. */
  static long turned(long bits, long took, long planned) {
    long counted = Math.clamp(took, planned / 4, planned * 4);
    BigInteger next = target(bits).multiply(BigInteger.valueOf(counted));
    return bits(next.divide(BigInteger.valueOf(planned)));
  }

  private BigInteger hash(CoinHeader header, byte[] bytes) {
    if (!isLitecoin) {
      return new BigInteger(header.hash(), 16);
    }
    byte[] hash = SCrypt.generate(bytes, bytes, 1_024, 1, 1, 32);
    return new BigInteger(Digests.shown(hash, 0), 16);
  }

  /** The number that a hash may not pass. */
  static BigInteger target(long bits) {
    int exponent = (int) (bits >>> 24);
    long mantissa = bits & 0x7f_ffff;
    if ((bits & 0x80_0000) != 0 || mantissa == 0 || exponent > 33) {
      throw new MalformedData("a header has a difficulty that is none");
    }
    BigInteger value = BigInteger.valueOf(mantissa);
    return exponent <= 3
        ? value.shiftRight(8 * (3 - exponent))
        : value.shiftLeft(8 * (exponent - 3));
  }

  private static long bits(BigInteger target) {
    int size = (target.bitLength() + 7) / 8;
    long mantissa =
        size <= 3
            ? target.longValue() << (8 * (3 - size))
            : target.shiftRight(8 * (size - 3)).longValue();
    if ((mantissa & 0x80_0000) != 0) {
      mantissa >>= 8;
      size++;
    }
    return ((long) size << 24) | mantissa;
  }
}
