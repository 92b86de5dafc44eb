package io.aureus.chains.lightning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aureus.chains.lightning.LightningRefusal.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LightningRequestTest {
  private static final String INVOICE = Bolt11.example("coffee").text();
  private static final String OFFER =
      "lno1zcss9mk8y3wkklfvevcrszlmu23kfrxh49px20665dqwmn4p72pksese";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s",
        " %s\n",
        "lightning:%s",
        "LIGHTNING:%s",
        "lightning://%s",
        "bitcoin:bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4?amount=0.0025&lightning=%s",
        "bitcoin:?lightning=%s&message=a@b",
        "BITCOIN:BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4?LIGHTNING=%s",
        "bitcoin:bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4?lno=lno1zcss&lightning=%s#x"
      })
  void findsAnInvoice(String form) {
    assertThat(read(form.formatted(INVOICE))).isEqualTo(Bolt11.example("coffee").read());
    String capitals = INVOICE.toUpperCase(Locale.ROOT);
    assertThat(read(form.formatted(capitals))).isEqualTo(Bolt11.example("coffee").read());
  }

  @Test
  void findsTheOthers() {
    assertThat(read("lightning:" + LnurlTest.TEXT)).isEqualTo(Lnurl.read(LnurlTest.TEXT));
    assertThat(read("https://service.com/card?id=1&lightning=" + LnurlTest.TEXT))
        .isEqualTo(Lnurl.read(LnurlTest.TEXT));
    assertThat(read("lnurlp://service.com/a?lightning=x")).isInstanceOf(Lnurl.class);
    assertThat(read("lnbits@service.com")).isEqualTo(LightningAddress.read("lnbits@service.com"));
    assertThat(read("lightning:shop@service.com")).isInstanceOf(LightningAddress.class);
    assertThat(read(OFFER)).isInstanceOf(Offer.class);
    assertThat(read("l+" + OFFER.substring(1))).isInstanceOf(Offer.class);
    assertThat(read("bitcoin:?lno=" + OFFER)).isInstanceOf(Offer.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "lightning:",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
        "bitcoin:bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4?amount=1",
        "bitcoin:?lightning=",
        "bitcoin:?lightning=%zz",
        "bitcoin:?lightning=bitcoin:?lightning=lnbc1"
      })
  void refusesWhatIsNone(String text) {
    assertThat(refusal(text).kind()).isEqualTo(Kind.TEXT);
  }

  @Test
  void aLinkWithTwoInvoicesIsRefused() {
    String link = "bitcoin:?lightning=" + INVOICE + "&LIGHTNING=" + INVOICE;
    assertThat(refusal(link).kind()).isEqualTo(Kind.FIELD);
  }

  @Test
  void writesTheParameterOfALink() {
    String link = "bitcoin:bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4";
    String both = LightningLink.with(link + "?amount=0.0025", INVOICE);
    assertThat(both).isEqualTo(link + "?amount=0.0025&lightning=" + INVOICE);
    assertThat(LightningLink.parameter(both)).hasValue(INVOICE);
    assertThat(LightningLink.with(link, INVOICE)).isEqualTo(link + "?lightning=" + INVOICE);
    assertThatThrownBy(() -> LightningLink.with(both, INVOICE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(read(LightningLink.of(INVOICE))).isInstanceOf(Invoice.class);
  }

  @Test
  @Timeout(60)
  void theAnswerToAnyTextIsARequestOrARefusal() {
    Random random = new Random(20_261_130);
    List<String> texts =
        List.of(
            INVOICE,
            LnurlTest.TEXT,
            OFFER,
            "lightning:" + INVOICE,
            "lnurlp://service.com/pay?id=%41",
            "bitcoin:bc1q?amount=1&lightning=" + INVOICE,
            "shop+tag@service.com");
    String signs = "qpzry9x8 1+:/?#[]@%&=.-_lnoLNO\u0000\u00e9\u212a\ud83d";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(texts.get(i % texts.size()));
      for (int change = random.nextInt(4); change >= 0; change--) {
        int at = random.nextInt(text.length());
        char sign = signs.charAt(random.nextInt(signs.length()));
        if (random.nextBoolean()) {
          text.setCharAt(at, sign);
        } else {
          text.insert(at, sign);
        }
      }
      try {
        assertThat(read(text.toString()).text()).isNotBlank();
      } catch (LightningRefusal e) {
        assertThat(e.words()).isNotBlank();
      }
    }
    assertThat(refusal("lno1" + "q+ ".repeat(10_000_000)).kind()).isEqualTo(Kind.TEXT);
  }

  private static LightningRequest read(String text) {
    return LightningRequest.read(LightningNetwork.MAINNET, text);
  }

  private static LightningRefusal refusal(String text) {
    return catchThrowableOfType(LightningRefusal.class, () -> read(text));
  }
}
