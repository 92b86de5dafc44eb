package io.aureus.chains.lightning.nodes;

import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.chains.nodes.RestLine;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Questions to a phoenixd, and what its errors mean, which are plain text. */
final class PhoenixdLine {
  private static final int UNAUTHORIZED = 401;
  private static final int NOT_FOUND = 404;

  /** Its words where there is no such payment; a path that it does not know has others. */
  private static final String NO_SUCH_PAYMENT = "Not found";

  private final RestLine rest;
  private final String password;

  PhoenixdLine(NodeAccess access) {
    password = access.secret();
    byte[] user = (":" + password).getBytes(StandardCharsets.UTF_8);
    rest =
        access.line(Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(user)));
  }

  String label() {
    return "phoenixd at " + rest.label();
  }

  /** The body of a good answer. */
  String get(String path) throws NodeFailure {
    return body(rest.get(path));
  }

  /** The body; empty where there is no such payment. */
  Optional<String> find(String path) throws NodeFailure {
    RestLine.Answer answer = rest.get(path);
    return answer.status() == NOT_FOUND && answer.body().strip().equals(NO_SUCH_PAYMENT)
        ? Optional.empty()
        : Optional.of(body(answer));
  }

  /**
   * Sends a form.
   *
   * @param longer than other answers it may take
   */
  Told post(String path, Map<String, String> form, Duration longer) throws NodeFailure {
    String text =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    RestLine.Content content = new RestLine.Content("application/x-www-form-urlencoded", text);
    return Told.read(body(rest.send(path, content, rest.bounds().timeout().plus(longer))));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  String shown(String words) {
    return rest.shown(words.replace(password, "<key>"));
  }

  private String body(RestLine.Answer answer) throws NodeFailure {
    int status = answer.status();
    if (status == 200) {
      return answer.body();
    }
    if (status == UNAUTHORIZED) {
      throw new NodeFailure(
          Kind.UNREACHABLE, "refuses our password (HTTP 401): paying needs the full one");
    }
    String words = "answered HTTP %d: %s".formatted(status, shown(answer.body()));
    if (status == NOT_FOUND) {
      throw new NodeFailure(Kind.REFUSED, words + ": it is too old, or no phoenixd");
    }
    throw new NodeFailure(status == 400 ? Kind.REFUSED : Kind.UNREACHABLE, words);
  }
}
