package io.aureus.testing;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/** A key of a test that signs Ethereum transactions; it shares nothing with the program's own. */
public final class EvmKey {
  private static final X9ECParameters CURVE = SECNamedCurves.getByName("secp256k1");
  private static final ECDomainParameters DOMAIN =
      new ECDomainParameters(CURVE.getCurve(), CURVE.getG(), CURVE.getN(), CURVE.getH());

  private final BigInteger secret;
  private final byte[] address;

  private EvmKey(BigInteger secret) {
    this.secret = secret;
    this.address = addressOf(CURVE.getG().multiply(secret));
  }

  /** The key that belongs to these words, the same each time. */
  public static EvmKey of(String words) {
    return new EvmKey(
        new BigInteger(1, keccak(words.getBytes(StandardCharsets.UTF_8))).mod(CURVE.getN()));
  }

  /** An EIP-1559 transaction; {@code data} as 0x…. */
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

  /** An account's word that it runs this contract's code (EIP-7702), signed. */
  public record Authorization(String encoded) {}

  /** In small letters. */
  public String address() {
    return "0x" + HexFormat.of().formatHex(address);
  }

  /** The bytes of an EIP-1559 transaction, as 0x…. */
  public String sign(Tx tx) {
    return signed(2, fields(tx));
  }

  /** The bytes of an EIP-7702 transaction, as 0x…. */
  public String sign(Tx tx, List<Authorization> authorizations) {
    List<byte[]> fields = fields(tx);
    fields.add(list(authorizations.stream().map(one -> bytes(one.encoded())).toList()));
    return signed(4, fields);
  }

  public Authorization authorize(long chainId, String contract, long nonce) {
    List<byte[]> fields =
        new ArrayList<>(List.of(number(BigInteger.valueOf(chainId)), hex(contract), number(nonce)));
    fields.addAll(signature(keccak(concat(new byte[] {5}, list(fields)))));
    return new Authorization("0x" + HexFormat.of().formatHex(list(fields)));
  }

  /** The hash of a signed transaction. */
  public static String hash(String raw) {
    return "0x" + HexFormat.of().formatHex(keccak(bytes(raw)));
  }

  /** Call data of ERC-20's {@code transfer}. */
  public static String transfer(String to, BigInteger units) {
    return "0xa9059cbb"
        + "0".repeat(24)
        + to.substring(2)
        + HexFormat.of().formatHex(BigIntegers.asUnsignedByteArray(32, units));
  }

  private String signed(int type, List<byte[]> fields) {
    byte[] prefix = {(byte) type};
    List<byte[]> all = new ArrayList<>(fields);
    all.addAll(signature(keccak(concat(prefix, list(fields)))));
    return "0x" + HexFormat.of().formatHex(concat(prefix, list(all)));
  }

  private static List<byte[]> fields(Tx tx) {
    return new ArrayList<>(
        List.of(
            number(tx.chainId()),
            number(tx.nonce()),
            number(tx.priority()),
            number(tx.maxFee()),
            number(tx.gas()),
            hex(tx.to()),
            number(tx.value()),
            hex(tx.data()),
            list(List.of())));
  }

  /** Parity, r and s, each as RLP; s in the lower half (EIP-2). */
  private List<byte[]> signature(byte[] hash) {
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, new ECPrivateKeyParameters(secret, DOMAIN));
    BigInteger[] pair = signer.generateSignature(hash);
    BigInteger r = pair[0];
    BigInteger s = pair[1].min(CURVE.getN().subtract(pair[1]));
    BigInteger inverse = r.modInverse(CURVE.getN());
    BigInteger e = new BigInteger(1, hash);
    for (int parity = 0; parity < 2; parity++) {
      byte[] compressed = concat(new byte[] {(byte) (2 + parity)}, to32(r));
      ECPoint point = CURVE.getCurve().decodePoint(compressed);
      ECPoint signerPoint = point.multiply(s).subtract(CURVE.getG().multiply(e)).multiply(inverse);
      if (Arrays.equals(addressOf(signerPoint), address)) {
        return List.of(number(parity), number(r), number(s));
      }
    }
    throw new IllegalStateException("neither parity gives the signer");
  }

  private static byte[] addressOf(ECPoint point) {
    byte[] encoded = point.normalize().getEncoded(false);
    return Arrays.copyOfRange(keccak(Arrays.copyOfRange(encoded, 1, 65)), 12, 32);
  }

  private static byte[] number(long number) {
    return number(BigInteger.valueOf(number));
  }

  private static byte[] number(BigInteger number) {
    return text(number.signum() == 0 ? new byte[0] : BigIntegers.asUnsignedByteArray(number));
  }

  private static byte[] hex(String hex) {
    return text(bytes(hex));
  }

  private static byte[] text(byte[] content) {
    return content.length == 1 && content[0] >= 0
        ? content
        : concat(head(0x80, content.length), content);
  }

  private static byte[] list(List<byte[]> items) {
    byte[] content = concat(items.toArray(byte[][]::new));
    return concat(head(0xc0, content.length), content);
  }

  private static byte[] head(int base, int length) {
    if (length < 56) {
      return new byte[] {(byte) (base + length)};
    }
    byte[] size = BigIntegers.asUnsignedByteArray(BigInteger.valueOf(length));
    return concat(new byte[] {(byte) (base + 55 + size.length)}, size);
  }

  private static byte[] to32(BigInteger number) {
    return BigIntegers.asUnsignedByteArray(32, number);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex, 2, hex.length());
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] keccak(byte[] data) {
    KeccakDigest digest = new KeccakDigest(256);
    digest.update(data, 0, data.length);
    byte[] hash = new byte[32];
    digest.doFinal(hash, 0);
    return hash;
  }
}
