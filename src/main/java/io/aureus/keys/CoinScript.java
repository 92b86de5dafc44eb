package io.aureus.keys;

import java.util.HexFormat;
import java.util.Optional;

/** The kinds of scripts that we can spend, with what spending one weighs (BIP141). */
public enum CoinScript {
  /** BIP84: 0 and the hash of a key. */
  P2WPKH(41, 108),
  /** BIP49: the hash of a {@link #P2WPKH} script, which the input tells. */
  P2SH_P2WPKH(64, 108),
  /** BIP86: 1 and a tweaked key, spent by its key alone. */
  P2TR(41, 66);

  private static final long BASE_FACTOR = 4;
  private static final long VIRTUAL = 4;

  private final long base;
  private final long witness;

  /**
   * @param witness at most: signatures differ by a byte or two
   */
  CoinScript(long base, long witness) {
    this.base = base;
    this.witness = witness;
  }

  /** What an input of the kind weighs at most. */
  public long inputWeight() {
    return base * BASE_FACTOR + witness;
  }

  /** The kind, by the script's form; a hash of a script is taken for one that we made. */
  public static Optional<CoinScript> of(String script) {
    if (script.length() == 44 && script.startsWith("0014")) {
      return Optional.of(P2WPKH);
    }
    if (script.length() == 46 && script.startsWith("a914") && script.endsWith("87")) {
      return Optional.of(P2SH_P2WPKH);
    }
    if (script.length() == 68 && script.startsWith("5120")) {
      return Optional.of(P2TR);
    }
    return Optional.empty();
  }

  /** What an output with the script weighs. */
  public static long outputWeight(String script) {
    long bytes = script.length() / 2;
    return (8 + countLength(bytes) + bytes) * BASE_FACTOR;
  }

  /** What a transaction weighs without its inputs and outputs, where all inputs have a witness. */
  public static long frameWeight(long inputs, long outputs) {
    return (8 + countLength(inputs) + countLength(outputs)) * BASE_FACTOR + 2;
  }

  /** The bytes that the network counts: a quarter of the weight, rounded up. */
  public static long virtualBytes(long weight) {
    return (weight + VIRTUAL - 1) / VIRTUAL;
  }

  /**
   * @param point 65 bytes, uncompressed
   * @return what this kind of script is for the key, in hex
   */
  String script(Curve curve, byte[] point) {
    return switch (this) {
      case P2WPKH -> hex(witnessProgram(point));
      case P2SH_P2WPKH -> "a914" + hex(Digests.hash160(witnessProgram(point))) + "87";
      case P2TR -> "5120" + hex(TaprootKey.outputKey(curve, point));
    };
  }

  /** {@code 0014} and the hash of the key. */
  static byte[] witnessProgram(byte[] point) {
    byte[] program = new byte[22];
    program[1] = 20;
    System.arraycopy(Digests.hash160(ExtendedPublicKey.compressed(point)), 0, program, 2, 20);
    return program;
  }

  private static long countLength(long count) {
    return count < 0xfd ? 1 : count <= 0xffff ? 3 : 5;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
