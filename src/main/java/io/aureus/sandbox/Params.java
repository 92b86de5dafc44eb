package io.aureus.sandbox;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Reads the parameters of a JSON-RPC call, as strictly as nodes do. */
record Params(JsonNode list) {
  private static final Pattern QUANTITY = Pattern.compile("0x(0|[1-9a-fA-F][0-9a-fA-F]*)");
  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]{40}");
  private static final Pattern HASH = Pattern.compile("0x[0-9a-fA-F]{64}");

  JsonNode at(int index) {
    return list.path(index);
  }

  boolean flag(int index) {
    return at(index).asBoolean(false);
  }

  String hash(int index) {
    return hash(at(index));
  }

  String address(int index) {
    return address(at(index));
  }

  static String hash(JsonNode node) {
    return matching(HASH, node, "a hash of 32 bytes");
  }

  static String address(JsonNode node) {
    return matching(ADDRESS, node, "an address of 20 bytes");
  }

  static long quantity(JsonNode node) {
    return new BigInteger(matching(QUANTITY, node, "a hex quantity").substring(2), 16)
        .longValueExact();
  }

  /** A whole number above 0, as a JSON number, in digits or in hex. */
  static BigInteger units(JsonNode node) {
    String text = node.isNumber() ? node.numberValue().toString() : node.asString("");
    try {
      BigInteger units =
          text.startsWith("0x") ? new BigInteger(text.substring(2), 16) : new BigInteger(text);
      if (units.signum() >= 0) {
        return units;
      }
    } catch (NumberFormatException e) {
      // Answered below, like a negative one.
    }
    throw RpcError.params("units must be a whole number, 0 or more");
  }

  private static String matching(Pattern pattern, JsonNode node, String words) {
    String text = node.asString("");
    if (!node.isString() || !pattern.matcher(text).matches()) {
      throw RpcError.params("invalid argument: expected " + words);
    }
    return text.toLowerCase(Locale.ROOT);
  }
}
