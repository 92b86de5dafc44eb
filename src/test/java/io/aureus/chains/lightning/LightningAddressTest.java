package io.aureus.chains.lightning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LightningAddressTest {
  @ParameterizedTest
  @CsvSource({
    "satoshi@bitcoin.org, https://bitcoin.org/.well-known/lnurlp/satoshi",
    "a.b-c_9@pay.example.co, https://pay.example.co/.well-known/lnurlp/a.b-c_9",
    "shop+order7@example.com, https://example.com/.well-known/lnurlp/shop+order7",
    "me@abcdefghijklmnop.onion, http://abcdefghijklmnop.onion/.well-known/lnurlp/me",
    "me@xn--bcher-kva.example, https://xn--bcher-kva.example/.well-known/lnurlp/me"
  })
  void leadsToItsService(String text, URI url) {
    LightningAddress address = LightningAddress.read(text);
    assertThat(address.url()).isEqualTo(url);
    assertThat(address.text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Satoshi@Bitcoin.org", "SATOSHI@BITCOIN.ORG"})
  void capitalsCountAsSmall(String text) {
    assertThat(LightningAddress.read(text)).isEqualTo(LightningAddress.read("satoshi@bitcoin.org"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "satoshi",
        "@bitcoin.org",
        "satoshi@",
        "satoshi@bitcoin",
        "satoshi@localhost",
        "satoshi@127.0.0.1",
        "satoshi@[::1]",
        "satoshi@bitcoin.org:8080",
        "satoshi@bitcoin.org/path",
        "satoshi@bitcoin.org?x",
        "satoshi@bitcoin.org.",
        "satoshi@-bitcoin.org",
        "satoshi@bit_coin.org",
        "satoshi@evil@bitcoin.org",
        "sat oshi@bitcoin.org",
        "sat/oshi@bitcoin.org",
        "sat%2foshi@bitcoin.org",
        "sätoshi@bitcoin.org",
        "\u212aate@bitcoin.org",
        ".@bitcoin.org",
        "..@bitcoin.org",
        "+tag@bitcoin.org",
        "satoshi+@bitcoin.org",
        "satoshi+a+b@bitcoin.org",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@bitcoin.org"
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> LightningAddress.read(text)).isInstanceOf(LightningRefusal.class);
  }
}
