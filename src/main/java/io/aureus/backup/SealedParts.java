package io.aureus.backup;

import io.aureus.database.StartRefused;
import io.aureus.keys.KeyStretch;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * How a back-up is sealed: a line in clear with the parameters of Argon2id, then parts of {@value
 * #PART} bytes in AES-256-GCM, after the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár
 * 2015). A part's nonce is its number and whether it is the last, and the line is associated data:
 * parts cannot be swapped, left out, repeated, cut off, or taken from another file. Part 0 is a
 * fixed text, by which a wrong passphrase is known.
 */
final class SealedParts {
  static final int PART = 64 << 10;
  static final int TAG = 16;
  static final byte[] FIRST = "aureus back-up".getBytes(StandardCharsets.US_ASCII);

  /** No line is longer. */
  static final int LINE = 256;

  private static final String WORD = "aureus-backup-1 ";
  private static final int SUM = 8;

  private final SecretKeySpec key;
  private final byte[] line;

  private SealedParts(KeyStretch stretch, BackupKey keys) {
    this.key = new SecretKeySpec(keys.of(stretch), "AES");
    this.line = line(stretch);
  }

  static SealedParts with(KeyStretch stretch, BackupKey keys) {
    return new SealedParts(stretch, keys);
  }

  /**
   * @param text the file's first line, without its end
   * @throws StartRefused where it is not one of a back-up
   */
  static SealedParts of(String text, BackupKey keys) {
    if (!text.startsWith(WORD)) {
      throw new StartRefused("this is no back-up of Aureus");
    }
    int end = text.lastIndexOf(' ');
    KeyStretch stretch =
        KeyStretch.parse(text.substring(Math.min(end, WORD.length()), end))
            .filter(
                found ->
                    Arrays.equals(line(found), (text + "\n").getBytes(StandardCharsets.US_ASCII)))
            .orElseThrow(
                () -> new StartRefused("the back-up is damaged: its first line was changed"));
    return new SealedParts(stretch, keys);
  }

  private static byte[] line(KeyStretch stretch) {
    String text = WORD + stretch.text() + " ";
    String sum = HexFormat.of().formatHex(sha256(text)).substring(0, SUM);
    return (text + sum + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  /** With its end. */
  byte[] line() {
    return line.clone();
  }

  byte[] seal(long number, boolean last, byte[] plain, int length) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, number, last).doFinal(plain, 0, length);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot seal a back-up", e);
    }
  }

  /** Null where it is not what was sealed as this part. */
  byte @Nullable [] open(long number, boolean last, byte[] sealed, int length) {
    try {
      return cipher(Cipher.DECRYPT_MODE, number, last).doFinal(sealed, 0, length);
    } catch (AEADBadTagException e) {
      return null;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot open a back-up", e);
    }
  }

  private Cipher cipher(int mode, long number, boolean last) throws GeneralSecurityException {
    byte[] nonce = ByteBuffer.allocate(12).putInt(last ? 1 : 0).putLong(number).array();
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG * 8, nonce));
    cipher.updateAAD(line);
    return cipher;
  }

  private static byte[] sha256(String text) {
    return digest().digest(text.getBytes(StandardCharsets.US_ASCII));
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
