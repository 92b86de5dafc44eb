package io.aureus.chains.lightning;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.money.Bech32;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever somebody gives, the answer is an invoice or a refusal, and it comes at once. */
@Timeout(60)
class InvoiceFuzzTest {
  private static final String SIGNS =
      "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
          + "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L1bioBIO+-_ \u0000\n\u00e9\u212a";

  private final Random random = new Random(20_261_130);
  private final Map<LightningRefusal.Kind, Integer> refusals =
      new EnumMap<>(LightningRefusal.Kind.class);

  @Test
  void letters() {
    List<Bolt11.Example> examples = Bolt11.valid();
    for (int i = 0; i < 20_000; i++) {
      Bolt11.Example example = examples.get(i % examples.size());
      StringBuilder text = new StringBuilder(example.text());
      for (int change = random.nextInt(4); change >= 0; change--) {
        mutate(text);
      }
      answer(example.network(), text.toString())
          .ifPresent(invoice -> assertThat(invoice.text()).isEqualToIgnoringCase(example.text()));
    }
  }

  /** With a checksum that fits, so that what reads the fields is reached. */
  @Test
  void contents() {
    List<Bolt11.Example> examples = Bolt11.valid();
    for (int i = 0; i < 2_000; i++) {
      Bolt11.Example example = examples.get(i % examples.size());
      Bech32.Content content = Bech32.read(example.text(), Invoice.MOST);
      byte[] groups = content.groups();
      for (int change = random.nextInt(3); change >= 0; change--) {
        groups[random.nextInt(groups.length)] = (byte) random.nextInt(32);
      }
      if (random.nextInt(4) == 0) {
        groups = Arrays.copyOf(groups, random.nextInt(groups.length + 200));
      }
      String prefix =
          random.nextInt(4) > 0 ? content.prefix() : content.prefix() + random.nextInt(100);
      answer(example.network(), Bech32.write(prefix, groups));
    }
    assertThat(refusals.keySet())
        .contains(
            LightningRefusal.Kind.TEXT,
            LightningRefusal.Kind.AMOUNT,
            LightningRefusal.Kind.FIELD,
            LightningRefusal.Kind.FEATURE,
            LightningRefusal.Kind.SIGNATURE);
  }

  @Test
  void noise() {
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "lnbc1" : "");
      for (int left = random.nextInt(300); left > 0; left--) {
        text.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
      }
      assertThat(answer(LightningNetwork.MAINNET, text.toString())).isEmpty();
    }
    byte[] groups = new byte[7_000];
    for (int i = 0; i < 200; i++) {
      for (int at = 0; at < groups.length; at++) {
        groups[at] = (byte) random.nextInt(32);
      }
      answer(LightningNetwork.MAINNET, Bech32.write("lnbc", groups));
    }
  }

  @Test
  void aTextThatIsFarTooLongCostsNothing() {
    String text = "lnbc1" + "q".repeat(50_000_000);
    long before = System.nanoTime();
    for (int i = 0; i < 1_000; i++) {
      assertThat(answer(LightningNetwork.MAINNET, text)).isEmpty();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
  }

  private Optional<Invoice> answer(LightningNetwork network, String text) {
    try {
      return Optional.of(Invoice.read(network, text));
    } catch (LightningRefusal e) {
      assertThat(e.words()).isNotBlank().hasSizeLessThan(400);
      refusals.merge(e.kind(), 1, Integer::sum);
      return Optional.empty();
    }
  }

  private void mutate(StringBuilder text) {
    int at = random.nextInt(text.length());
    char sign = SIGNS.charAt(random.nextInt(SIGNS.length()));
    switch (random.nextInt(5)) {
      case 0 -> text.insert(at, sign);
      case 1 -> text.delete(at, text.length() > 1 ? at + 1 : at);
      case 2 -> text.setLength(Math.max(1, at));
      case 3 -> text.insert(at, text.substring(0, at));
      default -> text.setCharAt(at, sign);
    }
  }
}
