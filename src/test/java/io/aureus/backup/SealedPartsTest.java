package io.aureus.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.database.StartRefused;
import io.aureus.keys.KeyStretch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SealedPartsTest {
  private static final int WHOLE = SealedParts.PART + SealedParts.TAG;
  private static final byte[] PLAIN = new byte[3 * SealedParts.PART + 100];
  private static final KeyStretch STRETCH = KeyStretch.fresh(new SecureRandom());
  private static final BackupKey KEYS = new BackupKey(Surrounded.WORDS);
  private static byte[] sealed = new byte[0];
  private static byte[] other = new byte[0];
  private static int head;

  @BeforeAll
  static void seal() throws IOException {
    new SplittableRandom(5).nextBytes(PLAIN);
    sealed = sealed(PLAIN, STRETCH);
    other = sealed(PLAIN, KeyStretch.fresh(new SecureRandom()));
    head = sealed.length - 3 * WHOLE - 100 - SealedParts.TAG;
  }

  @Test
  void givesBackWhatWasSealedAtEveryLength() throws IOException {
    assertThat(open(sealed)).isEqualTo(PLAIN);
    for (int length : new int[] {0, 1, SealedParts.PART, SealedParts.PART + 1}) {
      byte[] part = Arrays.copyOf(PLAIN, length);
      assertThat(open(sealed(part, STRETCH))).isEqualTo(part);
    }
  }

  @Test
  void tellsAWrongPassphraseFromADamagedFile() {
    assertThatThrownBy(
            () ->
                new SealedInput(new ByteArrayInputStream(sealed), new BackupKey(Surrounded.OTHER)))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("the passphrase is not the one of this back-up");
    refused(flipped(20), "its first line was changed");
    refused("something else\n".getBytes(StandardCharsets.US_ASCII), "no back-up of Aureus");
    refused(new byte[1000], "no back-up of Aureus");
  }

  @Test
  void findsAFlippedBitInEveryPart() {
    for (int part = 0; part < 4; part++) {
      for (int place : new int[] {0, 50, 99}) {
        refused(flipped(head + part * WHOLE + place), "part " + (part + 1));
      }
    }
    refused(flipped(sealed.length - 1), "part 4");
  }

  @Test
  void findsThatItIsCutOff() {
    refused(Arrays.copyOf(sealed, head + 2 * WHOLE), "cut off");
    refused(Arrays.copyOf(sealed, head + WHOLE), "cut off");
    refused(Arrays.copyOf(sealed, head), "cut off");
    refused(Arrays.copyOf(sealed, head - 1), "cut off");
    refused(Arrays.copyOf(sealed, sealed.length - 1), "cut off");
    refused(Arrays.copyOf(sealed, head + WHOLE + 5), "cut off");
    refused(Arrays.copyOf(sealed, 60), "no back-up of Aureus");
  }

  @Test
  void findsPartsThatAreSwappedRepeatedLeftOutOrOfAnotherFile() {
    byte[] swapped = sealed.clone();
    System.arraycopy(sealed, head, swapped, head + WHOLE, WHOLE);
    System.arraycopy(sealed, head + WHOLE, swapped, head, WHOLE);
    refused(swapped, "part 1");
    byte[] repeated = sealed.clone();
    System.arraycopy(sealed, head, repeated, head + WHOLE, WHOLE);
    refused(repeated, "part 2");
    byte[] without = Arrays.copyOf(sealed, sealed.length - WHOLE);
    System.arraycopy(
        sealed, head + 2 * WHOLE, without, head + WHOLE, without.length - head - WHOLE);
    refused(without, "part 2");
    byte[] mixed = sealed.clone();
    System.arraycopy(other, head + WHOLE, mixed, head + WHOLE, WHOLE);
    refused(mixed, "part 2");
    refused(Arrays.copyOf(sealed, sealed.length + 1), "damaged");
  }

  private static void refused(byte[] file, String words) {
    assertThatThrownBy(() -> open(file))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining(words);
  }

  private static byte[] flipped(int place) {
    byte[] changed = sealed.clone();
    changed[place] ^= 1;
    return changed;
  }

  private static byte[] sealed(byte[] plain, KeyStretch stretch) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    SealedParts parts = SealedParts.with(stretch, KEYS);
    try (OutputStream out = new SealedOutput(file, parts)) {
      out.write(plain);
    }
    return file.toByteArray();
  }

  private static byte[] open(byte[] file) throws IOException {
    try (SealedInput in = new SealedInput(new ByteArrayInputStream(file), KEYS)) {
      return in.readAllBytes();
    }
  }
}
