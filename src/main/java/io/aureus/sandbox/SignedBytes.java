package io.aureus.sandbox;

import com.esaulpaugh.headlong.rlp.RLPDecoder;
import com.esaulpaugh.headlong.rlp.RLPItem;
import com.esaulpaugh.headlong.rlp.RLPList;
import io.aureus.sandbox.SignedTransaction.Authorization;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/** Reads signed transactions of type 2 and 4, and finds out who signed them. */
final class SignedBytes {
  private static final X9ECParameters CURVE = SECNamedCurves.getByName("secp256k1");
  private static final int FIELDS = 12;

  private SignedBytes() {}

  /**
   * @throws RpcError where it is no transaction, or of another type
   */
  static SignedTransaction read(String raw) {
    byte[] bytes = bytes(raw);
    int type = bytes.length == 0 ? -1 : bytes[0];
    if (type != 2 && type != 4) {
      throw refused("transaction type not supported");
    }
    List<RLPItem> fields = fields(bytes);
    int least = type == 4 ? FIELDS + 1 : FIELDS;
    if (fields.size() != least) {
      throw refused("rlp: a transaction of type " + type + " has " + least + " fields");
    }
    try {
      return transaction(raw, type, fields, bytes);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw refused("rlp: " + e.getMessage());
    }
  }

  private static SignedTransaction transaction(
      String raw, int type, List<RLPItem> fields, byte[] bytes) {
    String to = Keccak.hex(fields.get(5).asBytes());
    if (to.length() != 42 && to.length() != 2) {
      throw refused("rlp: input string too short for common.Address");
    }
    return new SignedTransaction(
        raw,
        Keccak.hex(Keccak.of(bytes)),
        signer((byte) type, fields, fields.size() - 3),
        type,
        fields.get(0).asBigInt().longValueExact(),
        fields.get(1).asBigInt().longValueExact(),
        fields.get(2).asBigInt(),
        fields.get(3).asBigInt(),
        fields.get(4).asBigInt().longValueExact(),
        to.length() == 2 ? "" : to,
        fields.get(6).asBigInt(),
        Keccak.hex(fields.get(7).asBytes()),
        type == 4 ? authorizations(fields.get(9)) : List.of());
  }

  private static List<Authorization> authorizations(RLPItem item) {
    List<Authorization> all = new ArrayList<>();
    for (RLPItem one : item.asRLPList().elements(RLPDecoder.RLP_STRICT)) {
      List<RLPItem> fields = one.asRLPList().elements(RLPDecoder.RLP_STRICT);
      all.add(
          new Authorization(
              fields.get(0).asBigInt(),
              Keccak.hex(fields.get(1).asBytes()),
              fields.get(2).asBigInt().longValueExact(),
              signer((byte) 5, fields, 3)));
    }
    return all;
  }

  /** Who signed the first fields with the three after them; empty for nobody. */
  private static String signer(byte type, List<RLPItem> fields, int count) {
    byte[] list = RLPList.wrap(fields.subList(0, count)).encoding();
    byte[] hash = Keccak.of(new byte[] {type}, list);
    return signer(
        hash,
        fields.get(count).asBigInt().intValueExact(),
        fields.get(count + 1).asBigInt(),
        fields.get(count + 2).asBigInt());
  }

  private static String signer(byte[] hash, int parity, BigInteger r, BigInteger s) {
    BigInteger n = CURVE.getN();
    if ((parity & ~1) != 0
        || r.signum() == 0
        || r.compareTo(n) >= 0
        || s.signum() == 0
        || s.compareTo(n.shiftRight(1)) > 0) {
      return "";
    }
    byte[] compressed = new byte[33];
    compressed[0] = (byte) (2 + parity);
    System.arraycopy(BigIntegers.asUnsignedByteArray(32, r), 0, compressed, 1, 32);
    try {
      ECPoint point = CURVE.getCurve().decodePoint(compressed);
      BigInteger inverse = BigIntegers.modOddInverse(n, r);
      BigInteger e = new BigInteger(1, hash).negate().multiply(inverse).mod(n);
      ECPoint key =
          ECAlgorithms.sumOfTwoMultiplies(CURVE.getG(), e, point, s.multiply(inverse).mod(n));
      byte[] encoded = key.normalize().getEncoded(false);
      byte[] digest = Keccak.of(java.util.Arrays.copyOfRange(encoded, 1, 65));
      return "0x" + Keccak.hex(digest).substring(26);
    } catch (IllegalArgumentException e) {
      // No point of the curve has this r.
      return "";
    }
  }

  private static List<RLPItem> fields(byte[] bytes) {
    try {
      RLPItem list = RLPDecoder.RLP_STRICT.wrapItem(bytes, 1);
      if (!list.isList() || list.endIndex != bytes.length) {
        throw refused("rlp: expected one list");
      }
      return list.asRLPList().elements(RLPDecoder.RLP_STRICT);
    } catch (IllegalArgumentException e) {
      throw refused("rlp: " + e.getMessage());
    }
  }

  private static byte[] bytes(String raw) {
    try {
      return Keccak.bytes(raw);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw RpcError.params("invalid argument 0: hex string expected");
    }
  }

  private static RpcError refused(String words) {
    return new RpcError(RpcError.EXECUTION, words);
  }
}
