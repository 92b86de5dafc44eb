package io.aureus.keys;

import fr.acinq.secp256k1.Secp256k1;

/** Bitcoin Core's own libsecp256k1 by JNI. It loads when an instance is made. */
final class NativeCurve implements Curve {
  private final Secp256k1 library = Secp256k1.get();

  @Override
  public byte[] point(byte[] secret) {
    return library.pubkeyCreate(secret);
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
