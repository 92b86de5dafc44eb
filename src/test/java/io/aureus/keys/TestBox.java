package io.aureus.keys;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** The real box under a master key of a test's own. */
public final class TestBox {
  private TestBox() {}

  public static SecretBox under(int masterKey, RandomGenerator random) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) masterKey);
    return new AesGcmBox(key, random);
  }
}
