package io.aureus.sandbox;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/**
 * The key of a simulated Lightning node. No money is behind it.
 *
 * @param secret 1 to the order of secp256k1, less 1
 */
public record LightningKey(BigInteger secret) {
  private static final X9ECParameters CURVE = SECNamedCurves.getByName("secp256k1");
  private static final BigInteger ORDER = CURVE.getN();

  public LightningKey {
    if (secret.signum() <= 0 || secret.compareTo(ORDER) >= 0) {
      throw new IllegalArgumentException("no secret of secp256k1");
    }
  }

  /** The node's public key, in 66 hexadecimal digits. */
  public String node() {
    return HexFormat.of().formatHex(timesBase(secret).getEncoded(true));
  }

  /**
   * A deterministic ECDSA signature (RFC 6979) with the smaller {@code s}.
   *
   * @param hash 32 bytes
   * @return 65 bytes: r, s, and 0 to 3 for the nonce point
   */
  public byte[] sign(byte[] hash) {
    HMacDSAKCalculator numbers = new HMacDSAKCalculator(new SHA256Digest());
    numbers.init(ORDER, secret, hash);
    BigInteger nonce = numbers.nextK();
    ECPoint point = timesBase(nonce);
    BigInteger x = point.getAffineXCoord().toBigInteger();
    BigInteger r = x.mod(ORDER);
    BigInteger product = r.multiply(secret).add(new BigInteger(1, hash));
    BigInteger s = product.multiply(nonce.modInverse(ORDER)).mod(ORDER);
    boolean high = s.compareTo(ORDER.shiftRight(1)) > 0;
    boolean odd = point.getAffineYCoord().testBitZero() != high;
    return ByteBuffer.allocate(65)
        .put(BigIntegers.asUnsignedByteArray(32, r))
        .put(BigIntegers.asUnsignedByteArray(32, high ? ORDER.subtract(s) : s))
        .put((byte) ((x.equals(r) ? 0 : 2) + (odd ? 1 : 0)))
        .array();
  }

  private static ECPoint timesBase(BigInteger scalar) {
    return new FixedPointCombMultiplier().multiply(CURVE.getG(), scalar).normalize();
  }
}
