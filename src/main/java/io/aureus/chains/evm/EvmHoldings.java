package io.aureus.chains.evm;

import io.aureus.chains.Holdings;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.Nodes;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Asset;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Adds up what addresses hold, from a node's own state. */
final class EvmHoldings implements Holdings {
  private final Nodes<Node> nodes;

  EvmHoldings(Nodes<Node> nodes) {
    this.nodes = nodes;
  }

  @Override
  public BigInteger held(Asset asset, List<String> addresses, long block) {
    List<String> canonical =
        addresses.stream().map(address -> address.toLowerCase(Locale.ROOT)).distinct().toList();
    return each(asset, canonical, block).stream().reduce(BigInteger.ZERO, BigInteger::add);
  }

  @Override
  public List<BigInteger> each(Asset asset, List<String> addresses, long block) {
    List<String> canonical =
        addresses.stream().map(address -> address.toLowerCase(Locale.ROOT)).toList();
    try {
      Nodes.View view = nodes.survey();
      if (view == null || view.head().number() < block) {
        throw unavailable(asset, "no node has block " + block);
      }
      Balances balances = new Balances(nodes);
      return asset.isNative()
          ? balances.coins(canonical, block)
          : balances.tokens(asset.contract(), canonical, block);
    } catch (NodeFailure e) {
      throw unavailable(asset, "a node " + e.words());
    }
  }

  private static Refusal unavailable(Asset asset, String words) {
    return new Refusal(
        ErrorCode.UNAVAILABLE,
        "the chain " + asset.chain().code() + " cannot say what is held: " + words,
        Duration.ofSeconds(10));
  }
}
