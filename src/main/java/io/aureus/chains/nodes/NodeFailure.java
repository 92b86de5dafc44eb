package io.aureus.chains.nodes;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;

/** A node did not answer a question, and why. The words name no URL and no credential. */
@NamedInterface("lightning")
public final class NodeFailure extends Exception {
  /** What follows from it. */
  public enum Kind {
    /** No connection, a broken one, or HTTP 5xx: another node is asked, this one later. */
    UNREACHABLE,
    /** No answer in time. */
    TIMEOUT,
    /** Too many requests: this node is left alone for a while. */
    RATE_LIMITED,
    /** Too much was asked at once: half of it may do. */
    TOO_MUCH,
    /** Not what JSON-RPC or Ethereum has it: another node is asked. */
    MALFORMED,
    /** An error answer: it knows no such method, or no such state any more. */
    REFUSED,
    /** The chain was reorganised while it was read: it is read again. */
    MOVED,
    /** It is a node of another network: it is not used at all. */
    WRONG_CHAIN
  }

  private final Kind kind;
  private final transient @Nullable Duration retryAfter;

  private final int code;

  public NodeFailure(Kind kind, String words) {
    this(kind, words, null);
  }

  public NodeFailure(Kind kind, String words, @Nullable Duration retryAfter) {
    this(kind, words, retryAfter, 0);
  }

  /**
   * An error that the node answered.
   *
   * @param code its number
   */
  public NodeFailure(Kind kind, String words, int code) {
    this(kind, words, null, code);
  }

  private NodeFailure(Kind kind, String words, @Nullable Duration retryAfter, int code) {
    super(words, null, false, false);
    this.kind = kind;
    this.retryAfter = retryAfter;
    this.code = code;
  }

  /** The error's number as the node gave it; 0 where it gave none. */
  public int code() {
    return code;
  }

  public Kind kind() {
    return kind;
  }

  public String words() {
    return String.valueOf(getMessage());
  }

  /** What the node asked for, or null. */
  @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /** True where the line may be at fault as well as the node, which asks for no rest. */
  public boolean isALostAnswer() {
    return retryAfter() == null && (kind == Kind.UNREACHABLE || kind == Kind.TIMEOUT);
  }

  /** True where the node itself is at fault, and not the question. */
  public boolean isOfTheNode() {
    return switch (kind) {
      case UNREACHABLE, TIMEOUT, RATE_LIMITED, MALFORMED, WRONG_CHAIN -> true;
      case TOO_MUCH, REFUSED, MOVED -> false;
    };
  }
}
