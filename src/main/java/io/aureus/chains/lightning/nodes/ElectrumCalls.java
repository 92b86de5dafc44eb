package io.aureus.chains.lightning.nodes;

import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.chains.nodes.RpcEndpoint;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The calls of an Electrum daemon, and what is in its answers: as it is, or a failure. */
final class ElectrumCalls {
  /** A history of years takes seconds to write. */
  private static final Duration ANSWER = Duration.ofSeconds(30);

  /** Its errors have no numbers that differ. */
  private static final String NOT_FOUND = "Request not found";

  private static final String NO_WALLET = "wallet not loaded";

  private final RpcEndpoint endpoint;

  ElectrumCalls(RpcEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  String label() {
    return "Electrum at " + endpoint.label();
  }

  JsonNode ask(String method, Object... params) throws NodeFailure {
    try {
      return some(endpoint.probe(JsonNode.class, ANSWER, method, params), method);
    } catch (NodeFailure e) {
      throw told(e);
    }
  }

  /** Empty where it says that it has no such request or invoice. */
  Optional<JsonNode> askIfAny(String method, String key) throws NodeFailure {
    try {
      return Optional.of(ask(method, key));
    } catch (NodeFailure e) {
      if (e.kind() == Kind.REFUSED && e.words().contains(NOT_FOUND)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The same as {@link #ask} with as long a wait as the endpoint has. */
  JsonNode askAtLength(String method, Object... params) throws NodeFailure {
    try {
      return some(endpoint.call(JsonNode.class, method, params), method);
    } catch (NodeFailure e) {
      throw told(e);
    }
  }

  private static JsonNode some(@Nullable JsonNode answer, String method) throws NodeFailure {
    if (answer == null || answer.isNull()) {
      throw new NodeFailure(Kind.MALFORMED, "answered nothing to " + method);
    }
    return answer;
  }

  private static NodeFailure told(NodeFailure failure) {
    if (failure.kind() == Kind.REFUSED && failure.words().contains(NO_WALLET)) {
      return new NodeFailure(
          Kind.UNREACHABLE, "has no wallet open: load_wallet has to follow each of its starts");
    }
    return failure;
  }

  /** A number that is whole, and in no other form. */
  static long whole(JsonNode of, String field) throws NodeFailure {
    JsonNode told = of.path(field);
    if (!told.isIntegralNumber() || !told.canConvertToLong()) {
      throw malformed(field);
    }
    return told.longValue();
  }

  static String text(JsonNode of, String field) throws NodeFailure {
    return textOf(of.path(field), field);
  }

  /** The same of an answer that is nothing but a text. */
  static String textOf(JsonNode told, String what) throws NodeFailure {
    if (!told.isString()) {
      throw malformed(what);
    }
    return told.stringValue();
  }

  static boolean flag(JsonNode of, String field) throws NodeFailure {
    JsonNode told = of.path(field);
    if (!told.isBoolean()) {
      throw malformed(field);
    }
    return told.booleanValue();
  }

  /**
   * An amount in bitcoin as text.
   *
   * @param decimals of it that count: 11 for millisatoshi, 8 for satoshi
   * @return 0 where it is left out
   */
  static long coins(JsonNode of, String field, int decimals) throws NodeFailure {
    if (!of.has(field)) {
      return 0;
    }
    try {
      return new BigDecimal(text(of, field)).movePointRight(decimals).longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw malformed(field);
    }
  }

  static JsonNode list(JsonNode told, String what) throws NodeFailure {
    if (!told.isArray()) {
      throw malformed(what);
    }
    return told;
  }

  static NodeFailure malformed(String what) {
    return new NodeFailure(Kind.MALFORMED, "says of " + what + " what cannot be read");
  }
}
