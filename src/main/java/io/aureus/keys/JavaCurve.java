package io.aureus.keys;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/** secp256k1 in pure Java. */
final class JavaCurve implements Curve {
  private static final X9ECParameters PARAMETERS = SECNamedCurves.getByName("secp256k1");

  @Override
  public byte[] point(byte[] secret) {
    return encoded(timesBase(scalar(secret)));
  }

  @Override
  public byte[] sign(byte[] hash, byte[] secret) {
    BigInteger n = PARAMETERS.getN();
    BigInteger key = scalar(secret);
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, new ECPrivateKeyParameters(key, new ECDomainParameters(PARAMETERS)));
    BigInteger[] pair = signer.generateSignature(hash);
    BigInteger r = pair[0];
    BigInteger s = pair[1].min(n.subtract(pair[1]));
    // The nonce point again, from the key and the signature: its parity is what a verifier needs.
    BigInteger inverse = s.modInverse(n);
    BigInteger e = new BigInteger(1, hash);
    ECPoint nonce = timesBase(e.add(r.multiply(key)).multiply(inverse).mod(n)).normalize();
    if (!nonce.getAffineXCoord().toBigInteger().equals(r)) {
      throw new IllegalStateException("a signature does not recover its own nonce point");
    }
    byte parity = (byte) (nonce.getAffineYCoord().testBitZero() ? 1 : 0);
    return ByteBuffer.allocate(65)
        .put(BigIntegers.asUnsignedByteArray(32, r))
        .put(BigIntegers.asUnsignedByteArray(32, s))
        .put(parity)
        .array();
  }

  @Override
  public byte[] negate(byte[] secret) {
    return BigIntegers.asUnsignedByteArray(32, PARAMETERS.getN().subtract(scalar(secret)));
  }

  @Override
  public byte[] signSchnorr(byte[] hash, byte[] secret) {
    BigInteger n = PARAMETERS.getN();
    byte[] point = point(secret);
    byte[] x = Arrays.copyOfRange(point, 1, 33);
    byte[] even = (point[64] & 1) == 0 ? secret.clone() : negate(secret);
    byte[] masked = Digests.tagged("BIP0340/aux", new byte[32]);
    for (int i = 0; i < masked.length; i++) {
      masked[i] ^= even[i];
    }
    BigInteger k = new BigInteger(1, Digests.tagged("BIP0340/nonce", masked, x, hash)).mod(n);
    byte[] nonce = encoded(timesBase(k));
    BigInteger evenK = (nonce[64] & 1) == 0 ? k : n.subtract(k);
    byte[] r = Arrays.copyOfRange(nonce, 1, 33);
    BigInteger e = new BigInteger(1, Digests.tagged("BIP0340/challenge", r, x, hash)).mod(n);
    BigInteger s = evenK.add(e.multiply(scalar(even))).mod(n);
    Arrays.fill(even, (byte) 0);
    Arrays.fill(masked, (byte) 0);
    return ByteBuffer.allocate(64).put(r).put(BigIntegers.asUnsignedByteArray(32, s)).array();
  }

  @Override
  public byte[] uncompressed(byte[] compressed) {
    return encoded(PARAMETERS.getCurve().decodePoint(compressed));
  }

  @Override
  public byte[] addToSecret(byte[] secret, byte[] tweak) {
    BigInteger sum = scalar(secret).add(scalar(tweak)).mod(PARAMETERS.getN());
    if (sum.signum() == 0) {
      throw new IllegalArgumentException("the sum of the secrets is 0");
    }
    return BigIntegers.asUnsignedByteArray(32, sum);
  }

  @Override
  public byte[] addToPoint(byte[] point, byte[] tweak) {
    return encoded(PARAMETERS.getCurve().decodePoint(point).add(timesBase(scalar(tweak))));
  }

  private static ECPoint timesBase(BigInteger scalar) {
    return new FixedPointCombMultiplier().multiply(PARAMETERS.getG(), scalar);
  }

  private static BigInteger scalar(byte[] bytes) {
    BigInteger scalar = new BigInteger(1, bytes);
    if (scalar.signum() == 0 || scalar.compareTo(PARAMETERS.getN()) >= 0) {
      throw new IllegalArgumentException("not a secp256k1 scalar");
    }
    return scalar;
  }

  private static byte[] encoded(ECPoint point) {
    ECPoint normal = point.normalize();
    if (normal.isInfinity()) {
      throw new IllegalArgumentException("the point at infinity is no key");
    }
    return normal.getEncoded(false);
  }
}
