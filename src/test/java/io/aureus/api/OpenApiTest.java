package io.aureus.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.RawHttp;
import io.aureus.testing.RunningAureus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** Holds the served description to what the server does, in both directions. */
class OpenApiTest {

  /** What has no answer here, and why. */
  private static final Map<String, String> UNSEEN =
      Map.of(
          "POST /api/bln/order",
          "takes a node of Lightning; see LightningOrderTest",
          "POST /api/bln/withdraw",
          "takes a node of Lightning; see InvoicePayoutJourneys",
          "GET /api/bln/balance",
          "takes a node of Lightning; see InvoicePayoutJourneys",
          "POST /api/v2/payout/{id}/signed",
          "takes a node of Bitcoin; it answers as /transaction does, see"
              + " BitcoindSelfCustodyTest");

  private final RunningAureus aureus = RunningAureus.shared();
  private final RawHttp http = aureus.http();
  private final String key = "API-Key: " + aureus.access().key();
  private final ApiDocument document = new ApiDocument(http.get("/openapi.yaml", "").body());

  @Test
  void describesEveryPathAndMethodAndNoOther() {
    TreeSet<String> served = new TreeSet<>();
    aureus
        .bean(RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .forEach(
            (mapping, method) -> {
              for (String path : mapping.getPatternValues()) {
                if (path.startsWith("/api/")) {
                  mapping
                      .getMethodsCondition()
                      .getMethods()
                      .forEach(verb -> served.add(verb + " " + path));
                }
              }
            });
    assertThat(served).isNotEmpty();
    assertThat(document.described()).isEqualTo(served);
  }

  @Test
  void everyReferenceInItLeadsSomewhere() {
    List<String> lost = new ArrayList<>();
    for (String reference : document.references()) {
      String pointer = reference.substring(1);
      if (document.at(pointer).isMissingNode()) {
        lost.add(pointer);
      }
    }
    assertThat(lost).isEmpty();
  }

  @Test
  void everyAnswerOfARealRunFitsItsSchema() {
    String order = "{\"price\":100,\"currency\":\"USD\",\"id\":\"77\"}";
    fits("post", "/api/order/pay-url", "/api/order/pay-url", order);
    String info =
        "{\"chain\":\"ETH\",\"currency\":\"ETH\",\"vs_currency\":\"USD\",\"vs_price\":\"18.5\"}";
    String id =
        fits("post", "/api/order/pay-info", "/api/order/pay-info", info).get("order_id").asString();
    String origin =
        "\"platform\":\"X\",\"origin\":{\"id\":7,\"price\":\"18.00\",\"currency\":\"USD\"}";
    fits(
        "post",
        "/api/order/plugin",
        "/api/order/plugin",
        "{\"chain\":\"ETH\",\"currency\":\"ETH\"," + origin + "}");
    fits("post", "/api/order/pay/token", "/api/order/pay/token", "{" + origin + "}");
    fits("get", "/api/v2/order/", "/api/v2/order/?size=3", "");
    fits("get", "/api/v2/order", "/api/v2/order?page=2&size=1", "");
    fits("get", "/api/v2/order/detail/{id}", "/api/v2/order/detail/" + id, "");
    fits("post", "/api/v2/order/terminate/{id}", "/api/v2/order/terminate/" + id, "");
    fits("get", "/api/v2/tx", "/api/v2/tx", "");
    fits("get", "/api/v2/events", "/api/v2/events?limit=5", "");
    fits("get", "/api/v2/wallet", "/api/v2/wallet", "");
    fits("get", "/api/order/pay/crypto-currency", "/api/order/pay/crypto-currency", "");
    fits("get", "/api/order/pay/real-currency", "/api/order/pay/real-currency", "");
    fits("get", "/api/v2/wallet/self-custody", "/api/v2/wallet/self-custody", "");
    fits("get", "/api/order/pay/real-currency", "/api/order/pay/real-currency?detail=1", "");
    fits(
        "get", "/api/plugin/key/verify", "/api/plugin/key/verify?key=" + aureus.access().key(), "");
    String login =
        "{\"username\":\"%s\",\"password\":\"%s\"}"
            .formatted(aureus.access().email(), aureus.access().password());
    fits("post", "/api/plugin/key/{platform}", "/api/plugin/key/aurpay", login);
    fits("post", "/api/plugin/key", "/api/plugin/key", login);
    new MoneyOutAnswers(document).all();
    assertThat(UNSEEN.keySet()).as("seen after all").doesNotContainAnyElementsOf(document.seen());
    Set<String> known = new TreeSet<>(UNSEEN.keySet());
    known.addAll(document.seen());
    assertThat(known).as("no answer was held against it").isEqualTo(document.described());
  }

  @Test
  void refusalsFitTheirSchemaToo() {
    JsonNode refused = document.at("/components/schemas/Refused");
    for (String target :
        List.of("/api/v2/order?size=0", "/api/bln/balance", "/api/plugin/key/verify?key=x")) {
      assertThat(document.misfit(refused, http.get(target, key).json())).as(target).isEmpty();
    }
  }

  /** Sends it, and returns the data that came. */
  private JsonNode fits(String method, String path, String target, String body) {
    return document.fits(
        method,
        path,
        (method.equals("get") ? http.get(target, key) : http.post(target, key, body)).json());
  }
}
