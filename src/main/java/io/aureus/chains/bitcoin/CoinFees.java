package io.aureus.chains.bitcoin;

import io.aureus.chains.FeeRates;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.chains.nodes.Nodes;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Chain;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Asks a node what miners take now. */
final class CoinFees implements FeeRates {
  private static final int SCALE = 8;

  private final Nodes<? extends CoinNode> nodes;

  CoinFees(Nodes<? extends CoinNode> nodes) {
    this.nodes = nodes;
  }

  @Override
  public long now(Chain chain) {
    try {
      Nodes.View view = nodes.survey();
      if (view == null) {
        throw new NodeFailure(Kind.UNREACHABLE, "cannot be asked at the moment");
      }
      BigDecimal coins = nodes.ask(view.target(), CoinNode::feeRate);
      return Math.max(
          1, coins.movePointRight(SCALE).setScale(0, RoundingMode.CEILING).longValueExact());
    } catch (ArithmeticException e) {
      throw unavailable(chain, "answers a fee that is no sum");
    } catch (NodeFailure e) {
      throw unavailable(chain, e.words());
    }
  }

  private static Refusal unavailable(Chain chain, String words) {
    return new Refusal(
        ErrorCode.UNAVAILABLE,
        "the chain " + chain.code() + " cannot say what it asks for: a node " + words,
        Duration.ofSeconds(10));
  }
}
