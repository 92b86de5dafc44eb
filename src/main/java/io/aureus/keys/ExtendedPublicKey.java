package io.aureus.keys;

import io.aureus.money.Base58;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;

/** A BIP32 extended public key: derives its normal children without any secret. */
final class ExtendedPublicKey {
  private static final int XPUB = 0x0488_B21E;

  private final Curve curve;
  private final byte[] point;
  private final byte[] compressed;
  private final byte[] chainCode;
  private final int[] place;

  /**
   * @param point 65 bytes: uncompressed, since decompressing it for each child costs a fifth
   * @param place depth, parent's fingerprint, child number
   */
  ExtendedPublicKey(Curve curve, byte[] point, byte[] chainCode, int[] place) {
    this.curve = curve;
    this.point = point;
    this.compressed = compressed(point);
    this.chainCode = chainCode;
    this.place = place;
  }

  /**
   * Reads the {@code xpub…} spelling.
   *
   * @throws IllegalArgumentException where it is none
   */
  static ExtendedPublicKey parse(Curve curve, String text) {
    byte[] bytes = Base58.decoded(text);
    if (bytes.length != 78 || ByteBuffer.wrap(bytes).getInt() != XPUB) {
      throw new IllegalArgumentException("not an extended public key (xpub…)");
    }
    return of(curve, bytes);
  }

  /**
   * @param payload 78 bytes, whatever version they begin with
   * @throws IllegalArgumentException where its key is no point of the curve, or its place is none
   */
  static ExtendedPublicKey of(Curve curve, byte[] payload) {
    ByteBuffer in = ByteBuffer.wrap(payload);
    in.getInt();
    int[] place = {in.get() & 0xff, in.getInt(), in.getInt()};
    if (place[0] == 0 && (place[1] != 0 || place[2] != 0)) {
      throw new IllegalArgumentException("a key of depth 0 that has a parent is none");
    }
    byte[] chainCode = new byte[32];
    byte[] compressed = new byte[33];
    in.get(chainCode).get(compressed);
    return new ExtendedPublicKey(curve, curve.uncompressed(compressed), chainCode, place);
  }

  /** Derives children on one thread: it keeps the keyed HMAC between them. */
  final class Children {
    private final Mac mac = Digests.hmacSha512(chainCode);

    /**
     * @param index 0 to 2^31 - 1
     * @return 65 bytes, uncompressed
     */
    byte[] point(int index) {
      return curve.addToPoint(point, Arrays.copyOf(hash(index), 32));
    }

    private byte[] hash(int index) {
      mac.update(compressed);
      return mac.doFinal(ByteBuffer.allocate(4).putInt(index).array());
    }
  }

  Children children() {
    return new Children();
  }

  ExtendedPublicKey child(int index) {
    byte[] both = children().hash(index);
    return new ExtendedPublicKey(
        curve,
        curve.addToPoint(point, Arrays.copyOf(both, 32)),
        Arrays.copyOfRange(both, 32, 64),
        new int[] {place[0] + 1, ByteBuffer.wrap(Digests.hash160(compressed)).getInt(), index});
  }

  /** 33 bytes. */
  byte[] compressed() {
    return compressed.clone();
  }

  /** The first four bytes of the key's hash (BIP32): 8 hex digits. */
  String fingerprint() {
    return HexFormat.of().formatHex(Digests.hash160(compressed), 0, 4);
  }

  /** The 32 bytes that, with the key, decide its children. */
  byte[] code() {
    return chainCode.clone();
  }

  /** The {@code xpub…} spelling. */
  String text() {
    return text(XPUB);
  }

  /** Likewise, with the version bytes of another network. */
  String text(int version) {
    return Base58.check(
        ByteBuffer.allocate(78)
            .putInt(version)
            .put((byte) place[0])
            .putInt(place[1])
            .putInt(place[2])
            .put(chainCode)
            .put(compressed)
            .array());
  }

  static byte[] compressed(byte[] point) {
    byte[] compressed = Arrays.copyOf(point, 33);
    compressed[0] = (byte) (2 + (point[64] & 1));
    return compressed;
  }
}
