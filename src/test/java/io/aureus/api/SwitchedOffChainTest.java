package io.aureus.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.RawHttp;
import io.aureus.testing.RawHttp.Answer;
import io.aureus.testing.RunningAureus;
import io.aureus.testing.RunningGateway;
import io.aureus.testing.TestDatabase;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chain that the operator takes out of the settings leaves its orders behind. */
class SwitchedOffChainTest {
  private static final String WISH =
      """
      {"chain":"BNB","currency":"BNB","vs_currency":"USD","vs_price":100}""";

  @TempDir private Path folder;
  private final TestDatabase database = TestDatabase.fresh();

  @Test
  void itsOrdersAndPaymentsAreListedAndShownAllTheSame() {
    String key;
    String order;
    Map<String, Object> both =
        Map.of(
            "aureus.data", folder.toString(),
            "aureus.chains.bnb.network", "simulated",
            "aureus.chains.bnb.rpc", "http://127.0.0.1:9");
    try (RunningAureus aureus = RunningAureus.over(database, both)) {
      key = "API-Key: " + aureus.access().key();
      order =
          aureus.http().post("/api/order/pay-info", key, WISH).data().get("order_id").asString();
      pay(aureus.access().merchant().value(), order);
    }
    try (RunningGateway gateway =
        RunningGateway.demo(database, Map.of("aureus.data", folder.toString()))) {
      RawHttp http = new RawHttp(gateway.url());
      assertThat(http.get("/api/v2/order", key).body()).contains(order, "BNB");
      assertThat(http.get("/api/v2/order/detail/" + order, key).body()).contains("BNB");
      assertThat(http.get("/api/v2/tx", key).body()).contains("0xpaid", "BNB");
      Answer page = http.get("/checkout/" + order, "");
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.body())
          .contains("This coin is not taken just now")
          .doesNotContain("Send exactly");
      Answer refused = http.post("/api/order/pay-info", key, WISH);
      assertThat(refused.code()).isEqualTo(422);
    }
  }

  private void pay(String merchant, String order) {
    database
        .jdbc()
        .sql(
            """
            insert into payment values (gen_random_uuid(), ?, ?, 1, 'ORDER', 'SEEN', 'BNB', 5, 0,
              1, '0xpaid', null, '0xB', 7, now(), null, now(), now(),
              'CUSTODIAL')
            """)
        .params(merchant, order)
        .update();
  }
}
