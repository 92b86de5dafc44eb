package io.aureus.sandbox;

import io.aureus.sandbox.UtxoTransaction.Input;
import io.aureus.sandbox.UtxoTransaction.Outpoint;
import io.aureus.sandbox.UtxoTransaction.Output;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A block of the simulated chain, with a valid merkle root, witness commitment (BIP141) and, by
 * Bitcoin's rules for regtest, proof of work.
 *
 * @param header its 80 bytes in hex
 * @param coinbase its first transaction in hex: kept small, as most blocks have no other
 * @param others the transactions after the first
 */
record UtxoBlock(
    int height,
    String hash,
    String previous,
    long time,
    String header,
    String coinbase,
    List<UtxoTransaction> others) {
  static final String BITS = "207fffff";
  private static final long VERSION = 0x2000_0000L;
  private static final String NOTHING = "0".repeat(64);

  /** Regtest's first block has the same coinbase as the first block of all. */
  static UtxoBlock genesis(UtxoNetwork network) {
    UtxoTransaction coinbase = UtxoTransaction.read(network.genesisCoinbase());
    String root = merkleRoot(List.of(coinbase.txid()));
    String header =
        UtxoBytes.HEX.formatHex(
            header(1, NOTHING, root, UtxoNetwork.GENESIS_TIME, network.genesisNonce()));
    return new UtxoBlock(
        0,
        hash(UtxoBytes.HEX.parseHex(header)),
        "",
        UtxoNetwork.GENESIS_TIME,
        header,
        coinbase.raw(),
        List.of());
  }

  /**
   * The next block.
   *
   * @param mark makes it differ from another with the same content
   * @param reward who gets what besides the witness commitment
   */
  static UtxoBlock after(
      UtxoBlock parent, long time, String mark, List<Output> reward, List<UtxoTransaction> others) {
    int height = parent.height() + 1;
    UtxoTransaction coinbase = coinbase(height, mark, reward, others);
    List<String> ids = new ArrayList<>(List.of(coinbase.txid()));
    others.forEach(other -> ids.add(other.txid()));
    String root = merkleRoot(ids);
    for (long nonce = 0; ; nonce++) {
      byte[] header = header(VERSION, parent.hash(), root, time, nonce);
      byte[] hash = UtxoBytes.twice(header);
      if (hash[31] >= 0) {
        return new UtxoBlock(
            height,
            UtxoBytes.shown(hash),
            parent.hash(),
            time,
            UtxoBytes.HEX.formatHex(header),
            coinbase.raw(),
            List.copyOf(others));
      }
    }
  }

  private static UtxoTransaction coinbase(
      int height, String mark, List<Output> reward, List<UtxoTransaction> others) {
    List<String> ids = new ArrayList<>(List.of(NOTHING));
    others.forEach(other -> ids.add(other.wtxid()));
    byte[] root = UtxoBytes.reversed(UtxoBytes.HEX.parseHex(merkleRoot(ids)));
    byte[] commitment = UtxoBytes.twice(new UtxoBytes().bytes(root).hash(NOTHING).toBytes());
    List<Output> outputs = new ArrayList<>(reward);
    outputs.add(new Output(0, "6a24aa21a9ed" + UtxoBytes.HEX.formatHex(commitment)));
    byte[] text = mark.getBytes(StandardCharsets.UTF_8);
    // The height in four bytes (BIP34), which hold any height of ours.
    byte[] script = new UtxoBytes().hex("04").u32(height).count(text.length).bytes(text).toBytes();
    Input input =
        new Input(
            new Outpoint(NOTHING, 0xffff_ffffL),
            UtxoBytes.HEX.formatHex(script),
            0xffff_ffffL,
            List.of(NOTHING));
    return UtxoTransaction.of(2, List.of(input), outputs, 0);
  }

  private static byte[] header(long version, String parent, String root, long time, long nonce) {
    UtxoBytes out = new UtxoBytes().u32(version).hash(parent).hash(root).u32(time);
    return out.hash(BITS).u32(nonce).toBytes();
  }

  private static String hash(byte[] header) {
    return UtxoBytes.shown(UtxoBytes.twice(header));
  }

  /** As shown, of ids as shown. */
  static String merkleRoot(List<String> ids) {
    List<String> level = ids;
    while (level.size() > 1) {
      List<String> next = new ArrayList<>();
      for (int i = 0; i < level.size(); i += 2) {
        String right = level.get(Math.min(i + 1, level.size() - 1));
        byte[] pair = new UtxoBytes().hash(level.get(i)).hash(right).toBytes();
        next.add(UtxoBytes.shown(UtxoBytes.twice(pair)));
      }
      level = next;
    }
    return level.getFirst();
  }

  /** Its transactions, the one that makes new coins first. */
  List<UtxoTransaction> transactions() {
    List<UtxoTransaction> all = new ArrayList<>(others.size() + 1);
    all.add(UtxoTransaction.read(coinbase));
    all.addAll(others);
    return all;
  }

  /** All of it in hex. */
  String raw() {
    StringBuilder raw = new StringBuilder(header);
    raw.append(UtxoBytes.HEX.formatHex(new UtxoBytes().count(others.size() + 1L).toBytes()));
    raw.append(coinbase);
    others.forEach(other -> raw.append(other.raw()));
    return raw.toString();
  }
}
