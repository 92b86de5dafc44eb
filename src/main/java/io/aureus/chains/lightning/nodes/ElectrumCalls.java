package io.aureus.chains.lightning.nodes;

import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.chains.nodes.RestLine;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** The calls of an Electrum daemon, which are JSON-RPC 2.0 with errors that are told by words. */
final class ElectrumCalls {
  private static final String RESULT = "result";

  /** Its errors all have the same number. */
  private static final String NOT_FOUND = "Request not found";

  private static final String NO_WALLET = "wallet not loaded";

  private final RestLine rest;
  private final NodeAccess access;

  ElectrumCalls(NodeAccess access) {
    this.access = access;
    byte[] secret = access.secret().getBytes(StandardCharsets.UTF_8);
    String basic = "Basic " + Base64.getEncoder().encodeToString(secret);
    rest = access.line(Map.of("Authorization", basic));
  }

  String label() {
    return "Electrum at " + rest.label();
  }

  /** An answer that holds its {@code result}. */
  Told ask(String method, Object... params) throws NodeFailure {
    return ask(access.bounds().timeout(), method, params);
  }

  /** The result of a method that answers an object. */
  Told object(String method, Object... params) throws NodeFailure {
    return ask(method, params).object(RESULT);
  }

  /** The same of one that answers a list of them. */
  Iterable<Told> list(String method) throws NodeFailure {
    return ask(method).objects(RESULT);
  }

  /** Empty where it says that it has no such request or invoice. */
  Optional<Told> objectIfAny(String method, String key) throws NodeFailure {
    try {
      return Optional.of(object(method, key));
    } catch (NodeFailure e) {
      if (e.kind() == Kind.REFUSED && e.words().contains(NOT_FOUND)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The same as {@link #object} with as long a wait as a payment is given. */
  Told objectAtLength(String method, Object... params) throws NodeFailure {
    return ask(access.waits().paying(), method, params).object(RESULT);
  }

  private Told ask(Duration wait, String method, Object... params) throws NodeFailure {
    Map<String, Object> question =
        Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", Arrays.asList(params));
    RestLine.Content content = new RestLine.Content("application/json", Told.write(question));
    RestLine.Answer answer = rest.send("/", content, wait);
    if (answer.status() == 401 || answer.status() == 403) {
      throw new NodeFailure(
          Kind.UNREACHABLE, "refuses our user and password (HTTP %d)".formatted(answer.status()));
    }
    if (answer.status() != 200) {
      throw new NodeFailure(Kind.UNREACHABLE, "answered HTTP " + answer.status());
    }
    Told told = Told.read(answer.body());
    if (told.has("error")) {
      throw refusal(rest.shown(told.object("error").text("message")));
    }
    return told;
  }

  private NodeFailure refusal(String words) {
    if (words.contains(NO_WALLET)) {
      return new NodeFailure(
          Kind.UNREACHABLE, "has no wallet open: load_wallet has to follow each of its starts");
    }
    return new NodeFailure(Kind.REFUSED, "answered: " + words.replace(access.secret(), "<key>"));
  }

  /**
   * An amount in bitcoin as text.
   *
   * @param decimals of it that count: 11 for millisatoshi, 8 for satoshi
   * @return 0 where it is left out
   */
  static long coins(Told of, String field, int decimals) throws NodeFailure {
    String text = of.textIfAny(field);
    try {
      return text.isEmpty() ? 0 : new BigDecimal(text).movePointRight(decimals).longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw Told.malformed("answered an amount that cannot be");
    }
  }
}
