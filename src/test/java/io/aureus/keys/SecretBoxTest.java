package io.aureus.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SecretBoxTest {
  private static final byte[] SECRET = "a secret of a merchant".getBytes(StandardCharsets.UTF_8);
  private final SecretBox box = new AesGcmBox(key(1), new SplittableRandom(1));

  @Test
  void opensWhatItSealed() {
    assertThat(box.open(box.seal(SECRET, "a"), "a")).isEqualTo(SECRET);
    assertThat(box.open(box.seal(new byte[0], "a"), "a")).isEmpty();
  }

  @Test
  void sealsTheSameSecretDifferentlyEachTime() {
    assertThat(box.seal(SECRET, "a")).isNotEqualTo(box.seal(SECRET, "a"));
  }

  @Test
  void refusesAValueThatWasMovedToAnotherRow() {
    byte[] sealed = box.seal(SECRET, "api-secret:mct-000000000001");
    assertThatThrownBy(() -> box.open(sealed, "api-secret:mct-000000000002"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesAValueSealedUnderAnotherKey() {
    byte[] sealed = new AesGcmBox(key(2), new SplittableRandom(1)).seal(SECRET, "a");
    assertThatThrownBy(() -> box.open(sealed, "a")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesAValueWithAnyBitChangedOrAnyByteMissing() {
    byte[] sealed = box.seal(SECRET, "a");
    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] changed = sealed.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> box.open(changed, "a")).isInstanceOf(IllegalStateException.class);
    }
    for (int length = 0; length < sealed.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(sealed, length);
      assertThatThrownBy(() -> box.open(cut, "a")).isInstanceOf(IllegalStateException.class);
    }
  }

  private static byte[] key(int fill) {
    byte[] key = new byte[32];
    java.util.Arrays.fill(key, (byte) fill);
    return key;
  }
}
