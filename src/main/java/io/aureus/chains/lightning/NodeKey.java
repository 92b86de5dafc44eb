package io.aureus.chains.lightning;

import io.aureus.chains.lightning.LightningRefusal.Kind;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;

/** Public keys of nodes, in 33 bytes, and what they signed. It never sees a private key. */
final class NodeKey {
  static final int LENGTH = 33;

  private static final X9ECParameters CURVE = SECNamedCurves.getByName("secp256k1");
  private static final BigInteger ORDER = CURVE.getN();
  private static final BigInteger HALF = ORDER.shiftRight(1);
  private static final BigInteger FIELD = CURVE.getCurve().getField().getCharacteristic();

  /** The two numbers of a signature, each between 0 and the curve's order. */
  private record Pair(BigInteger r, BigInteger s) {
    static Pair of(byte[] signature) {
      Pair pair =
          new Pair(
              new BigInteger(1, Arrays.copyOf(signature, 32)),
              new BigInteger(1, Arrays.copyOfRange(signature, 32, 64)));
      if (!isScalar(pair.r) || !isScalar(pair.s)) {
        throw wrong("its signature is none");
      }
      return pair;
    }

    private static boolean isScalar(BigInteger number) {
      return number.signum() > 0 && number.compareTo(ORDER) < 0;
    }
  }

  private NodeKey() {}

  static boolean isPoint(byte[] key) {
    if (key.length != LENGTH || (key[0] != 2 && key[0] != 3)) {
      return false;
    }
    try {
      CURVE.getCurve().decodePoint(key);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Refuses a signature that is not this key's, and one with the larger {@code s}: BOLT11 wants the
   * smaller where the key is named.
   *
   * @param key a point of the curve
   * @param signature 65 bytes, the last of which does not matter here
   */
  static void refuseOther(byte[] key, byte[] hash, byte[] signature) {
    Pair pair = Pair.of(signature);
    if (pair.s.compareTo(HALF) > 0) {
      throw wrong("its signature is not in the one form that is allowed (the smaller s)");
    }
    ECDSASigner verifier = new ECDSASigner();
    ECPoint point = CURVE.getCurve().decodePoint(key);
    verifier.init(false, new ECPublicKeyParameters(point, new ECDomainParameters(CURVE)));
    if (!verifier.verifySignature(hash, pair.r, pair.s)) {
      throw wrong("it is not signed by the node that it names, so it was changed on its way");
    }
  }

  /**
   * The key that made a signature, in hexadecimal.
   *
   * @param signature 65 bytes: r, s, and which of the nonce points with this r it was
   */
  static String recovered(byte[] hash, byte[] signature) {
    Pair pair = Pair.of(signature);
    int which = signature[64];
    BigInteger x = pair.r.add(which < 2 ? BigInteger.ZERO : ORDER);
    if (which < 0 || which > 3 || x.compareTo(FIELD) >= 0) {
      throw wrong("its signature is none");
    }
    ECPoint nonce = point(x, which % 2 == 1);
    BigInteger inverse = pair.r.modInverse(ORDER);
    BigInteger e = new BigInteger(1, hash);
    ECPoint key =
        ECAlgorithms.sumOfTwoMultiplies(
                CURVE.getG(),
                e.negate().multiply(inverse).mod(ORDER),
                nonce,
                pair.s.multiply(inverse).mod(ORDER))
            .normalize();
    if (key.isInfinity()) {
      throw wrong("its signature is none");
    }
    return HexFormat.of().formatHex(key.getEncoded(true));
  }

  private static ECPoint point(BigInteger x, boolean odd) {
    byte[] encoded = new byte[LENGTH];
    byte[] bytes = x.toByteArray();
    int length = Math.min(bytes.length, 32);
    System.arraycopy(bytes, bytes.length - length, encoded, LENGTH - length, length);
    encoded[0] = (byte) (odd ? 3 : 2);
    try {
      return CURVE.getCurve().decodePoint(encoded);
    } catch (IllegalArgumentException e) {
      throw wrong("its signature leads to no key: copy it again");
    }
  }

  private static LightningRefusal wrong(String words) {
    return new LightningRefusal(Kind.SIGNATURE, words);
  }
}
