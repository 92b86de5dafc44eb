package io.aureus.sandbox;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A transaction of Bitcoin or Litecoin, written and read by code of the simulated node's own: the
 * gateway's reader is not asked whether it is right.
 *
 * @param raw all of it in hex, as it goes over the wire
 * @param txid as shown
 * @param wtxid the hash that covers the witnesses too (BIP141), as shown
 * @param strippedSize its size without witnesses, in bytes
 */
record UtxoTransaction(
    String raw,
    String txid,
    String wtxid,
    int strippedSize,
    int version,
    List<Input> inputs,
    List<Output> outputs,
    long lockTime) {
  private static final long MOST_FINAL = 0xffff_fffeL;
  private static final String NOTHING = "0".repeat(64);

  /** An output of an earlier transaction. */
  record Outpoint(String txid, long index) {}

  /** What is spent; script and witness items in hex. */
  record Input(Outpoint spent, String script, long sequence, List<String> witness) {}

  /** What is paid; the script in hex. */
  record Output(long units, String script) {}

  static UtxoTransaction of(int version, List<Input> inputs, List<Output> outputs, long lockTime) {
    byte[] stripped = written(version, inputs, outputs, lockTime, false);
    boolean hasWitness = inputs.stream().anyMatch(input -> !input.witness().isEmpty());
    byte[] full = hasWitness ? written(version, inputs, outputs, lockTime, true) : stripped;
    return new UtxoTransaction(
        UtxoBytes.HEX.formatHex(full),
        UtxoBytes.shown(UtxoBytes.twice(stripped)),
        UtxoBytes.shown(UtxoBytes.twice(full)),
        stripped.length,
        version,
        List.copyOf(inputs),
        List.copyOf(outputs),
        lockTime);
  }

  private static byte[] written(
      int version, List<Input> inputs, List<Output> outputs, long lockTime, boolean witness) {
    UtxoBytes out = new UtxoBytes().u32(version);
    if (witness) {
      out.hex("0001");
    }
    out.count(inputs.size());
    for (Input input : inputs) {
      out.hash(input.spent().txid()).u32(input.spent().index());
      out.sized(input.script()).u32(input.sequence());
    }
    out.count(outputs.size());
    outputs.forEach(output -> out.u64(output.units()).sized(output.script()));
    if (witness) {
      for (Input input : inputs) {
        out.count(input.witness().size());
        input.witness().forEach(out::sized);
      }
    }
    return out.u32(lockTime).toBytes();
  }

  /**
   * @throws RpcError where it is no transaction, or not written in the one right way
   */
  static UtxoTransaction read(String raw) {
    try {
      byte[] bytes = UtxoBytes.HEX.parseHex(raw);
      ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      UtxoTransaction read = read(in);
      if (!read.raw().equalsIgnoreCase(raw) || read.inputs().isEmpty()) {
        throw undecodable();
      }
      return read;
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      throw undecodable();
    }
  }

  private static RpcError undecodable() {
    return new RpcError(-22, "TX decode failed. Make sure the tx has at least one input.");
  }

  private static UtxoTransaction read(ByteBuffer in) {
    int version = in.getInt();
    boolean witness = in.get(in.position()) == 0 && in.get(in.position() + 1) == 1;
    if (witness) {
      in.getShort();
    }
    List<Input> bare = new ArrayList<>();
    for (long i = count(in, 41); i > 0; i--) {
      Outpoint spent = new Outpoint(UtxoBytes.shown(bytes(in, 32)), u32(in));
      bare.add(new Input(spent, sized(in), u32(in), List.of()));
    }
    List<Output> outputs = new ArrayList<>();
    for (long i = count(in, 9); i > 0; i--) {
      outputs.add(new Output(in.getLong(), sized(in)));
    }
    List<Input> inputs = new ArrayList<>();
    for (Input input : bare) {
      List<String> items = new ArrayList<>();
      for (long i = witness ? count(in, 1) : 0; i > 0; i--) {
        items.add(sized(in));
      }
      inputs.add(new Input(input.spent(), input.script(), input.sequence(), items));
    }
    UtxoTransaction read = of(version, inputs, outputs, u32(in));
    if (in.hasRemaining()) {
      throw new IllegalArgumentException("more follows");
    }
    return read;
  }

  private static long u32(ByteBuffer in) {
    return Integer.toUnsignedLong(in.getInt());
  }

  /** A count of things that take so many bytes at least. */
  private static long count(ByteBuffer in, int least) {
    int first = Byte.toUnsignedInt(in.get());
    long count =
        switch (first) {
          case 0xfd -> Short.toUnsignedLong(in.getShort());
          case 0xfe -> u32(in);
          case 0xff -> Long.MAX_VALUE;
          default -> first;
        };
    if (count > in.remaining() / least) {
      throw new IllegalArgumentException("longer than what is there");
    }
    return count;
  }

  private static byte[] bytes(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static String sized(ByteBuffer in) {
    return UtxoBytes.HEX.formatHex(bytes(in, (int) count(in, 1)));
  }

  int size() {
    return raw.length() / 2;
  }

  /** In weight units (BIP141). */
  int weight() {
    return 3 * strippedSize + size();
  }

  /** In virtual bytes, which fees are reckoned by. */
  int vsize() {
    return (weight() + 3) / 4;
  }

  long paid() {
    return outputs.stream().mapToLong(Output::units).sum();
  }

  Outpoint outpoint(int index) {
    return new Outpoint(txid, index);
  }

  /** Whether it says that it may be replaced (BIP125). */
  boolean isReplaceable() {
    return inputs.stream().anyMatch(input -> input.sequence() < MOST_FINAL);
  }

  boolean isCoinbase() {
    return inputs.size() == 1 && inputs.getFirst().spent().txid().equals(NOTHING);
  }
}
