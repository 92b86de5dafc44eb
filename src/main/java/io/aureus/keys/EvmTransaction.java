package io.aureus.keys;

import com.esaulpaugh.headlong.rlp.RLPEncoder;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.util.BigIntegers;

/**
 * A transaction before its signature: of type 2 (EIP-1559), or of type 4 (EIP-7702) where it brings
 * authorizations.
 */
final class EvmTransaction {
  private static final int PRICED = 2;
  private static final int AUTHORIZING = 4;
  private static final int AUTHORIZATION = 5;

  private final int type;
  private final List<Object> fields;

  private EvmTransaction(int type, List<Object> fields) {
    this.type = type;
    this.fields = fields;
  }

  static EvmTransaction of(long chainId, Signer.Terms terms, EvmCall call) {
    return new EvmTransaction(PRICED, fields(chainId, terms, call));
  }

  /**
   * @param authorizations signed, from {@link #authorization}; one or more
   */
  static EvmTransaction authorizing(
      long chainId, Signer.Terms terms, EvmCall call, List<List<Object>> authorizations) {
    List<Object> fields = fields(chainId, terms, call);
    fields.add(authorizations);
    return new EvmTransaction(AUTHORIZING, fields);
  }

  /** What an account signs to let the code of {@code delegate} act for it: 32 bytes. */
  static byte[] authorizationHash(long chainId, byte[] delegate, long nonce) {
    return hash(AUTHORIZATION, List.of(number(chainId), delegate, number(nonce)));
  }

  /**
   * @param signature of {@link #authorizationHash}
   */
  static List<Object> authorization(long chainId, byte[] delegate, long nonce, byte[] signature) {
    List<Object> fields = new ArrayList<>(List.of(number(chainId), delegate, number(nonce)));
    fields.addAll(parts(signature));
    return fields;
  }

  /** What a wallet is given to sign: the type and the fields without a signature, as 0x…. */
  String unsigned() {
    return hex(typed(type, fields));
  }

  /** What the sender signs: 32 bytes. */
  byte[] hash() {
    return hash(type, fields);
  }

  /**
   * @param signature of {@link #hash}, as {@link Curve#sign} gives it
   */
  Signer.Signed signed(byte[] signature) {
    List<Object> all = new ArrayList<>(fields);
    all.addAll(parts(signature));
    byte[] raw = typed(type, all);
    return new Signer.Signed(hex(Digests.keccak256(raw, 0, raw.length)), hex(raw));
  }

  private static List<Object> fields(long chainId, Signer.Terms terms, EvmCall call) {
    List<Object> fields = new ArrayList<>();
    fields.add(number(chainId));
    fields.add(number(terms.nonce()));
    fields.add(number(terms.priority()));
    fields.add(number(terms.maxFee()));
    fields.add(number(terms.gasLimit()));
    fields.add(EvmAddress.bytes(call.to()));
    fields.add(number(call.value()));
    fields.add(HexFormat.of().parseHex(call.data(), 2, call.data().length()));
    fields.add(List.of());
    return fields;
  }

  /** Parity, r and s as numbers. */
  private static List<Object> parts(byte[] signature) {
    return List.of(
        number(signature[64]),
        number(new BigInteger(1, Arrays.copyOf(signature, 32))),
        number(new BigInteger(1, Arrays.copyOfRange(signature, 32, 64))));
  }

  private static byte[] hash(int type, List<Object> fields) {
    byte[] bytes = typed(type, fields);
    return Digests.keccak256(bytes, 0, bytes.length);
  }

  private static byte[] typed(int type, List<Object> fields) {
    byte[] list = RLPEncoder.list(fields);
    return ByteBuffer.allocate(1 + list.length).put((byte) type).put(list).array();
  }

  private static byte[] number(long value) {
    return number(BigInteger.valueOf(value));
  }

  /** Without leading zeros; nothing at all for 0. */
  private static byte[] number(BigInteger value) {
    if (value.signum() < 0 || value.bitLength() > 256) {
      throw new IllegalArgumentException("a number in a transaction has 0 to 256 bits");
    }
    return value.signum() == 0 ? new byte[0] : BigIntegers.asUnsignedByteArray(value);
  }

  private static String hex(byte[] bytes) {
    return "0x" + HexFormat.of().formatHex(bytes);
  }
}
