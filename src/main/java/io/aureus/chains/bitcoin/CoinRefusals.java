package io.aureus.chains.bitcoin;

import io.aureus.chains.Network.Reason;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import java.util.regex.Pattern;

/** Tells what bitcoind means that does not simply take a transaction; by its codes and words. */
final class CoinRefusals {
  private static final int VERIFY_ERROR = -25;
  private static final int VERIFY_REJECTED = -26;
  private static final int IN_CHAIN = -27;
  private static final int UNREADABLE = -22;

  private static final Pattern KNOWN = Pattern.compile("txn-already-(in-mempool|known)");
  private static final Pattern UNDERPRICED =
      Pattern.compile("min relay fee|mempool min fee|insufficient fee|mempool full");
  private static final Pattern SPENT =
      Pattern.compile(
          "missing-?(inputs|orspent)|missingorspent|Missing inputs|mempool-conflict"
              + "|too many potential replacements|bad-txns-spends-conflicting");

  private CoinRefusals() {}

  /** Whether the node says that it has the transaction already, be it in a block. */
  static boolean saysKnown(NodeFailure failure) {
    return failure.kind() == Kind.REFUSED
        && (failure.code() == IN_CHAIN || KNOWN.matcher(failure.words()).find());
  }

  /** Why these very bytes are refused; {@code NONE} where that is not clear. */
  static Reason reason(NodeFailure failure) {
    boolean isClear =
        failure.kind() == Kind.REFUSED
            && (failure.code() == VERIFY_ERROR
                || failure.code() == VERIFY_REJECTED
                || failure.code() == UNREADABLE);
    if (!isClear) {
      return Reason.NONE;
    }
    if (SPENT.matcher(failure.words()).find()) {
      return Reason.SPENT;
    }
    return UNDERPRICED.matcher(failure.words()).find() ? Reason.UNDERPRICED : Reason.OTHER;
  }
}
