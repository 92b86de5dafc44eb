package io.aureus.chains.nodes;

import io.aureus.chains.nodes.NodeFailure.Kind;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Counts the parts of a stranger's answer before a tree is made of it: an empty object of two
 * letters takes up a hundred bytes there.
 */
final class TokenBound {
  private static final int DEEPEST = 64;
  private static final int LONGEST_NAME = 1_000;
  private static final TokenBound SHORT = new TokenBound(10_000);
  private static final TokenBound LONG = new TokenBound(200_000);

  private final JsonFactory json;

  private TokenBound(long most) {
    json =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxTokenCount(most)
                    .maxNestingDepth(DEEPEST)
                    .maxNameLength(LONGEST_NAME)
                    .build())
            // Names that a stranger thinks up are not kept.
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .build();
  }

  /** What is no JSON is let through: whoever reads it will see. */
  static void check(String text) throws NodeFailure {
    TokenBound bound = text.length() > LongAnswers.SHORT ? LONG : SHORT;
    try (JsonParser parser = bound.json.createParser(ObjectReadContext.empty(), text)) {
      while (parser.nextToken() != null) {
        // It counts by itself.
      }
    } catch (StreamConstraintsException e) {
      throw new NodeFailure(Kind.TOO_MUCH, "answered in more parts than are taken");
    } catch (JacksonException e) {
      // No JSON, or not to its end.
    }
  }
}
