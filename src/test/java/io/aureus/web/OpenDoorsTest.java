package io.aureus.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.RawHttp;
import io.aureus.testing.RawHttp.Answer;
import io.aureus.testing.RunningAureus;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a stranger without any key can do at the port. */
class OpenDoorsTest {
  private static RunningAureus aureus;
  private static RawHttp http;

  @BeforeAll
  static void open() {
    aureus = RunningAureus.start(Map.of("aureus.api.verifies-per-minute", 2));
    http = aureus.http();
  }

  @AfterAll
  static void close() {
    aureus.close();
  }

  /** All the clients of a proxy had one limit: a stranger used up everybody's. */
  @Test
  void clientsBehindAProxyAreLimitedEachByItself() {
    for (int i = 0; i < 2; i++) {
      assertThat(verify("198.51.100.1").code()).isZero();
    }
    assertThat(verify("198.51.100.1").code()).isEqualTo(429);
    // A client may write what it likes: the last entry is the one that the proxy saw.
    assertThat(verify("203.0.113.77, 198.51.100.1").code()).isEqualTo(429);
    assertThat(verify("198.51.100.2").code()).isZero();
  }

  /** Files of up to ten megabytes a request were written to the disk before any check. */
  @Test
  void nobodyMaySendFiles() {
    String body =
        """
        --x\r
        Content-Disposition: form-data; name="asset"; filename="a"\r
        \r
        bytes\r
        """;
    Answer answer =
        http.post("/checkout/choose", "Content-Type: multipart/form-data; boundary=x", body);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).contains("This payment link is not known");
  }

  /** Each look at the sign-in page wrote rows that stayed for half an hour. */
  @Test
  void lookingAtTheSignInPageWritesNothing() {
    for (int i = 0; i < 3; i++) {
      assertThat(http.get("/dashboard/sign-in", "").status()).isEqualTo(200);
      assertThat(http.get("/dashboard/orders", "").status()).isEqualTo(302);
      assertThat(http.post("/dashboard/sign-in", "", "").status()).isEqualTo(403);
    }
    int sessions =
        aureus
            .bean(JdbcClient.class)
            .sql("select count(*) from dashboard_session")
            .query(Integer.class)
            .single();
    assertThat(sessions).isZero();
  }

  @Test
  void aNameThatNoDatabaseCanHoldIsWrongAndNoFault() {
    String login = "username=%00&password=correct+horse+battery";
    assertThat(http.post("/api/plugin/key/aurpay", "", login).code()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actuator",
        "/actuator/env",
        "/h2-console",
        "/checkout/%00",
        "/checkout/choose?token=%00",
        "/checkout/1/events",
        "/refund/",
        "/refund/%00",
        "/refund/1",
        "/sandbox/orders/1",
        "/static/",
        "/static/..%2fapplication.yaml",
        "/static/%2e%2e/application.yaml",
        "/static//etc/passwd",
        "//dashboard/orders",
        "/dashboard;x=1/orders",
        "/dashboard/%2e%2e/api",
        "/api/../dashboard",
        "/dashboard/orders/1",
        "/login",
        "/logout",
        "/WEB-INF/web.xml",
        "/checkout/open?link=%00",
        "/%ff",
        "/api/%ff",
        "/dashboard/setup",
        "/dashboard/sign-in/",
        "/DASHBOARD/orders"
      })
  void tellsAStrangerNothingOfItsInside(String target) {
    for (String accept : new String[] {"text/html", "application/json", "*/*"}) {
      Answer answer = http.get(target, "Accept: " + accept);
      assertThat(answer.status()).as(target).isLessThan(500).isNotEqualTo(200);
      assertThat(answer.body().toLowerCase(Locale.ROOT))
          .doesNotContain("exception", "tomcat", "spring", "io.aureus", "postgres");
    }
  }

  private static Answer verify(String client) {
    String target = "/api/plugin/key/verify?name=WOOCOMMERCE&key=" + aureus.access().key();
    return http.get(target, "X-Forwarded-For: " + client);
  }
}
