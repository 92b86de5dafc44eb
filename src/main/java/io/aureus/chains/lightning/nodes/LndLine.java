package io.aureus.chains.lightning.nodes;

import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.chains.nodes.RestLine;
import io.aureus.chains.nodes.RestStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Questions to an LND by REST, and what its errors mean, which are those of gRPC. */
final class LndLine {
  /** Cancelled, too late, exhausted, internal, unavailable: it says nothing of the question. */
  private static final Set<Long> UNABLE = Set.of(1L, 4L, 8L, 13L, 14L);

  /** Permission denied, unauthenticated. */
  private static final Set<Long> UNKNOWN_TO_IT = Set.of(7L, 16L);

  private static final List<String> UNREADY =
      List.of("wallet locked", "wallet not created", "starting up", "waiting to start");

  private final RestLine rest;

  LndLine(NodeAccess access) {
    rest = access.line(Map.of("Grpc-Metadata-macaroon", access.secret()));
  }

  String label() {
    return "LND at " + rest.label();
  }

  Told get(String path) throws NodeFailure {
    return told(rest.get(path));
  }

  Told post(String path, Map<String, ?> question) throws NodeFailure {
    return told(rest.post(path, content(question)));
  }

  /**
   * Asks for what is told as it comes about.
   *
   * @param question null to {@code GET}
   */
  RestStream stream(String path, @Nullable Map<String, ?> question) {
    return rest.stream(path, question == null ? null : content(question));
  }

  private static RestLine.Content content(Map<String, ?> question) {
    return new RestLine.Content("application/json", Told.write(question));
  }

  private Told told(RestLine.Answer answer) throws NodeFailure {
    if (answer.status() == 200) {
      return Told.read(answer.body());
    }
    throw failure(answer.status(), answer.body());
  }

  /** What a line of a stream tells. */
  Told result(RestStream.Line line) throws NodeFailure {
    if (line.status() != 200) {
      throw failure(line.status(), line.text());
    }
    Told told = Told.read(line.text());
    if (told.has("error")) {
      throw failure(line.status(), line.text());
    }
    return told.object("result");
  }

  private NodeFailure failure(int status, String text) {
    long code;
    String words;
    try {
      Told told = Told.read(text);
      // In a stream the error is an object of its own.
      Told error = told.has("code") ? told : told.object("error");
      code = error.count("code");
      words = rest.shown(error.text("message"));
    } catch (NodeFailure e) {
      return new NodeFailure(Kind.UNREACHABLE, "answered HTTP %d as no LND does".formatted(status));
    }
    String lower = words.toLowerCase(Locale.ROOT);
    if (UNKNOWN_TO_IT.contains(code)
        || lower.contains("macaroon")
        || lower.contains("permission denied")
        || lower.contains("verification failed")) {
      return new NodeFailure(Kind.UNREACHABLE, "refuses our macaroon: " + words);
    }
    if (UNREADY.stream().anyMatch(lower::contains)) {
      return new NodeFailure(Kind.UNREACHABLE, "is not ready yet: " + words);
    }
    if (UNABLE.contains(code) || code > 16) {
      return new NodeFailure(Kind.UNREACHABLE, "answered error %d: %s".formatted(code, words));
    }
    return new NodeFailure(
        Kind.REFUSED, "answered error %d: %s".formatted(code, words), (int) code);
  }
}
