package io.aureus.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.RawHttp;
import io.aureus.testing.RunningAureus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds the served description to what the server does, in both directions. */
class OpenApiTest {
  private final RunningAureus aureus = RunningAureus.shared();
  private final RawHttp http = aureus.http();
  private final String key = "API-Key: " + aureus.access().key();
  private final JsonNode document =
      JsonMapper.shared()
          .valueToTree(new Yaml().<Object>load(http.get("/openapi.yaml", "").body()));

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
    TreeSet<String> described = new TreeSet<>();
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .propertyNames()
                    .forEach(
                        verb ->
                            described.add(
                                verb.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
    assertThat(served).isNotEmpty();
    assertThat(described).isEqualTo(served);
  }

  @Test
  void everyReferenceInItLeadsSomewhere() {
    List<String> lost = new ArrayList<>();
    for (JsonNode reference : document.findValues("$ref")) {
      String pointer = reference.asString().substring(1);
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
  }

  @Test
  void refusalsFitTheirSchemaToo() {
    JsonNode refused = document.at("/components/schemas/Refused");
    for (String target :
        List.of("/api/v2/order?size=0", "/api/bln/balance", "/api/plugin/key/verify?key=x")) {
      assertThat(misfit(refused, http.get(target, key).json(), "")).as(target).isEmpty();
    }
  }

  /** Sends it, and returns the data that came. */
  private JsonNode fits(String method, String path, String target, String body) {
    JsonNode answer =
        (method.equals("get") ? http.get(target, key) : http.post(target, key, body)).json();
    assertThat(answer.get("code").asInt()).as(target + " " + answer).isZero();
    JsonNode schema =
        document
            .get("paths")
            .get(path)
            .get(method)
            .at("/responses/200/content/application~1json/schema/oneOf/0");
    assertThat(schema.isMissingNode()).as(path).isFalse();
    assertThat(misfit(schema, answer, "")).as(method + " " + path + " " + answer).isEmpty();
    return answer.get("data");
  }

  /** What does not fit, as a path and words; a field that no schema names does not fit. */
  private List<String> misfit(JsonNode schema, JsonNode value, String at) {
    if (schema.has("$ref")) {
      return misfit(document.at(schema.get("$ref").asString().substring(1)), value, at);
    }
    if (schema.has("oneOf")) {
      return schema
          .get("oneOf")
          .valueStream()
          .map(one -> misfit(one, value, at))
          .min(Comparator.comparing(List::size))
          .orElseThrow();
    }
    List<String> wrong = new ArrayList<>();
    if (schema.has("allOf")) {
      schema.get("allOf").forEach(part -> wrong.addAll(misfit(part, value, at)));
      return wrong;
    }
    if (schema.has("const") && !schema.get("const").equals(value)) {
      wrong.add(at + " is not " + schema.get("const"));
    }
    if (schema.has("type") && !hasType(schema.get("type"), value)) {
      wrong.add(at + " is not " + schema.get("type") + ": " + value);
      return wrong;
    }
    if (value.isArray() && schema.has("items")) {
      value.forEach(item -> wrong.addAll(misfit(schema.get("items"), item, at + "[]")));
    }
    if (value.isObject() && schema.has("properties")) {
      wrong.addAll(misfitFields(schema, value, at));
    }
    return wrong;
  }

  private List<String> misfitFields(JsonNode schema, JsonNode value, String at) {
    List<String> wrong = new ArrayList<>();
    JsonNode known = schema.get("properties");
    boolean whole = schema.has("required");
    if (whole) {
      schema
          .get("required")
          .forEach(
              name -> {
                if (!value.has(name.asString())) {
                  wrong.add(at + "." + name.asString() + " is missing");
                }
              });
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      JsonNode described = known.get(field.getKey());
      if (described != null) {
        wrong.addAll(misfit(described, field.getValue(), at + "." + field.getKey()));
      } else if (whole) {
        wrong.add(at + "." + field.getKey() + " is not described");
      }
    }
    return wrong;
  }

  private static boolean hasType(JsonNode type, JsonNode value) {
    if (type.isArray()) {
      return type.valueStream().anyMatch(one -> hasType(one, value));
    }
    return switch (type.asString()) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isString();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      default -> throw new IllegalStateException("a type that this test does not know: " + type);
    };
  }
}
