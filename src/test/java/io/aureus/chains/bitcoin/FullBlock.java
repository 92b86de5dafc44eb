package io.aureus.chains.bitcoin;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Writes a made-up block that is true to form: as full, as mixed and as well proved as those of
 * today. The same seed makes the same block. Signatures in it are random bytes.
 */
final class FullBlock {
  /** By BIP141. */
  static final int MOST_WEIGHT = 4_000_000;

  /** What the header tells of a block of seed 0. */
  static final long FIRST_SECOND = 1_700_000_000L;

  private final SplittableRandom random;
  private final byte[] header = new byte[CoinHeader.SIZE];
  private final List<byte[]> transactions = new ArrayList<>();
  private final List<byte[]> ids = new ArrayList<>();
  private int weight = 4 * (CoinHeader.SIZE + 3);

  /**
   * @param parent the hash of the block before, as nodes show it
   */
  FullBlock(long seed, String parent) {
    this.random = new SplittableRandom(seed);
    header[0] = 4;
    header[3] = 0x20;
    System.arraycopy(turned(parent), 0, header, 4, 32);
    time(FIRST_SECOND + seed);
    add(coinbase(seed, watched(Long.MAX_VALUE - seed)));
  }

  /** The P2WPKH script of this number: whoever watches the first million watches these. */
  static byte[] watched(long number) {
    SplittableRandom own = new SplittableRandom(number);
    byte[] script = new byte[22];
    own.nextBytes(script);
    script[0] = 0;
    script[1] = 20;
    return script;
  }

  /** Another block, with a coinbase of its own and otherwise the same transactions. */
  FullBlock with(long seed, String parent) {
    FullBlock other = new FullBlock(seed, parent);
    other.transactions.addAll(transactions.subList(1, transactions.size()));
    other.ids.addAll(ids.subList(1, ids.size()));
    return other;
  }

  private void time(long seconds) {
    for (int i = 0; i < 4; i++) {
      header[68 + i] = (byte) (seconds >> (8 * i));
    }
  }

  /** Adds a usual transaction whose first output goes to this script. */
  byte[] pay(byte[] script) {
    return add(transaction(randomBytes(36), List.of(script, anyScript())));
  }

  /** Adds a transaction that spends an output of another, and pays this script. */
  byte[] spend(String txid, int index, byte[] script) {
    return add(transaction(new OutPoint(txid, index).bytes(), List.of(script)));
  }

  /** Adds usual transactions until the block weighs as much, or almost. */
  void fill(int most) {
    while (weight < most - 12_000) {
      add(usual());
    }
  }

  int count() {
    return transactions.size();
  }

  /** Where in its bytes the transactions after the coinbase begin. */
  int fillingFrom() {
    return CoinHeader.SIZE + (count() < 0xfd ? 1 : 3) + transactions.getFirst().length;
  }

  byte[] bytes() {
    byte[] all = new byte[32 * ids.size()];
    for (int i = 0; i < ids.size(); i++) {
      System.arraycopy(ids.get(i), 0, all, 32 * i, 32);
    }
    byte[] root = turned(MerkleTree.root(all));
    System.arraycopy(root, 0, header, 36, 32);
    ByteArrayOutputStream out = new ByteArrayOutputStream(2_000_000);
    out.writeBytes(header);
    count(out, transactions.size());
    transactions.forEach(out::writeBytes);
    return out.toByteArray();
  }

  private byte[] add(byte[] transaction) {
    CoinTransaction read = CoinTransaction.parse(transaction);
    transactions.add(transaction);
    ids.add(turned(read.txid()));
    weight += read.weight();
    return transaction;
  }

