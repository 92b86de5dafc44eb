package io.aureus.keys;

import fr.acinq.secp256k1.Secp256k1;
import fr.acinq.secp256k1.Secp256k1Exception;
import java.util.Arrays;

/** Bitcoin Core's own libsecp256k1 by JNI. It loads when an instance is made. */
final class NativeCurve implements Curve {
  private final Secp256k1 library = Secp256k1.get();

  @Override
  public byte[] point(byte[] secret) {
    return library.pubkeyCreate(secret);
  }

  @Override
  public byte[] sign(byte[] hash, byte[] secret) {
    byte[] compact = library.sign(hash, secret, null);
    byte[] point = library.pubkeyCreate(secret);
    for (int parity = 0; parity < 2; parity++) {
      if (Arrays.equals(library.ecdsaRecover(compact, hash, parity), point)) {
        byte[] whole = Arrays.copyOf(compact, 65);
        whole[64] = (byte) parity;
        return whole;
      }
    }
    throw new IllegalStateException("a signature does not recover its own key");
  }

  @Override
  public byte[] negate(byte[] secret) {
    return library.privKeyNegate(secret.clone());
  }

  @Override
  public byte[] signSchnorr(byte[] hash, byte[] secret) {
    return library.signSchnorr(hash, secret, new byte[32]);
  }

  @Override
  public byte[] uncompressed(byte[] compressed) {
    try {
      return library.pubkeyParse(compressed);
    } catch (Secp256k1Exception e) {
      throw new IllegalArgumentException("not a point of secp256k1", e);
    }
  }

  @Override
  public byte[] addToSecret(byte[] secret, byte[] tweak) {
    // The library works in place.
    return library.privKeyTweakAdd(secret.clone(), tweak);
  }

  @Override
  public byte[] addToPoint(byte[] point, byte[] tweak) {
    return library.pubKeyTweakAdd(point.clone(), tweak);
  }
}
