package io.aureus.keys;

/** The eight letters that end an output descriptor and tell of a mistyped one (BIP380). */
final class DescriptorSum {
  private static final String LETTERS =
      "0123456789()[],'/*abcdefgh@:$%{}IJKLMNOPQRSTUVWXYZ&+-.;<=>?!^_|~ijklmnopqrstuvwxyz"
          + "ABCDEFGH`#\"\\ ";
  private static final String SUM_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final long[] GENERATOR = {
    0xf5dee51989L, 0xa9fdca3312L, 0x1bab10e32dL, 0x3706b1677aL, 0x644d626ffdL
  };
  private static final int LENGTH = 8;

  private DescriptorSum() {}

  /** The descriptor, {@code #} and its sum. */
  static String signed(String descriptor) {
    return descriptor + "#" + of(descriptor);
  }

  /**
   * @throws IllegalArgumentException where a letter is none of a descriptor
   */
  static String of(String descriptor) {
    long sum = 1;
    int groups = 0;
    int group = 0;
    for (int i = 0; i < descriptor.length(); i++) {
      int place = LETTERS.indexOf(descriptor.charAt(i));
      if (place < 0) {
        throw new IllegalArgumentException(
            "the letter “%s” is none of a descriptor".formatted(descriptor.charAt(i)));
      }
      sum = next(sum, place & 31);
      group = group * 3 + (place >> 5);
      groups++;
      if (groups == 3) {
        sum = next(sum, group);
        groups = 0;
        group = 0;
      }
    }
    if (groups > 0) {
      sum = next(sum, group);
    }
    for (int i = 0; i < LENGTH; i++) {
      sum = next(sum, 0);
    }
    sum ^= 1;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      text.append(SUM_LETTERS.charAt((int) ((sum >> (5 * (LENGTH - 1 - i))) & 31)));
    }
    return text.toString();
  }

  private static long next(long sum, int value) {
    long top = sum >>> 35;
    long next = ((sum & 0x7_ffff_ffffL) << 5) ^ value;
    for (int i = 0; i < GENERATOR.length; i++) {
      next ^= ((top >> i) & 1) == 1 ? GENERATOR[i] : 0;
    }
    return next;
  }
}