  /** With its height in the script (BIP34) and a commitment to witnesses (BIP141). */
  private byte[] coinbase(long height, byte[] script) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    little(out, 2, 4);
    little(out, 0x0100, 2);
    count(out, 1);
    out.writeBytes(new byte[32]);
    little(out, 0xffff_ffffL, 4);
    count(out, 9);
    count(out, 8);
    little(out, height, 8);
    little(out, 0xffff_ffffL, 4);
    count(out, 2);
    output(out, 312_500_000L, script);
    byte[] commitment = randomBytes(38);
    System.arraycopy(new byte[] {0x6a, 0x24, (byte) 0xaa, 0x21, (byte) 0xa9}, 0, commitment, 0, 5);
    output(out, 0, commitment);
    count(out, 1);
    count(out, 32);
    out.writeBytes(new byte[32]);
    little(out, 0, 4);
    return out.toByteArray();
  }

  /** One or two inputs and two outputs as a rule; now and then many of either. */
  private byte[] usual() {
    int dice = random.nextInt(100);
    int inputs = dice < 55 ? 1 : dice < 80 ? 2 : dice < 96 ? 3 + random.nextInt(4) : 20;
    int turn = random.nextInt(100);
    int outputs = turn < 15 ? 1 : turn < 85 ? 2 : turn < 97 ? 3 + random.nextInt(6) : 40;
    List<byte[]> scripts = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      scripts.add(anyScript());
    }
    return transaction(randomBytes(36 * inputs), scripts);
  }

  private byte[] transaction(byte[] spent, List<byte[]> scripts) {
    int inputs = spent.length / 36;
    int kind = random.nextInt(100);
    boolean isOld = kind >= 82;
    ByteArrayOutputStream out = new ByteArrayOutputStream(400);
    little(out, 2, 4);
    if (!isOld) {
      little(out, 0x0100, 2);
    }
    count(out, inputs);
    for (int i = 0; i < inputs; i++) {
      out.write(spent, 36 * i, 36);
      // P2PKH signs here; P2SH-P2WPKH names its program; P2WPKH and P2TR have nothing.
      byte[] unlocking = randomBytes(isOld ? 107 : kind >= 70 ? 23 : 0);
      count(out, unlocking.length);
      out.writeBytes(unlocking);
      little(out, 0xffff_fffdL, 4);
    }
    count(out, scripts.size());
    scripts.forEach(script -> output(out, 1_000 + random.nextInt(100_000_000), script));
    for (int i = 0; !isOld && i < inputs; i++) {
      witness(out, kind);
    }
    little(out, 0, 4);
    return out.toByteArray();
  }

  /** P2TR by its key, P2TR by a script that carries data, or P2WPKH. */
  private void witness(ByteArrayOutputStream out, int kind) {
    int[] lengths = kind < 30 ? new int[] {64} : new int[] {71 + kind % 2, 33};
    if (kind < 6) {
      lengths = new int[] {64, 200 + random.nextInt(800), 33};
    }
    count(out, lengths.length);
    for (int length : lengths) {
      count(out, length);
      out.writeBytes(randomBytes(length));
    }
  }

  private byte[] anyScript() {
    int kind = random.nextInt(100);
    if (kind < 42) {
      return program(0, 20);
    } else if (kind < 72) {
      return program(0x51, 32);
    } else if (kind < 84) {
      byte[] script = randomBytes(23);
      script[0] = (byte) 0xa9;
      script[1] = 20;
      script[22] = (byte) 0x87;
      return script;
    } else if (kind < 96) {
      byte[] script = randomBytes(25);
      System.arraycopy(new byte[] {0x76, (byte) 0xa9, 20}, 0, script, 0, 3);
      System.arraycopy(new byte[] {(byte) 0x88, (byte) 0xac}, 0, script, 23, 2);
      return script;
    }
    byte[] script = randomBytes(32);
    script[0] = 0x6a;
    script[1] = 30;
    return script;
  }

  private byte[] program(int version, int length) {
    byte[] script = randomBytes(2 + length);
    script[0] = (byte) version;
    script[1] = (byte) length;
    return script;
  }

  private byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static void output(ByteArrayOutputStream out, long units, byte[] script) {
    little(out, units, 8);
    count(out, script.length);
    out.writeBytes(script);
  }

  private static void count(ByteArrayOutputStream out, int count) {
    if (count < 0xfd) {
      out.write(count);
    } else {
      out.write(0xfd);
      little(out, count, 2);
    }
  }

  private static void little(ByteArrayOutputStream out, long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write((int) (value >> (8 * i)));
    }
  }

  private static byte[] turned(String hash) {
    return Arrays.copyOf(new OutPoint(hash, 0).bytes(), 32);
  }
}
