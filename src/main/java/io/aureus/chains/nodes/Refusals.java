package io.aureus.chains.nodes;

import io.aureus.chains.nodes.NodeFailure.Kind;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells what an error answer means. There is no standard: these are the words of geth, Nethermind,
 * Erigon, and of the usual providers.
 */
public final class Refusals {
  private static final List<String> TOO_OFTEN =
      List.of("rate limit", "request count", "requests per", "too many requests", "capacity");
  private static final List<String> TOO_MUCH =
      List.of(
          "limit exceeded",
          "query returned more than",
          "too many results",
          "more than 10000 results",
          "response size",
          "response is too",
          "too large",
          "block range",
          "range is too",
          "range too",
          "max range",
          "maximum range",
          "exceeds the",
          "exceed maximum",
          "up to a",
          "query timeout",
          "timed out",
          "timeout");

  /** With which code bitcoind says that it does not have what is asked for. */
  public static final int NOT_FOUND = -5;

  private static final int STARTING = -28;

  private Refusals() {}

  /** What bitcoind means, which numbers its errors. */
  public static NodeFailure ofBitcoind(int code, @Nullable String message) {
    String words = message == null ? "" : message.substring(0, Math.min(200, message.length()));
    if (code == STARTING) {
      return new NodeFailure(Kind.UNREACHABLE, "is still starting: " + words);
    }
    return new NodeFailure(Kind.REFUSED, "answered error %d: %s".formatted(code, words), code);
  }

  public static NodeFailure of(int code, @Nullable String message) {
    String words = message == null ? "" : message.substring(0, Math.min(200, message.length()));
    String lower = words.toLowerCase(Locale.ROOT);
    String shown = "answered error %d: %s".formatted(code, words);
    if (code == 429 || TOO_OFTEN.stream().anyMatch(lower::contains)) {
      return new NodeFailure(Kind.RATE_LIMITED, shown);
    }
    if (code == -32005 || isTooMuch(lower)) {
      return new NodeFailure(Kind.TOO_MUCH, shown);
    }
    return new NodeFailure(Kind.REFUSED, shown);
  }

  /**
   * @param lower the message in small letters
   */
  static boolean isTooMuch(String lower) {
    return TOO_MUCH.stream().anyMatch(lower::contains);
  }
}
