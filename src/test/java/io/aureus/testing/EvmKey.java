package io.aureus.testing;

import com.esaulpaugh.headlong.rlp.RLPDecoder;
import com.esaulpaugh.headlong.rlp.RLPEncoder;
import com.esaulpaugh.headlong.rlp.RLPItem;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/**
 * A private key that signs whatever a test wants, also what the program must never sign. It shares
 * nothing with the program's own signer.
 *
 * @param secret 1 to the curve's order
 */
public record EvmKey(BigInteger secret) {
  private static final X9ECParameters NAMED = SECNamedCurves.getByName("secp256k1");
  private static final ECDomainParameters CURVE =
      new ECDomainParameters(NAMED.getCurve(), NAMED.getG(), NAMED.getN(), NAMED.getH());
  private static final HexFormat HEX = HexFormat.of();

  /** A signature; {@code odd} is the parity of the point's y. */
  public record Signature(boolean odd, BigInteger r, BigInteger s) {
    /** 27 or 28, as contracts want it. */
    public int v() {
      return odd ? 28 : 27;
    }
  }

  /** A signed EIP-7702 authorization. */
  public record Authorization(long chainId, String delegate, long nonce, Signature signature) {
    private List<Object> fields() {
      return List.of(
          number(chainId),
          bytes(delegate),
          number(nonce),
          number(signature.odd ? 1 : 0),
          number(signature.r),
          number(signature.s));
    }
  }

  /**
   * An EIP-1559 transaction.
   *
   * @param priority and {@code maxFee} for one gas
   * @param data as 0x…
   */
  public record Tx(
      long chainId,
      long nonce,
      BigInteger priority,
      BigInteger maxFee,
      long gas,
      String to,
      BigInteger value,
      String data) {
    public Tx withNonce(long other) {
      return new Tx(chainId, other, priority, maxFee, gas, to, value, data);
    }

    public Tx withFees(BigInteger otherPriority, BigInteger otherMax) {
      return new Tx(chainId, nonce, otherPriority, otherMax, gas, to, value, data);
    }

    public Tx withGas(long other) {
      return new Tx(chainId, nonce, priority, maxFee, other, to, value, data);
    }

    public Tx withValue(BigInteger other) {
      return new Tx(chainId, nonce, priority, maxFee, gas, to, other, data);
    }
  }

  /** The key that belongs to these words, the same each time. */
  public static EvmKey of(String words) {
    byte[] hash = keccak(words.getBytes(StandardCharsets.UTF_8));
    return new EvmKey(new BigInteger(1, hash).mod(CURVE.getN()));
  }

  /** The hash of a signed transaction. */
  public static String hash(String raw) {
    return "0x" + HEX.formatHex(keccak(bytes(raw)));
  }

  /** Call data of ERC-20's {@code transfer}. */
  public static String transfer(String to, BigInteger units) {
    return "0xa9059cbb"
        + "0".repeat(24)
        + to.substring(2)
        + HEX.formatHex(BigIntegers.asUnsignedByteArray(32, units));
  }

  /** In small letters. */
  public String address() {
    byte[] point = timesBase(secret).getEncoded(false);
    return "0x" + HEX.formatHex(keccak(point, 1, 64), 12, 32);
  }

  public Authorization authorize(long chainId, String delegate, long nonce) {
    byte[] list = RLPEncoder.list(number(chainId), bytes(delegate), number(nonce));
    return new Authorization(chainId, delegate, nonce, sign(keccak(typed(5, list))));
  }

  /** The bytes of an EIP-1559 transaction, as 0x…. */
  public String sign(Tx tx) {
    return signed(2, fields(tx));
  }

  /** Signs an unsigned EIP-1559 transaction as a wallet does that is given its bytes. */
  public String signRaw(String raw) {
    byte[] bytes = bytes(raw);
    List<Object> fields = new ArrayList<>();
    for (RLPItem item : RLPDecoder.RLP_STRICT.wrapList(bytes, 1)) {
      fields.add(item.isList() ? List.of() : item.data());
    }
    return signed(2, fields);
  }

  /** The bytes of an EIP-7702 transaction, as 0x…. */
  public String sign(Tx tx, List<Authorization> authorizations) {
    List<Object> fields = fields(tx);
    fields.add(authorizations.stream().map(Authorization::fields).toList());
    return signed(4, fields);
  }

  private static List<Object> fields(Tx tx) {
    List<Object> fields = new ArrayList<>();
    fields.add(number(tx.chainId));
    fields.add(number(tx.nonce));
    fields.add(number(tx.priority));
    fields.add(number(tx.maxFee));
    fields.add(number(tx.gas));
    fields.add(bytes(tx.to));
    fields.add(number(tx.value));
    fields.add(bytes(tx.data));
    fields.add(List.of());
    return fields;
  }

  private String signed(int type, List<Object> fields) {
    Signature signature = sign(keccak(typed(type, RLPEncoder.list(fields))));
    fields.add(number(signature.odd ? 1 : 0));
    fields.add(number(signature.r));
    fields.add(number(signature.s));
    return "0x" + HEX.formatHex(typed(type, RLPEncoder.list(fields)));
  }

  public Signature sign(byte[] digest) {
    BigInteger n = CURVE.getN();
    BigInteger z = new BigInteger(1, digest);
    HMacDSAKCalculator numbers = new HMacDSAKCalculator(new SHA256Digest());
    numbers.init(n, secret, digest);
    BigInteger k = numbers.nextK();
    ECPoint point = timesBase(k);
    BigInteger r = point.getAffineXCoord().toBigInteger().mod(n);
    BigInteger s = k.modInverse(n).multiply(z.add(r.multiply(secret))).mod(n);
    boolean odd = point.getAffineYCoord().toBigInteger().testBit(0);
    boolean high = s.compareTo(n.shiftRight(1)) > 0;
    return new Signature(odd != high, r, high ? n.subtract(s) : s);
  }

  public static byte[] keccak(byte[] bytes) {
    return keccak(bytes, 0, bytes.length);
  }

  private static byte[] keccak(byte[] bytes, int from, int length) {
    KeccakDigest digest = new KeccakDigest(256);
    digest.update(bytes, from, length);
    byte[] hash = new byte[32];
    digest.doFinal(hash, 0);
    return hash;
  }

  private static ECPoint timesBase(BigInteger scalar) {
    return new FixedPointCombMultiplier().multiply(CURVE.getG(), scalar).normalize();
  }

  private static byte[] typed(int type, byte[] list) {
    byte[] all = new byte[list.length + 1];
    all[0] = (byte) type;
    System.arraycopy(list, 0, all, 1, list.length);
    return all;
  }

  private static byte[] number(long value) {
    return number(BigInteger.valueOf(value));
  }

  private static byte[] number(BigInteger value) {
    return value.signum() == 0 ? new byte[0] : BigIntegers.asUnsignedByteArray(value);
  }

  private static byte[] bytes(String hex) {
    return HEX.parseHex(hex, 2, hex.length());
  }
}
