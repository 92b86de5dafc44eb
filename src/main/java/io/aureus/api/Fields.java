package io.aureus.api;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a JSON body. Each is asked for by name and checked at that moment; a field that
 * nobody asks for is ignored. Refusals name the field, what came, and what would be right.
 */
final class Fields {
  private static final int URL_LONGEST = 2048;
  private static final Pattern WEB_ADDRESS =
      Pattern.compile("(?i)https?://[^/?#\\s]++(?:[/?#]\\S*+)?");

  private final JsonNode object;
  private final String prefix;

  private Fields(JsonNode object, String prefix) {
    this.object = object;
    this.prefix = prefix;
  }

  /**
   * Reads the bytes as JSON whatever the content type said: some clients send none, or a wrong one.
   * No body at all is an empty object.
   *
   * @throws Refusal {@code BAD_REQUEST} where it is not a JSON object in UTF-8
   */
  static Fields parse(byte[] body) {
    String text = utf8(body);
    if (text.isBlank()) {
      return new Fields(ApiJson.MAPPER.createObjectNode(), "");
    }
    try {
      JsonNode node = ApiJson.MAPPER.readTree(text);
      if (!node.isObject()) {
        throw bad("the body must be a JSON object like {\"price\": 100, \"currency\": \"USD\"}");
      }
      return new Fields(node, "");
    } catch (StreamConstraintsException e) {
      throw bad(
          "the body is nested too deeply, or a number or name in it is too long; "
              + "16 levels and 200 digits are the most");
    } catch (JacksonException e) {
      throw broken(e);
    }
  }

  /** The text of a body, without a byte order mark. */
  static String utf8(byte[] body) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw bad("the body is not UTF-8");
    }
  }

  /** A nested object; an empty one where it is absent. */
  Fields object(String name) {
    JsonNode node = find(name);
    if (node != null && !node.isObject()) {
      throw wrong(name, node, "an object");
    }
    return new Fields(node == null ? ApiJson.MAPPER.createObjectNode() : node, prefix + name + ".");
  }

  /** A field's full name, for messages. */
  String path(String name) {
    return prefix + name;
  }

  String requiredText(String name, int longest) {
    return text(name, longest).orElseThrow(() -> missing(name));
  }

  /** A text; absent, null and {@code ""} are the same. */
  Optional<String> text(String name, int longest) {
    JsonNode node = find(name);
    if (node == null) {
      return Optional.empty();
    }
    if (!node.isString()) {
      throw wrong(name, node, "a text");
    }
    return checked(name, node.stringValue(), longest);
  }

  /** A shop's own reference: a text, or a number as its digits. */
  Optional<String> reference(String name) {
    JsonNode node = find(name);
    if (node == null) {
      return Optional.empty();
    }
    if (node.isString()) {
      return checked(name, node.stringValue(), 128);
    }
    if (!node.isNumber() || isNotFinite(node)) {
      throw wrong(name, node, "a text or a number");
    }
    return checked(name, Prices.plain(prefix + name, node.decimalValue()), 128);
  }

  /** A code such as {@code USD} or {@code USDT-ERC20}, in upper case. */
  String code(String name) {
    return requiredText(name, 32).strip().toUpperCase(Locale.ROOT);
  }

  /** An absolute web address, kept as it came; null where none is given. */
  @Nullable String url(String name) {
    Optional<String> given = text(name, URL_LONGEST);
    if (given.isEmpty()) {
      return null;
    }
    String url = given.get();
    if (!WEB_ADDRESS.matcher(url).matches()) {
      throw bad(
          "%s%s: \"%s\" is not an absolute http or https address without spaces, like %s"
              .formatted(prefix, name, Shown.of(url), "https://shop.example/paid?order=1"));
    }
    return url;
  }

  /** Any number, given as a number or as a text; absent, null and {@code ""} are the same. */
  Optional<BigDecimal> number(String name) {
    JsonNode node = find(name);
    if (node == null || (node.isString() && node.stringValue().isBlank())) {
      return Optional.empty();
    }
    if (node.isString() && node.stringValue().strip().matches("-?[0-9]{1,99}([.][0-9]{1,99})?")) {
      return Optional.of(new BigDecimal(node.stringValue().strip()));
    }
    if (!node.isNumber() || isNotFinite(node)) {
      throw wrong(name, node, "a number above 0, like 0.25");
    }
    return Optional.of(node.decimalValue());
  }

  /** A switch; absent is off. Clients write it as true, "true", 1 or "1". */
  boolean flag(String name) {
    JsonNode node = find(name);
    if (node == null) {
      return false;
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    return switch (node.isString() || node.isIntegralNumber() ? node.asString() : "?") {
      case "1", "true" -> true;
      case "", "0", "false" -> false;
      default -> throw wrong(name, node, "true or false");
    };
  }

  /** A price above 0, given as a number or as a text. */
  BigDecimal price(String name) {
    JsonNode node = find(name);
    if (node == null || (node.isString() && node.stringValue().isEmpty())) {
      throw missing(name);
    }
    if (node.isString()) {
      return Prices.of(prefix + name, node.stringValue());
    }
    if (!node.isNumber() || isNotFinite(node)) {
      throw wrong(name, node, "a number above 0, like 19.99");
    }
    return Prices.of(prefix + name, node.decimalValue());
  }

  /** As {@link #number}, and it must be there. */
  BigDecimal requiredNumber(String name) {
    return number(name).orElseThrow(() -> missing(name));
  }

  /** A field of any kind, which must be there. */
  JsonNode required(String name) {
    JsonNode node = find(name);
    if (node == null || (node.isString() && node.stringValue().isBlank())) {
      throw missing(name);
    }
    return node;
  }

  private @Nullable JsonNode find(String name) {
    JsonNode node = object.get(name);
    return node == null || node.isNull() ? null : node;
  }

  private Optional<String> checked(String name, String value, int longest) {
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.codePointCount(0, value.length()) > longest) {
      throw bad(
          "%s%s is too long: %d characters, and %d are the most"
              .formatted(prefix, name, value.codePointCount(0, value.length()), longest));
    }
    if (hasUnwritable(value)) {
      throw bad(prefix + name + " holds a control character; send plain text");
    }
    return Optional.of(value);
  }

  /** Control characters, and halves of characters that no UTF-8 can hold. */
  private static boolean hasUnwritable(String value) {
    return value
        .codePoints()
        .anyMatch(c -> Character.isISOControl(c) || (c >= 0xD800 && c <= 0xDFFF));
  }

  /** NaN and the infinities come as the only numbers that are not exact. */
  private static boolean isNotFinite(JsonNode node) {
    return node.isDouble() || node.isFloat();
  }

  private Refusal missing(String name) {
    return bad(prefix + name + " is missing");
  }

  private Refusal wrong(String name, JsonNode came, String right) {
    return bad(
        "%s%s: %s is not right; send %s".formatted(prefix, name, Shown.of(came.toString()), right));
  }

  private static Refusal broken(JacksonException e) {
    String where =
        e.getLocation() == null
            ? ""
            : " at line %d, column %d"
                .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    String what =
        String.valueOf(e.getOriginalMessage()).startsWith("Duplicate")
            ? "a field of the body comes twice"
            : "the body is not valid JSON";
    return bad(what + where);
  }

  static Refusal bad(String words) {
    return new Refusal(ErrorCode.BAD_REQUEST, words);
  }
}
