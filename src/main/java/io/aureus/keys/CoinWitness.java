package io.aureus.keys;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * What proves that an input may be spent.
 *
 * @param scriptSig empty but for {@link CoinScript#P2SH_P2WPKH}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CoinWitness(byte[] scriptSig, List<byte[]> stack) {
  private static final byte[] NONE = {};
  private static final byte ALL = 1;

  /**
   * Signs one input.
   *
   * @throws IllegalStateException where the secret is not that of the input's script: such bytes
   *     must never exist
   */
  static CoinWitness of(Curve curve, byte[] secret, SignatureHashes hashes, int index) {
    byte[] point = curve.point(secret);
    String script = hashes.input(index).spent().script();
    CoinScript kind =
        CoinScript.of(script)
            .filter(is -> is.script(curve, point).equals(script))
            .orElseThrow(() -> new IllegalStateException("the key is not that of the input"));
    return switch (kind) {
      case P2WPKH -> new CoinWitness(NONE, keyHash(curve, secret, hashes, index));
      case P2SH_P2WPKH ->
          new CoinWitness(
              new CoinBytes().sized(CoinScript.witnessProgram(point)).bytes(),
              keyHash(curve, secret, hashes, index));
      case P2TR -> new CoinWitness(NONE, List.of(taproot(curve, secret, hashes.ofTaproot(index))));
    };
  }

  private static List<byte[]> keyHash(
      Curve curve, byte[] secret, SignatureHashes hashes, int index) {
    byte[] key = ExtendedPublicKey.compressed(curve.point(secret));
    byte[] signature = curve.sign(hashes.ofKeyHash(index, Digests.hash160(key)), secret);
    return List.of(der(signature), key);
  }

  private static byte[] taproot(Curve curve, byte[] secret, byte[] hash) {
    byte[] tweaked = TaprootKey.outputSecret(curve, secret);
    try {
      return curve.signSchnorr(hash, tweaked);
    } finally {
      Arrays.fill(tweaked, (byte) 0);
    }
  }

  /** In DER, with the type of the hash after it (BIP66). */
  static byte[] der(byte[] signature) {
    byte[] r = integer(signature, 0);
    byte[] s = integer(signature, 32);
    byte[] inner = new CoinBytes().one(2).sized(r).one(2).sized(s).bytes();
    return new CoinBytes().one(0x30).sized(inner).one(ALL).bytes();
  }

  private static byte[] integer(byte[] signature, int from) {
    return new BigInteger(1, Arrays.copyOfRange(signature, from, from + 32)).toByteArray();
  }
}
