package io.aureus.keys;

import io.aureus.money.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;

/** The hashes that keys and addresses are made with. */
final class Digests {
  private Digests() {}

  /** An HMAC-SHA512 for one thread. */
  static Mac hmacSha512(byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA512");
      mac.init(new SecretKeySpec(key, "HmacSHA512"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HmacSHA512", e);
    }
  }

  /** BIP340's SHA-256 with a name, so that a hash for one use is none for another. */
  static byte[] tagged(String tag, byte[]... parts) {
    byte[] name = Sha256.of(tag.getBytes(StandardCharsets.UTF_8));
    CoinBytes all = new CoinBytes().plain(name).plain(name);
    for (byte[] part : parts) {
      all.plain(part);
    }
    return Sha256.of(all.bytes());
  }

  /** Keccak-256 as Ethereum uses it: the padding before SHA-3 was standardised. */
  static byte[] keccak256(byte[] bytes, int from, int length) {
    return digest(new KeccakDigest(256), bytes, from, length);
  }

  /** RIPEMD-160 of SHA-256, BIP32's key identifier. */
  static byte[] hash160(byte[] bytes) {
    byte[] inner = Sha256.of(bytes);
    return digest(new RIPEMD160Digest(), inner, 0, inner.length);
  }

  private static byte[] digest(Digest digest, byte[] bytes, int from, int length) {
    digest.update(bytes, from, length);
    byte[] out = new byte[digest.getDigestSize()];
    digest.doFinal(out, 0);
    return out;
  }
}
