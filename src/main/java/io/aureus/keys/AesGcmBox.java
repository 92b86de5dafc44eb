package io.aureus.keys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce per value. Layout: version byte, nonce,
 * ciphertext, 128-bit tag. The version says which master key and layout it is, for a later
 * rotation.
 */
final class AesGcmBox implements SecretBox {
  private static final byte VERSION = 1;
  private static final int NONCE = 12;
  private static final int TAG = 16;

  private final SecretKeySpec key;
  private final RandomGenerator random;

  AesGcmBox(byte[] masterKey, RandomGenerator random) {
    this.key = new SecretKeySpec(masterKey, "AES");
    this.random = random;
  }

  @Override
  public byte[] seal(byte[] plain, String context) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    try {
      byte[] body = cipher(Cipher.ENCRYPT_MODE, nonce, context).doFinal(plain);
      return ByteBuffer.allocate(1 + NONCE + body.length).put(VERSION).put(nonce).put(body).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot seal " + context, e);
    }
  }

  @Override
  public byte[] open(byte[] sealed, String context) {
    if (sealed.length < 1 + NONCE + TAG || sealed[0] != VERSION) {
      throw new IllegalStateException("the sealed value of " + context + " has an unknown form");
    }
    byte[] nonce = new byte[NONCE];
    ByteBuffer in = ByteBuffer.wrap(sealed, 1, sealed.length - 1).get(nonce);
    byte[] body = new byte[in.remaining()];
    in.get(body);
    try {
      return cipher(Cipher.DECRYPT_MODE, nonce, context).doFinal(body);
    } catch (AEADBadTagException e) {
      throw new IllegalStateException(
          "the sealed value of "
              + context
              + " does not open: it was changed, moved, or sealed under another master key",
          e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot open " + context, e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String context) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG * 8, nonce));
    cipher.updateAAD(new byte[] {VERSION});
    cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
