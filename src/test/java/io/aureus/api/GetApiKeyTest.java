package io.aureus.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.RawHttp;
import io.aureus.testing.RawHttp.Answer;
import io.aureus.testing.RunningAureus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class GetApiKeyTest {
  private final RunningAureus aureus = RunningAureus.shared();
  private final RawHttp http = aureus.http();
  private final RunningAureus.Access shop = aureus.anotherMerchant();
  private final String json =
      "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(shop.email(), shop.password());

  @Test
  void givesThePluginsKeyForJson() {
    JsonNode data = http.post("/api/plugin/key/aurpay", "API-Key: leftover", json).data();
    assertThat(data.get("token_type").asString()).isEqualTo("Bearer");
    assertThat(data.get("access_token").asString()).contains(".");
    assertThat(data.get("api_key")).isEqualTo(data.get("key"));
    String key = "API-Key: " + data.get("key").asString();
    assertThat(http.get("/api/v2/order", key).code()).isZero();
  }

  @Test
  void givesTheSameKeyForAForm() {
    String form =
        "username=%s&password=%s"
            .formatted(
                URLEncoder.encode(shop.email(), StandardCharsets.UTF_8),
                URLEncoder.encode(shop.password(), StandardCharsets.UTF_8));
    String header = "Content-Type: application/x-www-form-urlencoded";
    JsonNode byForm = http.post("/api/plugin/key/AURPAY", header, form).data();
    JsonNode byJson = http.post("/api/plugin/key", "", json).data();
    assertThat(byForm.get("key")).isEqualTo(byJson.get("key"));
  }

  @Test
  void itsKeyMayNotDecideOnOrders() {
    String key = http.post("/api/plugin/key/aurpay", "", json).data().get("key").asString();
    Answer answer =
        http.post("/api/v2/order/terminate/00000000000000000000", "API-Key: " + key, "");
    assertThat(answer.code()).isEqualTo(403);
  }

  @Test
  void refusesAWrongPasswordWithoutAHint() {
    Answer wrong = http.post("/api/plugin/key/aurpay", "", json.replace("battery", "battering"));
    Answer nobody =
        http.post(
            "/api/plugin/key/aurpay",
            "",
            "{\"username\":\"nobody@shop.example\",\"password\":\"correct horse battery\"}");
    assertThat(wrong.code()).isEqualTo(401);
    assertThat(nobody.code()).isEqualTo(401);
    assertThat(nobody.message()).isEqualTo(wrong.message());
    assertThat(wrong.status()).isEqualTo(200);
  }

  @Test
  void namesWhatIsMissing() {
    assertThat(http.post("/api/plugin/key/aurpay", "", "{}").message()).contains("username");
    assertThat(http.post("/api/plugin/key/aurpay", "", "username=a").message())
        .contains("password");
    assertThat(http.post("/api/plugin/key/%3Cb%3E", "", json).message()).contains("platform");
  }
}
