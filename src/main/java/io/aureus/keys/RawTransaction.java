package io.aureus.keys;

import io.aureus.money.Sha256;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A transaction of Bitcoin's kind as somebody wrote it, signed or not. What its inputs hold, it
 * does not say.
 *
 * @param version of its rules, usually 2
 */
record RawTransaction(int version, List<In> inputs, List<CoinOutput> outputs, long lockTime) {
  /** Outpoint, an empty script's length, and the sequence. */
  private static final int LEAST_INPUT = 41;

  /** Units and an empty script's length. */
  private static final int LEAST_OUTPUT = 9;

  /** More than all coins that will ever be: Litecoin's 84 million. */
  private static final long ALL_COINS = 84_000_000L * 100_000_000L;

  /**
   * @param sequence the least of which BIP125 takes for final enough is 0xfffffffe
   */
  record In(CoinPoint point, long sequence, CoinWitness witness) {}

  RawTransaction {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * Reads exactly one.
   *
   * @param mayHaveWitness false where the form with witnesses (BIP144) is not allowed; without it a
   *     transaction may have no inputs
   * @throws IllegalArgumentException with what is wrong
   */
  static RawTransaction parse(byte[] bytes, boolean mayHaveWitness) {
    CoinWalk walk = new CoinWalk(bytes);
    int version = (int) walk.four();
    boolean isWitness = mayHaveWitness && walk.peek() == 0;
    if (isWitness && (walk.one() != 0 || walk.one() != 1)) {
      throw walk.wrong("it is a transaction with unknown flags");
    }
    int count = walk.count(LEAST_INPUT);
    List<CoinPoint> points = new ArrayList<>(count);
    List<byte[]> scripts = new ArrayList<>(count);
    List<Long> sequences = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      points.add(point(walk));
      scripts.add(walk.sized());
      sequences.add(walk.four());
    }
    List<CoinOutput> outputs = new ArrayList<>();
    for (int left = walk.count(LEAST_OUTPUT); left > 0; left--) {
      outputs.add(output(walk));
    }
    List<In> inputs = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      List<byte[]> stack = isWitness ? stack(walk) : List.of();
      inputs.add(new In(points.get(i), sequences.get(i), new CoinWitness(scripts.get(i), stack)));
    }
    long lockTime = walk.four();
    walk.end();
    return new RawTransaction(version, inputs, outputs, lockTime);
  }

  private static CoinPoint point(CoinWalk walk) {
    return new CoinPoint(shown(walk.take(32)), walk.four());
  }

  /** A hash as people see it: the last byte first. */
  static String shown(byte[] hash) {
    StringBuilder text = new StringBuilder(64);
    for (int i = hash.length - 1; i >= 0; i--) {
      HexFormat.of().toHexDigits(text, hash[i]);
    }
    return text.toString();
  }

  static CoinOutput output(CoinWalk walk) {
    long units = walk.eight();
    if (units < 0 || units > ALL_COINS) {
      throw walk.wrong("an output holds more than there will ever be");
    }
    return new CoinOutput(units, HexFormat.of().formatHex(walk.sized()));
  }

  /** The items of a witness. */
  static List<byte[]> stack(CoinWalk walk) {
    int count = walk.count(1);
    List<byte[]> stack = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      stack.add(walk.sized());
    }
    return List.copyOf(stack);
  }

  /** Without any signature, as all who sign it see it. */
  byte[] unsigned() {
    CoinBytes out = new CoinBytes().four(version).count(inputs.size());
    inputs.forEach(in -> out.point(in.point()).sized(new byte[0]).four(in.sequence()));
    out.count(outputs.size());
    outputs.forEach(out::output);
    return out.four(lockTime).bytes();
  }

  boolean hasSignatures() {
    return inputs.stream()
        .anyMatch(in -> in.witness().scriptSig().length > 0 || !in.witness().stack().isEmpty());
  }

  /**
   * The same, with what its inputs hold.
   *
   * @param spent one for each input
   */
  CoinTransaction spending(List<CoinOutput> spent) {
    List<CoinTransaction.Input> known = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      In in = inputs.get(i);
      known.add(new CoinTransaction.Input(in.point(), spent.get(i), in.sequence()));
    }
    return new CoinTransaction(version, known, outputs, lockTime);
  }

  /** By all but its witnesses, as nodes show it: 64 hex digits. */
  String txid() {
    return shown(Sha256.of(Sha256.of(stripped())));
  }

  /** All but its witnesses. */
  byte[] stripped() {
    CoinBytes out = new CoinBytes().four(version).count(inputs.size());
    for (In in : inputs) {
      out.point(in.point()).sized(in.witness().scriptSig()).four(in.sequence());
    }
    out.count(outputs.size());
    outputs.forEach(out::output);
    return out.four(lockTime).bytes();
  }
}
