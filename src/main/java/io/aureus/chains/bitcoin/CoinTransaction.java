package io.aureus.chains.bitcoin;

import io.aureus.money.Sha256;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * A transaction of Bitcoin or Litecoin, with or without witnesses (BIP144). Litecoin's flag 8 is
 * read: the extension data (MWEB) that may follow it is kept in {@link #bytes} and otherwise
 * ignored.
 */
public final class CoinTransaction {
  /** BIP125: below it a sequence says that the transaction may be replaced. */
  private static final long FINAL_ENOUGH = 0xffff_fffeL;

  /** Outpoint, an empty script's length, and the sequence. */
  static final int LEAST_INPUT = 41;

  /** Transactions of this version can always be replaced. */
  private static final int REPLACEABLE = 3;

  /** Units and an empty script's length. */
  static final int LEAST_OUTPUT = 9;

  private static final int MINED_RIPENING = 100;
  private static final int HOG_RIPENING = 6;

  /** What a transaction spends. */
  public static final class Input {
    private final OutPoint spent;
    private final byte[] script;
    private final long sequence;
    private final List<byte[]> witness = new ArrayList<>(0);

    private Input(OutPoint spent, byte[] script, long sequence) {
      this.spent = spent;
      this.script = script;
      this.sequence = sequence;
    }

    public OutPoint spent() {
      return spent;
    }

    /** The signature script; empty for native witness programs. */
    public byte[] script() {
      return script.clone();
    }

    public long sequence() {
      return sequence;
    }

    /** The items of its witness; empty where it has none. */
    public List<byte[]> witness() {
      return witness.stream().map(byte[]::clone).toList();
    }
  }

  /** What a transaction pays. */
  public static final class Output {
    private final long units;
    private final byte[] script;

    private Output(long units, byte[] script) {
      this.units = units;
      this.script = script;
    }

    /** In the smallest unit, 0 or more. */
    public long units() {
      return units;
    }

    public byte[] script() {
      return script.clone();
    }
  }

  private final byte[] bytes;
  private final int version;
  private final List<Input> inputs;
  private final List<Output> outputs;
  private final long lockTime;
  private final Extent extent;
  private final String txid;

  /**
   * Where things are in the bytes.
   *
   * @param inputs where the count of inputs begins
   * @param outputsEnd after the last output
   * @param extension how many bytes are there for Litecoin's extension alone
   */
  private record Extent(int inputs, int outputsEnd, int extension) {}

  private CoinTransaction(
      byte[] bytes,
      int version,
      List<Input> inputs,
      List<Output> outputs,
      long lockTime,
      Extent extent) {
    this.bytes = bytes;
    this.version = version;
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.lockTime = lockTime;
    this.extent = extent;
    MessageDigest digest = Sha256.digest();
    digest.update(bytes, 0, 4);
    digest.update(bytes, extent.inputs(), extent.outputsEnd() - extent.inputs());
    digest.update(bytes, bytes.length - 4, 4);
    this.txid = Digests.twice(digest);
  }

  /**
   * Reads exactly one transaction.
   *
   * @throws MalformedData where the bytes are none, or more than one
   */
  public static CoinTransaction parse(byte[] bytes) {
    ByteWalk walk = new ByteWalk(bytes);
    CoinTransaction read = read(walk, true);
    if (walk.left() > 0) {
      throw new MalformedData(walk.left() + " bytes follow the transaction");
    }
    return read;
  }

  /** The same from hex. */
  public static CoinTransaction parse(String hex) {
    return parse(Digests.bytes(hex));
  }

  /**
   * @param alone whether nothing follows: only then can an extension of unknown length be passed
   */
  static CoinTransaction read(ByteWalk walk, boolean alone) {
    int start = walk.at();
    int version = walk.i32();
    int flags = Flags.read(walk);
    int inputsAt = walk.at();
    List<Input> inputs = inputs(walk, flags);
    List<Output> outputs = outputs(walk, flags);
    int outputsEnd = walk.at();
    readWitnesses(walk, inputs, flags);
    int extension = (flags & Flags.MWEB) != 0 ? Flags.skipExtension(walk, alone) : 0;
    if (flags == Flags.MWEB) {
      extension += 2;
    }
    long lockTime = walk.u32();
    byte[] own = new ByteWalk(walk.bytes(), start, walk.at()).take(walk.at() - start);
    return new CoinTransaction(
        own,
        version,
        inputs,
        outputs,
        lockTime,
        new Extent(inputsAt - start, outputsEnd - start, extension));
  }

  private static List<Input> inputs(ByteWalk walk, int flags) {
    int count = walk.count(LEAST_INPUT);
    if (count == 0 && (flags & Flags.MWEB) == 0) {
      throw new MalformedData("a transaction spends nothing");
    }
    List<Input> inputs = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int from = walk.skip(32);
      OutPoint spent = new OutPoint(Digests.shown(walk.bytes(), from), walk.u32());
      byte[] script = walk.take(walk.count(1));
      inputs.add(new Input(spent, script, walk.u32()));
    }
    return inputs;
  }

  private static List<Output> outputs(ByteWalk walk, int flags) {
    int count = walk.count(LEAST_OUTPUT);
    if (count == 0 && (flags & Flags.MWEB) == 0) {
      throw new MalformedData("a transaction pays nothing");
    }
    List<Output> outputs = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      long units = walk.i64();
      if (units < 0) {
        throw new MalformedData("an output holds less than 0");
      }
      outputs.add(new Output(units, walk.take(walk.count(1))));
    }
    return outputs;
  }

  private static void readWitnesses(ByteWalk walk, List<Input> inputs, int flags) {
    if ((flags & Flags.WITNESS) == 0) {
      return;
    }
    boolean any = false;
    for (Input input : inputs) {
      int count = walk.count(1);
      any |= count > 0;
      for (int i = 0; i < count; i++) {
        input.witness.add(walk.take(walk.count(1)));
      }
    }
    if (!any) {
      throw new MalformedData("a transaction announces witnesses and has none");
    }
  }

  public int version() {
    return version;
  }

  public List<Input> inputs() {
    return inputs;
  }

  public List<Output> outputs() {
    return outputs;
  }

  public long lockTime() {
    return lockTime;
  }

  /** As nodes show it: 64 hex digits in small letters. */
  public String txid() {
    return txid;
  }

  /** The hash with its witnesses (BIP141); the same as {@link #txid} where it has none. */
  public String wtxid() {
    MessageDigest digest = Sha256.digest();
    digest.update(bytes);
    return Digests.twice(digest);
  }

  /** Weight units (BIP141), Litecoin's extension left out. */
  public int weight() {
    int base = 8 + extent.outputsEnd() - extent.inputs();
    return 3 * base + bytes.length - extent.extension();
  }

  /** Virtual bytes: a quarter of the weight, rounded up. */
  public int vsize() {
    return (weight() + 3) / 4;
  }

  /** Whether it says by itself that it may be replaced: BIP125, or its version (BIP431). */
  public boolean signalsReplacement() {
    return version == REPLACEABLE
        || inputs.stream().anyMatch(input -> input.sequence() < FINAL_ENOUGH);
  }

  /** Whether it makes new coins. */
  public boolean isCoinbase() {
    return inputs.size() == 1
        && inputs.getFirst().spent().index() == 0xffff_ffffL
        && inputs.getFirst().spent().txid().equals("0".repeat(64));
  }

  /** In a block: whether it brings out what leaves Litecoin's extension. */
  boolean isHog() {
    return bytes[4] == 0 && (bytes[5] & Flags.MWEB) != 0;
  }

  /** After how many blocks a block may spend what this one pays; 0: at once. */
  int ripening() {
    return isCoinbase() ? MINED_RIPENING : isHog() ? HOG_RIPENING : 0;
  }

  /** Without witnesses and extension, as its id is the hash of. */
  byte[] stripped() {
    int body = extent.outputsEnd() - extent.inputs();
    byte[] out = new byte[8 + body];
    System.arraycopy(bytes, 0, out, 0, 4);
    System.arraycopy(bytes, extent.inputs(), out, 4, body);
    System.arraycopy(bytes, bytes.length - 4, out, 4 + body, 4);
    return out;
  }

  /** As it was read, witnesses included. */
  public byte[] bytes() {
    return bytes.clone();
  }
}
