package io.aureus.orders;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PayerWordsTest {
  private static final OrderId ORDER = new OrderId("20261122101500123456");

  @Test
  void shopAndOrderStandWhereThePatternSays() {
    assertThat(PayerWords.of("{shop}, order {order}", "Tea & Co", ORDER))
        .isEqualTo("Tea & Co, order 20261122101500123456");
    assertThat(PayerWords.of("for {order}", "Tea", ORDER)).isEqualTo("for 20261122101500123456");
    assertThat(PayerWords.of("{shop}", "the {order}\u0000 shop\n", ORDER))
        .isEqualTo("the {order}  shop");
  }

  @Test
  void aLongNameLeavesRoomForTheNumberAndSplitsNoLetter() {
    String words = PayerWords.of("{shop}, order {order}", "x".repeat(500), ORDER);
    assertThat(words).hasSizeLessThanOrEqualTo(120).endsWith("…, order " + ORDER);
    String cheese = PayerWords.of("{shop}{order}", "y" + "🧀".repeat(100), ORDER);
    assertThat(cheese).endsWith("🧀…" + ORDER);
    assertThat(PayerWords.of("z".repeat(100) + "{shop}", "w".repeat(50), ORDER))
        .hasSize(120)
        .endsWith("w…");
  }
}
