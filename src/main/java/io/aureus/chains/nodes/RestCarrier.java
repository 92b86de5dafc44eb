package io.aureus.chains.nodes;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the questions of a line get to its node. */
interface RestCarrier {
  /**
   * @param content null to {@code GET}
   */
  record Question(URI uri, Map<String, String> headers, RestLine.@Nullable Content content) {}

  /** Asks for one answer, whole or not at all. */
  RestLine.Answer send(Question question, Duration wait) throws NodeFailure;

  /** Asks for what is answered line by line, and waits for as long as the node says nothing. */
  RestStream.Opened open(Question question) throws IOException, InterruptedException;

  /** How much of such lines is taken. */
  RestStream.Limits lines();

  /** What a failure of the connection means. */
  NodeFailure failure(@Nullable Throwable cause, Duration wait);
}
