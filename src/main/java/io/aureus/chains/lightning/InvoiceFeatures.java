package io.aureus.chains.lightning;

import io.aureus.chains.lightning.LightningRefusal.Kind;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;

/**
 * Features that a payment needs (even bits) or may use (odd bits), numbered by BOLT9.
 *
 * @param bits bit 0 is the lowest
 */
public record InvoiceFeatures(BigInteger bits) {
  /** The even bits of those that BOLT9 has for invoices. */
  private static final Set<Integer> KNOWN = Set.of(8, 14, 16, 24, 36, 48);

  /** What every invoice of today needs: routing by variable onions, and a payment secret. */
  public static InvoiceFeatures usual() {
    return of(8, 14);
  }

  /** Those with exactly these bits. */
  public static InvoiceFeatures of(int... set) {
    BigInteger bits = BigInteger.ZERO;
    for (int bit : set) {
      bits = bits.setBit(bit);
    }
    return new InvoiceFeatures(bits);
  }

  /** The numbers of the bits that are set, the lowest first. */
  public List<Integer> numbers() {
    return java.util.stream.IntStream.range(0, bits.bitLength())
        .filter(bits::testBit)
        .boxed()
        .toList();
  }

  /** Whether a payment may come in several parts (basic_mpp). */
  public boolean allowsParts() {
    return bits.testBit(16) || bits.testBit(17);
  }

  /** Refuses even bits that are not known here: who does not know them must not pay. */
  void refuseUnknown() {
    refuseUnknown(KNOWN);
  }

  void refuseUnknown(Set<Integer> known) {
    for (int bit : numbers()) {
      if (bit % 2 == 0 && !known.contains(bit)) {
        throw new LightningRefusal(
            Kind.FEATURE,
            "it demands the feature %d, which is not known here: ask for one without it"
                .formatted(bit));
      }
    }
  }
}
