package io.aureus.chains.lightning.nodes;

import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An object of JSON that a node answered, read strictly: a field that is missing, or is not what it
 * has to be, makes the whole answer {@code MALFORMED}.
 */
final class Told {
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  // Names that a stranger thinks up are not kept.
                  .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern DIGITS = Pattern.compile("-?[0-9]{1,19}");

  private final JsonNode node;

  private Told(JsonNode node) {
    this.node = node;
  }

  static Told read(String answer) throws NodeFailure {
    JsonNode node = tree(answer);
    if (!node.isObject()) {
      throw malformed("answered what is no object of JSON");
    }
    return new Told(node);
  }

  /** An answer that is a list of objects itself. */
  static List<Told> readList(String answer) throws NodeFailure {
    return list(tree(answer), "answered what is no list");
  }

  private static JsonNode tree(String answer) throws NodeFailure {
    try {
      return JSON.readTree(answer);
    } catch (JacksonException e) {
      throw malformed("answered what is no JSON");
    }
  }

  static String write(Map<String, ?> question) {
    return JSON.writeValueAsString(question);
  }

  boolean has(String field) {
    return !node.path(field).isMissingNode() && !node.path(field).isNull();
  }

  Told object(String field) throws NodeFailure {
    JsonNode value = node.path(field);
    if (!value.isObject()) {
      throw odd(field);
    }
    return new Told(value);
  }

  /** The objects that an object has, whatever their names; none where it is not there. */
  List<Told> values(String field) throws NodeFailure {
    List<Told> all = new ArrayList<>();
    for (JsonNode one : node.path(field)) {
      if (!one.isObject()) {
        throw odd(field);
      }
      all.add(new Told(one));
    }
    return all;
  }

  List<Told> objects(String field) throws NodeFailure {
    return list(node.path(field), words(field));
  }

  private static List<Told> list(JsonNode value, String words) throws NodeFailure {
    if (!value.isArray()) {
      throw malformed(words);
    }
    List<Told> all = new ArrayList<>();
    for (JsonNode one : value) {
      if (!one.isObject()) {
        throw malformed(words);
      }
      all.add(new Told(one));
    }
    return all;
  }

  String text(String field) throws NodeFailure {
    JsonNode value = node.path(field);
    if (!value.isString()) {
      throw odd(field);
    }
    return value.asString();
  }

  /** Its text, or none where it is not there. */
  String textIfAny(String field) throws NodeFailure {
    return has(field) ? text(field) : "";
  }

  boolean flag(String field) throws NodeFailure {
    JsonNode value = node.path(field);
    if (!value.isBoolean()) {
      throw odd(field);
    }
    return value.asBoolean();
  }

  /** A whole number, written as one. */
  long number(String field) throws NodeFailure {
    JsonNode value = node.path(field);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw odd(field);
    }
    return value.asLong();
  }

  /** A whole number that is 0 or more. */
  long count(String field) throws NodeFailure {
    return positive(field, number(field));
  }

  /** A whole number that is 0 or more, written as text: so LND writes those of 64 bits. */
  long digits(String field) throws NodeFailure {
    String text = text(field);
    try {
      if (DIGITS.matcher(text).matches()) {
        return positive(field, Long.parseLong(text));
      }
    } catch (NumberFormatException e) {
      // More than 64 bits hold; told below.
    }
    throw odd(field);
  }

  private long positive(String field, long number) throws NodeFailure {
    if (number < 0) {
      throw odd(field);
    }
    return number;
  }

  /** A time in seconds since 1970. */
  static Instant second(long seconds) throws NodeFailure {
    if (seconds <= 0 || seconds > Integer.MAX_VALUE * 100L) {
      throw malformed("answered a time that cannot be");
    }
    return Instant.ofEpochSecond(seconds);
  }

  /** 32 bytes in 64 hexadecimal digits. */
  String hash(String field) throws NodeFailure {
    String text = text(field);
    if (!HASH.matcher(text).matches()) {
      throw odd(field);
    }
    return text;
  }

  /** 32 bytes in base64; in 64 hexadecimal digits. */
  String hashInBase64(String field) throws NodeFailure {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text(field));
    } catch (IllegalArgumentException e) {
      throw odd(field);
    }
    if (bytes.length != 32) {
      throw odd(field);
    }
    return HexFormat.of().formatHex(bytes);
  }

  static long sum(long one, long other) throws NodeFailure {
    try {
      return Math.addExact(one, other);
    } catch (ArithmeticException e) {
      throw malformed("answered more than there can be");
    }
  }

  /** Satoshi in millisatoshi. */
  static long millisatoshi(long satoshi) throws NodeFailure {
    try {
      return Math.multiplyExact(satoshi, 1_000L);
    } catch (ArithmeticException e) {
      throw malformed("answered more than there can be");
    }
  }

  static NodeFailure malformed(String words) {
    return new NodeFailure(Kind.MALFORMED, words);
  }

  private NodeFailure odd(String field) {
    return malformed(words(field));
  }

  private static String words(String field) {
    return "answered without a proper “" + field + "”";
  }
}
