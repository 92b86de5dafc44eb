package io.aureus.keys;

import java.math.BigInteger;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
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
