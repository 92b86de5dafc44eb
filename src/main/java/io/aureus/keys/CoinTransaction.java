package io.aureus.keys;

import io.aureus.money.Sha256;
import java.util.HexFormat;
import java.util.List;

/**
 * A transaction of Bitcoin's kind, before it is signed.
 *
 * @param version 2 for ours
 * @param lockTime 0 for ours: it may be in any block
 */
record CoinTransaction(int version, List<Input> inputs, List<CoinOutput> outputs, long lockTime) {
  /** Tells everybody that a higher fee may replace it (BIP125). */
  static final long REPLACEABLE = 0xffff_fffdL;

  private static final int SCALE = 3;

  /**
   * @param spent what the point holds
   */
  record Input(CoinPoint point, CoinOutput spent, long sequence) {}

  CoinTransaction {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** One that may be replaced. */
  static CoinTransaction of(List<Input> inputs, List<CoinOutput> outputs) {
    return new CoinTransaction(2, inputs, outputs, 0);
  }

  /** What its inputs hold and its outputs do not pay. */
  long fee() {
    long fee = 0;
    for (Input input : inputs) {
      fee = Math.addExact(fee, input.spent().units());
    }
    for (CoinOutput output : outputs) {
      fee = Math.subtractExact(fee, output.units());
    }
    return fee;
  }

  /**
   * @param raw in hex, as a node takes it
   * @param weight by BIP141
   */
  record Signed(String txid, String raw, long weight) {}

  /**
   * @param witnesses one for each input
   */
  Signed signed(List<CoinWitness> witnesses) {
    byte[] base = written(witnesses, false);
    byte[] whole = written(witnesses, true);
    return new Signed(
        txid(base), HexFormat.of().formatHex(whole), (long) base.length * SCALE + whole.length);
  }

  private static String txid(byte[] base) {
    byte[] hash = Sha256.of(Sha256.of(base));
    StringBuilder text = new StringBuilder();
    for (int i = hash.length - 1; i >= 0; i--) {
      HexFormat.of().toHexDigits(text, hash[i]);
    }
    return text.toString();
  }

  private byte[] written(List<CoinWitness> witnesses, boolean whole) {
    CoinBytes out = new CoinBytes().four(version);
    if (whole) {
      out.one(0).one(1);
    }
    out.count(inputs.size());
    for (int i = 0; i < inputs.size(); i++) {
      Input input = inputs.get(i);
      out.point(input.point()).sized(witnesses.get(i).scriptSig()).four(input.sequence());
    }
    out.count(outputs.size());
    outputs.forEach(out::output);
    if (whole) {
      for (CoinWitness witness : witnesses) {
        out.count(witness.stack().size());
        witness.stack().forEach(out::sized);
      }
    }
    return out.four(lockTime).bytes();
  }
}
