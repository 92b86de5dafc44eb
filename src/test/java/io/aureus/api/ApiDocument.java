package io.aureus.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The served description, which answers are held against; it keeps what was held against it. */
final class ApiDocument {
  private final JsonNode document;
  private final TreeSet<String> seen = new TreeSet<>();

  ApiDocument(String yaml) {
    document = JsonMapper.shared().valueToTree(new Yaml().<Object>load(yaml));
  }

  JsonNode at(String pointer) {
    return document.at(pointer);
  }

  /** Where its parts point to. */
  List<String> references() {
    return document.findValues("$ref").stream().map(JsonNode::asString).toList();
  }

  /** What it describes, e.g. {@code GET /api/v2/tx}. */
  Set<String> described() {
    TreeSet<String> all = new TreeSet<>();
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .propertyNames()
                    .forEach(verb -> all.add(verb.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    return all;
  }

  /** What {@link #fits} was asked about. */
  Set<String> seen() {
    return seen;
  }

  /** Fails unless the answer is a success of this path; returns its data. */
  JsonNode fits(String method, String path, JsonNode answer) {
    assertThat(answer.get("code").asInt()).as(path + " " + answer).isZero();
    JsonNode schema =
        document
            .get("paths")
            .get(path)
            .get(method)
            .at("/responses/200/content/application~1json/schema/oneOf/0");
    assertThat(schema.isMissingNode()).as(path).isFalse();
    assertThat(misfit(schema, answer)).as(method + " " + path + " " + answer).isEmpty();
    seen.add(method.toUpperCase(Locale.ROOT) + " " + path);
    return answer.get("data");
  }

  List<String> misfit(JsonNode schema, JsonNode value) {
    return misfit(schema, value, "");
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
