package io.aureus.keys;

/** Seals small secrets for the database with AES-256-GCM under a master key kept outside of it. */
public interface SecretBox {
  /**
   * @param context what the secret is and whose, e.g. {@code api-secret:mct-07d283468bf8}; bound as
   *     associated data, so that a sealed value cannot be moved to another row
   * @return version byte, nonce, ciphertext and tag
   */
  byte[] seal(byte[] plain, String context);

  /**
   * @throws IllegalStateException where the value was changed, moved, or sealed under another key
   */
  byte[] open(byte[] sealed, String context);
}
