package io.aureus.chains.lightning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvoiceWriterTest {
  /** Those examples of BOLT11 whose fields stand in the order of ours; signatures are the same. */
  @ParameterizedTest
  @ValueSource(strings = {"donation", "coffee", "nonsense", "hashed", "route"})
  void writesTheExamplesLetterByLetter(String name) {
    Bolt11.Example example = Bolt11.example(name);
    assertThat(example.read().terms().signed(Bolt11.KEY::sign)).isEqualTo(example.text());
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    Random random = new Random(11);
    for (int i = 0; i < 300; i++) {
      InvoiceTerms terms = terms(random);
      Invoice invoice = Invoice.read(terms.network(), terms.signed(Bolt11.KEY::sign));
      assertThat(invoice.terms()).isEqualTo(terms);
      assertThat(invoice.payee()).isEqualTo(Bolt11.KEY.node());
    }
  }

  @Test
  void whatNoFieldHoldsIsRefused() {
    InvoiceTerms terms = terms("x".repeat(639));
    assertThat(Invoice.read(terms.network(), terms.signed(Bolt11.KEY::sign)).terms())
        .isEqualTo(terms);
    assertThatThrownBy(() -> terms("x".repeat(640)))
        .isInstanceOf(LightningRefusal.class)
        .hasMessageContaining("too long");
    InvoiceTerms routed = withRoute(Stream.generate(() -> hop(new Random(1))).limit(13).toList());
    assertThatThrownBy(() -> routed.signed(Bolt11.KEY::sign))
        .isInstanceOf(LightningRefusal.class)
        .hasMessageContaining("too long");
  }

  private static InvoiceTerms terms(String description) {
    return InvoiceTerms.of(
        LightningNetwork.REGTEST,
        1_000,
        Instant.ofEpochSecond(1_700_000_000),
        Duration.ofMinutes(15),
        Bolt11.HASH,
        Bolt11.SECRET,
        description);
  }

  private static InvoiceTerms withRoute(List<RouteHop> route) {
    InvoiceTerms terms = terms("Tea");
    return new InvoiceTerms(
        terms.network(),
        terms.millisatoshi(),
        terms.createdAt(),
        terms.expiry(),
        terms.paymentHash(),
        terms.paymentSecret(),
        terms.description(),
        null,
        terms.finalDelta(),
        List.of(),
        List.of(route),
        terms.features(),
        null);
  }

  private static InvoiceTerms terms(Random random) {
    @Nullable String description = random.nextBoolean() ? "Tee für 2 ☕ " + random.nextInt() : null;
    BigInteger features = new BigInteger(200, random);
    for (int bit = 0; bit < 200; bit += 2) {
      features = features.clearBit(bit);
    }
    return new InvoiceTerms(
        List.of(LightningNetwork.values()).get(random.nextInt(4)),
        random.nextInt(4) == 0
            ? OptionalLong.empty()
            : OptionalLong.of(1 + random.nextLong(InvoiceAmount.MOST >> random.nextInt(60))),
        Instant.ofEpochSecond(random.nextLong(1L << 35)),
        Duration.ofSeconds(random.nextLong(1L << random.nextInt(36))),
        hex(random, 32),
        hex(random, 32),
        description,
        description == null ? hex(random, 32) : null,
        random.nextInt(1 << random.nextInt(31)),
        IntStream.range(0, random.nextInt(3)).mapToObj(i -> fallback(random)).toList(),
        IntStream.range(0, random.nextInt(3))
            .mapToObj(i -> Stream.generate(() -> hop(random)).limit(1 + i).toList())
            .toList(),
        new InvoiceFeatures(random.nextBoolean() ? features : BigInteger.ZERO),
        random.nextBoolean() ? hex(random, random.nextInt(200)) : null);
  }

  private static FallbackAddress fallback(Random random) {
    int version = random.nextInt(19);
    int length = version > 0 && version < 17 ? 2 + random.nextInt(39) : 20;
    return new FallbackAddress(version, hex(random, length));
  }

  private static RouteHop hop(Random random) {
    return new RouteHop(
        Bolt11.NODE,
        random.nextLong(),
        random.nextLong(1L << 32),
        random.nextLong(1L << 32),
        random.nextInt(1 << 16));
  }

  private static String hex(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
