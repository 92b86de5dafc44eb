package io.aureus.keys;

import io.aureus.money.Sha256;
import java.util.HexFormat;
import java.util.function.BiConsumer;

/** What the inputs of one transaction sign: all of its inputs and outputs. */
final class SignatureHashes {
  private static final int ALL = 1;

  private final CoinTransaction transaction;
  private final byte[] points;
  private final byte[] amounts;
  private final byte[] scripts;
  private final byte[] sequences;
  private final byte[] outputs;

  SignatureHashes(CoinTransaction transaction) {
    this.transaction = transaction;
    this.points = overInputs((out, input) -> out.point(input.point()));
    this.amounts = overInputs((out, input) -> out.eight(input.spent().units()));
    this.scripts =
        overInputs((out, input) -> out.sized(HexFormat.of().parseHex(input.spent().script())));
    this.sequences = overInputs((out, input) -> out.four(input.sequence()));
    CoinBytes paid = new CoinBytes();
    transaction.outputs().forEach(paid::output);
    this.outputs = Sha256.of(paid.bytes());
  }

  CoinTransaction.Input input(int index) {
    return transaction.inputs().get(index);
  }

  /**
   * BIP143, for all inputs and outputs.
   *
   * @param keyHash of the input's key, 20 bytes
   */
  byte[] ofKeyHash(int index, byte[] keyHash) {
    CoinTransaction.Input input = input(index);
    byte[] code = new CoinBytes().one(0x76).one(0xa9).sized(keyHash).one(0x88).one(0xac).bytes();
    byte[] message =
        new CoinBytes()
            .four(transaction.version())
            .plain(Sha256.of(points))
            .plain(Sha256.of(sequences))
            .point(input.point())
            .sized(code)
            .eight(input.spent().units())
            .four(input.sequence())
            .plain(Sha256.of(outputs))
            .four(transaction.lockTime())
            .four(ALL)
            .bytes();
    return Sha256.of(Sha256.of(message));
  }

  /** BIP341, spending by the key, with the default type of hash, which covers everything. */
  byte[] ofTaproot(int index) {
    return ofTaproot(index, 0);
  }

  /**
   * Likewise.
   *
   * @param type 0, or 1 where it is told that everything is covered
   */
  byte[] ofTaproot(int index, int type) {
    byte[] message =
        new CoinBytes()
            .one(0)
            .one(type)
            .four(transaction.version())
            .four(transaction.lockTime())
            .plain(points)
            .plain(amounts)
            .plain(scripts)
            .plain(sequences)
            .plain(outputs)
            .one(0)
            .four(index)
            .bytes();
    return Digests.tagged("TapSighash", message);
  }

  private byte[] overInputs(BiConsumer<CoinBytes, CoinTransaction.Input> write) {
    CoinBytes out = new CoinBytes();
    transaction.inputs().forEach(input -> write.accept(out, input));
    return Sha256.of(out.bytes());
  }
}
