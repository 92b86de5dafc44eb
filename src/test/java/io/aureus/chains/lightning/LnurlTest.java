package io.aureus.chains.lightning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aureus.chains.lightning.LightningRefusal.Kind;
import io.aureus.chains.lightning.Lnurl.Purpose;
import io.aureus.money.Bech32;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LnurlTest {
  /** The example of LUD-01. */
  static final String TEXT =
      "LNURL1DP68GURN8GHJ7UM9WFMXJCM99E3K7MF0V9CXJ0M385EKVCENXC6R2C35XVUKXEFCV5MKVV34X5EKZD3EV56NY"
          + "D3HXQURZEPEXEJXXEPNXSCRVWFNV9NXZCN9XQ6XYEFHVGCXXCMYXYMNSERXFQ5FNS";

  static final URI URL =
      URI.create(
          "https://service.com/api"
              + "?q=3fc3645b439ce8e7f2553a69e5267081d96dcd340693afabe04be7b0ccd178df");

  @Test
  void readsAndWritesTheExample() {
    Lnurl lnurl = Lnurl.read(TEXT);
    assertThat(lnurl).isEqualTo(new Lnurl(Purpose.UNKNOWN, URL));
    assertThat(lnurl.text()).isEqualTo(TEXT.toLowerCase(Locale.ROOT));
    assertThat(Lnurl.read(lnurl.text())).isEqualTo(lnurl);
    assertThat(lnurl.link()).isEqualTo(URL.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "lnurlw://domain.com/path, WITHDRAW, https://domain.com/path",
    "lnurlp://shop.example.com:8443/pay?id=7, PAY, https://shop.example.com:8443/pay?id=7",
    "lnurlp://examplennnnnnnn.onion/path, PAY, http://examplennnnnnnn.onion/path",
    "lnurlp://examplennnnnnnn.onion:81/path, PAY, http://examplennnnnnnn.onion:81/path",
    "lnurlc://domain.com, CHANNEL, https://domain.com",
    "keyauth://domain.com/in?k1=00, LOGIN, https://domain.com/in?k1=00"
  })
  void readsTheSchemes(String link, Purpose purpose, String url) {
    Lnurl lnurl = Lnurl.read(link);
    assertThat(lnurl).isEqualTo(new Lnurl(purpose, URI.create(url)));
    assertThat(lnurl.link()).isEqualTo(link);
  }

  @Test
  void aSchemeMayBeInCapitalsOrWithoutSlashes() {
    assertThat(Lnurl.read("LNURLP://DOMAIN.COM/A").purpose()).isEqualTo(Purpose.PAY);
    assertThat(Lnurl.read("lnurlp:domain.com/a")).isEqualTo(Lnurl.read("lnurlp://domain.com/a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://service.com/",
        "ftp://service.com/",
        "https://",
        "https:service.com",
        "service.com/api",
        "https://localhost/",
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://[::1]/",
        "https://service.com.127/",
        "https://user:word@service.com/",
        "https://service.com/#part",
        "https://sér.com/",
        "https://a_b.com/",
        "https://-a.com/",
        "https://service.com/a b",
        "https://abc.onion/",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "",
      })
  void anAddressThatNoServiceHasIsRefused(String url) {
    String text = Bech32.write("lnurl", Bech32.toGroups(url.getBytes(StandardCharsets.UTF_8)));
    assertThat(refusal(text).kind()).isEqualTo(Kind.FIELD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lnurlp://",
        "lnurlp:",
        "lnurlp://127.0.0.1/",
        "lnurlw://a@b.com/",
        "lnurlc://b.com:x/"
      })
  void soIsOneWithAScheme(String text) {
    assertThat(refusal(text).kind()).isEqualTo(Kind.FIELD);
  }

  @Test
  void whatIsNoLnurlIsRefused() {
    assertThat(refusal(TEXT.replace("DP68", "DP86")).words()).contains("checksum");
    assertThat(refusal(TEXT.replace("LNURL", "lnurl")).words()).contains("mixed");
    assertThat(refusal(Bolt11.example("coffee").text()).words()).contains("begins with lnbc2500u");
    assertThat(refusal("lnurlp://a.com/" + "a".repeat(Invoice.MOST)).kind()).isEqualTo(Kind.TEXT);
    String noText = Bech32.write("lnurl", Bech32.toGroups(new byte[] {'h', (byte) 0xc3, '('}));
    assertThat(refusal(noText).kind()).isEqualTo(Kind.FIELD);
  }

  private static LightningRefusal refusal(String text) {
    return catchThrowableOfType(LightningRefusal.class, () -> Lnurl.read(text));
  }
}
