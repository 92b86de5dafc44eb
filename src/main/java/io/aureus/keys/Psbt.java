package io.aureus.keys;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A partially signed transaction: BIP174 (version 0) and BIP370 (version 2), with the taproot
 * fields of BIP371. Read strictly; fields that are not known are kept as they are.
 */
final class Psbt {
  /** More than any transaction that nodes pass on, with all that its inputs come from. */
  static final int MOST_BYTES = 4_000_000;

  static final int UNSIGNED_TX = 0x00;
  static final int TX_VERSION = 0x02;
  static final int FALLBACK_LOCK_TIME = 0x03;
  static final int INPUT_COUNT = 0x04;
  static final int OUTPUT_COUNT = 0x05;
  static final int VERSION = 0xfb;

  static final int WHOLE_SPENT = 0x00;
  static final int SPENT = 0x01;
  static final int PARTIAL_SIGNATURE = 0x02;
  static final int SIGHASH = 0x03;
  static final int REDEEM_SCRIPT = 0x04;
  static final int DERIVATION = 0x06;
  static final int FINAL_SCRIPT = 0x07;
  static final int FINAL_WITNESS = 0x08;
  static final int PREVIOUS_TXID = 0x0e;
  static final int OUTPUT_INDEX = 0x0f;
  static final int SEQUENCE = 0x10;
  static final int LOCK_TIME = 0x11;
  static final int LOCK_HEIGHT = 0x12;
  static final int TAP_SIGNATURE = 0x13;
  static final int TAP_DERIVATION = 0x16;
  static final int TAP_KEY = 0x17;

  static final int OUT_DERIVATION = 0x02;
  static final int OUT_AMOUNT = 0x03;
  static final int OUT_SCRIPT = 0x04;
  static final int OUT_TAP_KEY = 0x05;
  static final int OUT_TAP_DERIVATION = 0x07;

  /** What version 2 needs of an input: transaction, index and the map's end. */
  private static final int LEAST_INPUT = 43;

  /** Likewise: amount, an empty script and the map's end. */
  private static final int LEAST_OUTPUT = 15;

  private static final long LAST_SEQUENCE = 0xffff_ffffL;
  private static final byte[] MAGIC = {'p', 's', 'b', 't', (byte) 0xff};

  private final int version;
  private final PsbtMap global;
  private final List<PsbtMap> inputs;
  private final List<PsbtMap> outputs;
  private final RawTransaction transaction;

  private Psbt(int version, PsbtMap global, List<PsbtMap> inputs, List<PsbtMap> outputs) {
    this.version = version;
    this.global = global;
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.transaction = version == 0 ? ofFirst(global) : ofSecond(global, this.inputs, this.outputs);
    this.inputs.forEach(input -> PsbtRules.check(input, PsbtRules.Kind.INPUT, version));
    this.outputs.forEach(output -> PsbtRules.check(output, PsbtRules.Kind.OUTPUT, version));
    for (int i = 0; i < this.inputs.size(); i++) {
      spent(i);
    }
  }

  /**
   * A fresh one of a transaction, to be filled.
   *
   * @param version 0 or 2
   */
  static Psbt of(int version, RawTransaction transaction) {
    PsbtMap global = new PsbtMap();
    List<PsbtMap> inputs = new ArrayList<>();
    List<PsbtMap> outputs = new ArrayList<>();
    transaction.inputs().forEach(in -> inputs.add(new PsbtMap()));
    transaction.outputs().forEach(out -> outputs.add(new PsbtMap()));
    if (version == 0) {
      global.with(UNSIGNED_TX, transaction.unsigned());
      return new Psbt(0, global, inputs, outputs);
    }
    global
        .with(TX_VERSION, four(transaction.version()))
        .with(FALLBACK_LOCK_TIME, four(transaction.lockTime()))
        .with(INPUT_COUNT, new CoinBytes().count(inputs.size()).bytes())
        .with(OUTPUT_COUNT, new CoinBytes().count(outputs.size()).bytes())
        .with(VERSION, four(2));
    for (int i = 0; i < inputs.size(); i++) {
      RawTransaction.In in = transaction.inputs().get(i);
      byte[] point = new CoinBytes().point(in.point()).bytes();
      inputs
          .get(i)
          .with(PREVIOUS_TXID, Arrays.copyOf(point, 32))
          .with(OUTPUT_INDEX, Arrays.copyOfRange(point, 32, 36))
          .with(SEQUENCE, four(in.sequence()));
    }
    for (int i = 0; i < outputs.size(); i++) {
      CoinOutput out = transaction.outputs().get(i);
      outputs
          .get(i)
          .with(OUT_AMOUNT, new CoinBytes().eight(out.units()).bytes())
          .with(OUT_SCRIPT, HexFormat.of().parseHex(out.script()));
    }
    return new Psbt(2, global, inputs, outputs);
  }

