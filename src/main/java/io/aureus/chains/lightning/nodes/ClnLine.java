package io.aureus.chains.lightning.nodes;

import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.chains.nodes.RestLine;
import java.time.Duration;
import java.util.Map;

/** Commands to a Core Lightning by its plugin clnrest, and what its errors mean. */
final class ClnLine {
  private static final int CREATED = 201;

  /** A plugin that broke or went: what it had begun, it may have done. */
  private static final long PLUGIN_ERROR = -3;

  private static final long PLUGIN_GONE = -4;
  private static final long NO_SUCH_COMMAND = -32601;

  private final RestLine rest;

  ClnLine(NodeAccess access) {
    rest = access.line(Map.of("Rune", access.secret()));
  }

  String label() {
    return "Core Lightning at " + rest.label();
  }

  Told call(String method, Map<String, ?> params) throws NodeFailure {
    return call(method, params, Duration.ZERO);
  }

  /**
   * @param longer than other commands it may take
   */
  Told call(String method, Map<String, ?> params, Duration longer) throws NodeFailure {
    return send(method, params, rest.bounds().timeout().plus(longer));
  }

  /**
   * For what can be done without.
   *
   * @param most that is waited, also where other commands may take longer
   */
  Told callWithin(Duration most, String method, Map<String, ?> params) throws NodeFailure {
    Duration usual = rest.bounds().timeout();
    return send(method, params, most.compareTo(usual) < 0 ? most : usual);
  }

  private Told send(String method, Map<String, ?> params, Duration wait) throws NodeFailure {
    RestLine.Content content = new RestLine.Content("application/json", Told.write(params));
    RestLine.Answer answer = rest.send("/v1/" + method, content, wait);
    if (answer.status() == CREATED || answer.status() == 200) {
      return Told.read(answer.body());
    }
    throw failure(method, answer);
  }

  private NodeFailure failure(String method, RestLine.Answer answer) {
    int status = answer.status();
    long code;
    String words;
    try {
      Told told = Told.read(answer.body());
      // What is no error of the node itself has no number.
      code = told.has("code") ? told.number("code") : PLUGIN_ERROR;
      words = rest.shown(told.text("message"));
    } catch (NodeFailure e) {
      return new NodeFailure(
          Kind.UNREACHABLE, "answered HTTP %d as no clnrest does".formatted(status));
    }
    if (status == 401 || status == 403) {
      return new NodeFailure(
          Kind.UNREACHABLE, "refuses our rune for %s: %s".formatted(method, words));
    }
    if (code == PLUGIN_ERROR || code == PLUGIN_GONE) {
      return new NodeFailure(Kind.UNREACHABLE, "could not do %s: %s".formatted(method, words));
    }
    if (code == NO_SUCH_COMMAND) {
      return new NodeFailure(
          Kind.REFUSED, "does not know %s: it is too old".formatted(method), (int) code);
    }
    if (Math.abs(code) > 100_000) {
      return new NodeFailure(Kind.MALFORMED, "answered an error that is none of its own");
    }
    return new NodeFailure(
        Kind.REFUSED, "answered error %d to %s: %s".formatted(code, method, words), (int) code);
  }
}
