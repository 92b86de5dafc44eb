package io.aureus.chains.evm;

import io.aureus.chains.Network.Reason;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import java.util.regex.Pattern;

/**
 * Tells what a node means that does not simply take a transaction. There is no standard: these are
 * the words of geth, Nethermind, Erigon, Besu, Reth and anvil. What is not among them is unclear.
 */
final class OfferRefusals {
  private static final Pattern KNOWN =
      words(
          "\\balready ?known",
          "\\bknown transaction",
          "already imported",
          "already in (the )?(mem|tx)?pool",
          "existing tx with same hash");
  private static final Pattern NONCE_TOO_LOW =
      words("nonce too low", "\\boldnonce", "nonce is below", "nonce ?already ?(been )?used");
  private static final Pattern UNDERPRICED =
      words(
          "underpriced",
          "fee ?too ?low",
          "gas ?price ?(is )?too ?low",
          "less than (the )?(block )?base fee",
          "below (the )?(configured )?minimum",
          "could not replace existing",
          "replacement ?not ?allowed");
  private static final Pattern INSUFFICIENT_FUNDS =
      words(
          "insufficient ?funds",
          "insufficient ?(account )?balance",
          "upfront cost exceeds",
          "exceeds account balance");
  private static final Pattern OTHER =
      words(
          "intrinsic ?gas",
          "exceeds block gas limit",
          "gas ?limit ?exceeded",
          "gas limit (is )?too high",
          "gas uint64 overflow",
          "exceeds the configured cap",
          "higher than max fee",
          "tip above fee cap",
          "invalid (sender|signature|chain ?id)",
          "(wrong|incorrect) chain ?id",
          "replay-protected",
          "\\brlp\\b",
          "oversized data",
          "initcode",
          "typed? (transaction )?not supported",
          "typed transaction too short",
          "failed to decode",
          "empty auth",
          "sender ?(is ?|not an ?)(contract|eoa)");

  private OfferRefusals() {}

  /** Whether the node says that it has the transaction already. */
  static boolean saysKnown(NodeFailure failure) {
    return isAnAnswer(failure) && KNOWN.matcher(failure.words()).find();
  }

  /** Whether the node takes no transactions at all, from anybody: it has not read this one. */
  static boolean takesNone(NodeFailure failure) {
    return failure.kind() == Kind.REFUSED && failure.words().startsWith("answered error -32601");
  }

  /** Why these very bytes are refused; {@code NONE} where that is not clear. */
  static Reason reason(NodeFailure failure) {
    String words = failure.words();
    if (!isAnAnswer(failure)) {
      return Reason.NONE;
    }
    if (NONCE_TOO_LOW.matcher(words).find()) {
      return Reason.NONCE_TOO_LOW;
    }
    if (UNDERPRICED.matcher(words).find()) {
      return Reason.UNDERPRICED;
    }
    if (INSUFFICIENT_FUNDS.matcher(words).find()) {
      return Reason.INSUFFICIENT_FUNDS;
    }
    return OTHER.matcher(words).find() ? Reason.OTHER : Reason.NONE;
  }

  /** An error object of JSON-RPC, and not a broken line or a provider's door. */
  private static boolean isAnAnswer(NodeFailure failure) {
    return failure.kind() == Kind.REFUSED || failure.kind() == Kind.TOO_MUCH;
  }

  private static Pattern words(String... alternatives) {
    return Pattern.compile(String.join("|", alternatives), Pattern.CASE_INSENSITIVE);
  }
}
