package io.aureus.keys;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;

/** Whether signatures that somebody else made are right: as strict as nodes that pass them on. */
final class SignatureCheck {
  private static final X9ECParameters CURVE = SECNamedCurves.getByName("secp256k1");
  private static final BigInteger ORDER = CURVE.getN();
  private static final BigInteger HALF = ORDER.shiftRight(1);
  private static final BigInteger FIELD = CURVE.getCurve().getField().getCharacteristic();

  private SignatureCheck() {}

  /**
   * ECDSA in DER (BIP66), with the smaller {@code s}.
   *
   * @param key 33 bytes
   * @param signature without the type of the hash
   */
  static boolean isEcdsa(byte[] hash, byte[] key, byte[] signature) {
    Optional<BigInteger[]> pair = pair(signature);
    Optional<ECPoint> point = point(key);
    if (pair.isEmpty() || point.isEmpty() || pair.get()[1].compareTo(HALF) > 0) {
      return false;
    }
    ECDSASigner verifier = new ECDSASigner();
    verifier.init(false, new ECPublicKeyParameters(point.get(), new ECDomainParameters(CURVE)));
    return verifier.verifySignature(hash, pair.get()[0], pair.get()[1]);
  }

  /**
   * BIP340.
   *
   * @param x of the key, 32 bytes
   * @param signature 64 bytes
   */
  static boolean isSchnorr(byte[] hash, byte[] x, byte[] signature) {
    byte[] even = new byte[33];
    even[0] = 2;
    System.arraycopy(x, 0, even, 1, 32);
    Optional<ECPoint> key = point(even);
    byte[] first = Arrays.copyOf(signature, 32);
    BigInteger r = new BigInteger(1, first);
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
    if (key.isEmpty() || r.compareTo(FIELD) >= 0 || s.compareTo(ORDER) >= 0) {
      return false;
    }
    byte[] challenge = Digests.tagged("BIP0340/challenge", first, x, hash);
    BigInteger e = new BigInteger(1, challenge).mod(ORDER);
    ECPoint nonce =
        ECAlgorithms.sumOfTwoMultiplies(CURVE.getG(), s, key.get().negate(), e).normalize();
    return !nonce.isInfinity()
        && !nonce.getAffineYCoord().testBitZero()
        && nonce.getAffineXCoord().toBigInteger().equals(r);
  }

  private static Optional<ECPoint> point(byte[] key) {
    try {
      return Optional.of(CURVE.getCurve().decodePoint(key)).filter(point -> !point.isInfinity());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<BigInteger[]> pair(byte[] der) {
    try {
      CoinWalk walk = new CoinWalk(der);
      if (walk.one() != 0x30 || walk.one() != walk.left()) {
        return Optional.empty();
      }
      BigInteger[] pair = {integer(walk), integer(walk)};
      walk.end();
      return Optional.of(pair);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static BigInteger integer(CoinWalk walk) {
    if (walk.one() != 2) {
      throw walk.wrong("no number");
    }
    int length = walk.one();
    byte[] bytes = walk.take(length);
    BigInteger number = length == 0 ? BigInteger.ZERO : new BigInteger(bytes);
    if (number.signum() <= 0 || number.toByteArray().length != length) {
      throw walk.wrong("no number above 0 in its shortest form");
    }
    return number;
  }
}
