package io.aureus.wallets;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.lightning.NodeTarget;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceivingSecretsTest {
  private static void give(String program, String secret) {
    ReceivingSecrets.mustNotPay(
        new NodeTarget(program, URI.create("https://node.example"), "", secret));
  }

  /** As LND writes what a macaroon is good for: a thing, and deeds after it. */
  private static String macaroon(String... words) {
    StringBuilder text = new StringBuilder("\u0002\u0001\u0003lnd\u0002");
    for (String word : words) {
      String[] parts = word.split(":", -1);
      int inner = 2 + parts[0].length();
      for (int i = 1; i < parts.length; i++) {
        inner += 2 + parts[i].length();
      }
      text.append('\u001a').append((char) inner);
      text.append('\n').append((char) parts[0].length()).append(parts[0]);
      for (int i = 1; i < parts.length; i++) {
        text.append('\u0012').append((char) parts[i].length()).append(parts[i]);
      }
    }
    return HexFormat.of().formatHex(text.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String rune(String rules) {
    byte[] bytes = new byte[32 + rules.length()];
    byte[] text = rules.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(text, 0, bytes, 32, text.length);
    return Base64.getUrlEncoder().encodeToString(bytes);
  }

  @Test
  void takesAMacaroonThatReceives() {
    String receiving =
        macaroon("info:read", "invoices:read:write", "offchain:read", "onchain:read");
    assertThatCode(() -> give("lnd", receiving)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "offchain:read:write",
        "onchain:write",
        "macaroon:generate",
        "uri:/lnrpc.Lightning/SendPaymentSync",
        "uri:/routerrpc.Router/SendPaymentV2"
      })
  void refusesOneThatPays(String deed) {
    String secret = macaroon("info:read", deed);
    assertThatThrownBy(() -> give("lnd", secret))
        .hasMessageContaining("could pay, and was not stored")
        .hasMessageNotContaining(secret);
  }

  @Test
  void takesARuneOfNamedMethodsThatDoNotPay() {
    assertThatCode(
            () -> give("core-lightning", rune("=1&method=invoice|method=listinvoices&rate=60")))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "=1",
        "=1&method=invoice|method=xpay",
        "=1&method=pay&rate=3",
        "=1&method=invoice|method^pay",
        "=1&method=getinfo|method/getinfo",
        "=1&method=close",
        "=1&method=multiwithdraw",
        "=1&method/x\\&method=getinfo",
        "=1&method=invoice|rate=60"
      })
  void refusesARuneThatPays(String rules) {
    assertThatThrownBy(() -> give("core-lightning", rune(rules)))
        .hasMessageContaining("could pay, and was not stored");
  }

  @Test
  void saysWhatFormIsRight() {
    assertThatThrownBy(() -> give("lnd", "not-hex")).hasMessageContaining("in hexadecimal");
    assertThatThrownBy(() -> give("core-lightning", "§")).hasMessageContaining("createrune");
    assertThatCode(() -> give("phoenixd", "password")).doesNotThrowAnyException();
  }
}
