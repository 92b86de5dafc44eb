package io.aureus.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.RawHttp;
import io.aureus.testing.RawHttp.Answer;
import io.aureus.testing.RunningAureus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A callback that could never be made is refused when the order is made. */
class CallbackAddressTest {
  private final RunningAureus aureus = RunningAureus.shared();
  private final RawHttp http = aureus.http();
  private final String key = "API-Key: " + aureus.access().key();

  @ParameterizedTest
  @CsvSource({
    "http://10.1.2.3/paid,reachable from the internet",
    "http://169.254.169.254/latest/meta-data,reachable from the internet",
    "http://[fd00::1]/paid,reachable from the internet",
    "http://db.internal/paid,reachable from the internet",
    "http://0x7f.1/paid,four decimal numbers",
    "http://shop.example:0/paid,port",
    "http://shop.example:99999/paid,port",
    "https://joe:secret@shop.example/paid,user name",
    "https://shöp.example/paid,ASCII"
  })
  void refusesAnAddressThatCannotBeCalledByItsField(String url, String words) {
    for (String field : new String[] {"callback_url", "timeout_callback"}) {
      Answer answer = payUrl(field, url);
      assertThat(answer.code()).as(answer.body()).isEqualTo(400);
      assertThat(answer.message()).startsWith(field + " must ").contains(words);
    }
    String origin =
        """
        {"platform":"WOOCOMMERCE",
        "origin":{"id":7,"price":1,"currency":"USD","callback_url":"%s"}}"""
            .formatted(url);
    Answer plugin = http.post("/api/order/pay/token", key, origin);
    assertThat(plugin.code()).isEqualTo(400);
    assertThat(plugin.message()).startsWith("origin.callback_url must ").contains(words);
  }

  @Test
  void takesANameThatNobodyKnowsSinceNoNameIsLookedUp() {
    assertThat(payUrl("callback_url", "https://no-such-shop.invalid/paid").code()).isZero();
  }

  @Test
  void takesTheMachineItselfInTheDemo() {
    assertThat(payUrl("callback_url", "http://127.0.0.1:9090/callback").code()).isZero();
    assertThat(payUrl("timeout_callback", "http://localhost:9090/late").code()).isZero();
  }

  @Test
  void takesAnyAddressForTheBrowserToReturnTo() {
    assertThat(payUrl("succeed_url", "http://10.1.2.3/thanks").code()).isZero();
  }

  private Answer payUrl(String field, String url) {
    return http.post(
        "/api/order/pay-url",
        key,
        "{\"currency\":\"USD\",\"price\":1,\"%s\":\"%s\"}".formatted(field, url));
  }
}
