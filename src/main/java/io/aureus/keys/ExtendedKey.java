package io.aureus.keys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.crypto.Mac;

/**
 * A BIP32 extended private key. It lives only for the moment in which a branch's public key is
 * derived or a signature is made, and never leaves this room.
 */
final class ExtendedKey {
  static final int HARDENED = 0x8000_0000;

  private final Curve curve;
  private final byte[] secret;
  private final byte[] chainCode;
  private final int depth;
  private final int parent;
  private final int number;

  private ExtendedKey(Curve curve, byte[] secret, byte[] chainCode, int[] place) {
    this.curve = curve;
    this.secret = secret;
    this.chainCode = chainCode;
    this.depth = place[0];
    this.parent = place[1];
    this.number = place[2];
  }

  /**
   * @param seed 16 to 64 bytes
   */
  static ExtendedKey master(Curve curve, byte[] seed) {
    byte[] both = Digests.hmacSha512("Bitcoin seed".getBytes(StandardCharsets.UTF_8)).doFinal(seed);
    ExtendedKey master =
        new ExtendedKey(
            curve, Arrays.copyOf(both, 32), Arrays.copyOfRange(both, 32, 64), new int[] {0, 0, 0});
    Arrays.fill(both, (byte) 0);
    return master;
  }

  /**
   * @param index with {@link #HARDENED} added for a hardened child
   */
  ExtendedKey child(int index) {
    byte[] point = ExtendedPublicKey.compressed(curve.point(secret));
    Mac mac = Digests.hmacSha512(chainCode);
    if (index < 0) {
      mac.update((byte) 0);
      mac.update(secret);
    } else {
      mac.update(point);
    }
    byte[] both = mac.doFinal(ByteBuffer.allocate(4).putInt(index).array());
    byte[] tweak = Arrays.copyOf(both, 32);
    ExtendedKey child =
        new ExtendedKey(
            curve,
            curve.addToSecret(secret, tweak),
            Arrays.copyOfRange(both, 32, 64),
            new int[] {depth + 1, ByteBuffer.wrap(Digests.hash160(point)).getInt(), index});
    Arrays.fill(both, (byte) 0);
    Arrays.fill(tweak, (byte) 0);
    return child;
  }

  /**
   * The key at a path from here; all keys between here and there are wiped.
   *
   * @param path as {@link #child}
   */
  ExtendedKey descend(int... path) {
    ExtendedKey at = this;
    for (int index : path) {
      ExtendedKey next = at.child(index);
      if (at != this) {
        at.wipe();
      }
      at = next;
    }
    return at;
  }

  /**
   * @param hash 32 bytes
   * @return as {@link Curve#sign}
   */
  byte[] sign(byte[] hash) {
    return curve.sign(hash, secret);
  }

  /** Signs an input, as {@link CoinWitness#of}. */
  CoinWitness witness(SignatureHashes hashes, int index) {
    return CoinWitness.of(curve, secret, hashes, index);
  }

  /** Overwrites the secret; the key is of no use afterwards. */
  void wipe() {
    Arrays.fill(secret, (byte) 0);
    Arrays.fill(chainCode, (byte) 0);
  }

  ExtendedPublicKey publicKey() {
    return new ExtendedPublicKey(
        curve, curve.point(secret), chainCode.clone(), new int[] {depth, parent, number});
  }

  @Override
  public String toString() {
    return "ExtendedKey[hidden]";
  }
}