  /** Whether bytes begin as one. */
  static boolean isOne(byte[] bytes) {
    return bytes.length >= MAGIC.length
        && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  /**
   * @throws IllegalArgumentException with what is wrong, as a clause
   */
  static Psbt parse(byte[] bytes) {
    if (!isOne(bytes)) {
      throw new IllegalArgumentException("it does not begin as a PSBT does");
    }
    if (bytes.length > MOST_BYTES) {
      throw new IllegalArgumentException("it has more than %,d bytes".formatted(MOST_BYTES));
    }
    CoinWalk walk = new CoinWalk(bytes);
    walk.take(MAGIC.length);
    PsbtMap global = PsbtMap.read(walk);
    long version = global.get(VERSION).map(Psbt::number).orElse(0L);
    if (version != 0 && version != 2) {
      throw new IllegalArgumentException(
          "it is of version %d; 0 and 2 are".formatted(version) + " known");
    }
    PsbtRules.check(global, PsbtRules.Kind.GLOBAL, (int) version);
    int ins;
    int outs;
    if (version == 0) {
      RawTransaction transaction = ofFirst(global);
      ins = transaction.inputs().size();
      outs = transaction.outputs().size();
    } else {
      ins = counted(global, INPUT_COUNT, walk.left() / LEAST_INPUT);
      outs = counted(global, OUTPUT_COUNT, walk.left() / LEAST_OUTPUT);
    }
    Psbt psbt =
        new Psbt(
            (int) version,
            global,
            maps(walk, ins, PsbtRules.Kind.INPUT, (int) version),
            maps(walk, outs, PsbtRules.Kind.OUTPUT, (int) version));
    walk.end();
    return psbt;
  }

  private static List<PsbtMap> maps(CoinWalk walk, int count, PsbtRules.Kind kind, int version) {
    List<PsbtMap> maps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      PsbtMap map = PsbtMap.read(walk);
      // Here, so that empty ones without end are not held first.
      PsbtRules.check(map, kind, version);
      maps.add(map);
    }
    return maps;
  }

  private static int counted(PsbtMap global, int type, int most) {
    CoinWalk walk = new CoinWalk(global.get(type).orElseThrow());
    long count = walk.compact();
    walk.end();
    if (count < 0 || count > most) {
      throw walk.wrong("it announces more inputs or outputs than there are");
    }
    return (int) count;
  }

  private static RawTransaction ofFirst(PsbtMap global) {
    RawTransaction unsigned = RawTransaction.parse(global.get(UNSIGNED_TX).orElseThrow(), false);
    if (unsigned.hasSignatures()) {
      throw new IllegalArgumentException("its transaction must be without signatures");
    }
    return unsigned;
  }

  private static RawTransaction ofSecond(
      PsbtMap global, List<PsbtMap> inputs, List<PsbtMap> outputs) {
    inputs.forEach(input -> PsbtRules.check(input, PsbtRules.Kind.INPUT, 2));
    outputs.forEach(output -> PsbtRules.check(output, PsbtRules.Kind.OUTPUT, 2));
    List<RawTransaction.In> ins = new ArrayList<>();
    for (PsbtMap input : inputs) {
      CoinPoint point =
          new CoinPoint(
              RawTransaction.shown(input.get(PREVIOUS_TXID).orElseThrow()),
              number(input.get(OUTPUT_INDEX).orElseThrow()));
      long sequence = input.get(SEQUENCE).map(Psbt::number).orElse(LAST_SEQUENCE);
      ins.add(new RawTransaction.In(point, sequence, new CoinWitness(new byte[0], List.of())));
    }
    List<CoinOutput> outs = new ArrayList<>();
    for (PsbtMap output : outputs) {
      byte[] units = output.get(OUT_AMOUNT).orElseThrow();
      byte[] script = output.get(OUT_SCRIPT).orElseThrow();
      CoinBytes both = new CoinBytes().plain(units).sized(script);
      outs.add(RawTransaction.output(new CoinWalk(both.bytes())));
    }
    int version = (int) number(global.get(TX_VERSION).orElseThrow());
    return new RawTransaction(version, ins, outs, PsbtLocks.of(global, inputs));
  }

  int version() {
    return version;
  }

  PsbtMap input(int index) {
    return inputs.get(index);
  }

  PsbtMap output(int index) {
    return outputs.get(index);
  }

  /** Without any signature. */
  RawTransaction transaction() {
    return transaction;
  }

  /**
   * What an input holds, where it is told.
   *
   * @throws IllegalArgumentException where what is told is not that of the input
   */
  Optional<CoinOutput> spent(int index) {
    CoinPoint point = transaction.inputs().get(index).point();
    Optional<CoinOutput> whole =
        input(index).get(WHOLE_SPENT).map(bytes -> held(RawTransaction.parse(bytes, true), point));
    Optional<CoinOutput> alone =
        input(index)
            .get(SPENT)
            .map(
                bytes -> {
                  CoinWalk walk = new CoinWalk(bytes);
                  CoinOutput output = RawTransaction.output(walk);
                  walk.end();
                  return output;
                });
    if (whole.isPresent() && alone.isPresent() && !whole.equals(alone)) {
      throw new IllegalArgumentException("it tells two things of what an input holds");
    }
    return alone.or(() -> whole);
  }

  private static CoinOutput held(RawTransaction before, CoinPoint point) {
    if (!before.txid().equals(point.txid()) || point.index() >= before.outputs().size()) {
      throw new IllegalArgumentException(
          "the transaction that it gives for an input is not the one that the input spends");
    }
    return before.outputs().get((int) point.index());
  }

  byte[] bytes() {
    CoinBytes out = global.writeTo(new CoinBytes().plain(MAGIC));
    inputs.forEach(input -> input.writeTo(out));
    outputs.forEach(output -> output.writeTo(out));
    return out.bytes();
  }

  /** In Base64, as it is passed around. */
  String text() {
    return Base64.getEncoder().encodeToString(bytes());
  }

  private static byte[] four(long value) {
    return new CoinBytes().four(value).bytes();
  }

  static long number(byte[] four) {
    if (four.length != 4) {
      throw new IllegalArgumentException("a number has a wrong length");
    }
    return ByteBuffer.wrap(four).order(ByteOrder.LITTLE_ENDIAN).getInt() & 0xffff_ffffL;
  }
}
