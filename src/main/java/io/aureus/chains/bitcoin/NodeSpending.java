package io.aureus.chains.bitcoin;

import io.aureus.chains.CoinsNow.Point;
import io.aureus.chains.CoinsNow.Signed;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.chains.nodes.RpcEndpoint;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What one bitcoind or litecoind says of coins at this moment: which are spent by strangers. */
final class NodeSpending {
  /** Coins that are asked of in one request. */
  private static final int AT_ONCE = 100;

  private final RpcEndpoint endpoint;
  private final FullNode node;

  private record Pool(@Nullable Boolean loaded) {}

  private record Unspent(@Nullable String bestblock, long confirmations) {}

  private record Peers(@Nullable Boolean localrelay) {}

  NodeSpending(RpcEndpoint endpoint, FullNode node) {
    this.endpoint = endpoint;
    this.node = node;
  }

  long blockOf(OutPoint output) throws NodeFailure {
    Unspent told = endpoint.call(Unspent.class, "gettxout", output.txid(), output.index(), false);
    if (told == null) {
      return 0;
    }
    String best = FullNode.some(told.bestblock(), "gettxout");
    return node.header(best).number() - told.confirmations() + 1;
  }

  Set<Point> taken(List<Point> coins, Signed ours) throws NodeFailure {
    mustHearOfWhatWaits();
    Set<Point> taken = new HashSet<>();
    for (int from = 0; from < coins.size(); from += AT_ONCE) {
      List<Point> some = coins.subList(from, Math.min(coins.size(), from + AT_ONCE));
      List<List<Object>> calls =
          some.stream().map(coin -> List.<Object>of(coin.txHash(), coin.index(), true)).toList();
      List<Boolean> unspent = endpoint.isThere("gettxout", calls);
      for (int i = 0; i < some.size(); i++) {
        if (!unspent.get(i) && !holdsOneOf(ours.spending(some.get(i)))) {
          taken.add(some.get(i));
        }
      }
    }
    return taken;
  }

  private boolean holdsOneOf(List<String> txids) throws NodeFailure {
    for (String txid : txids) {
      if (node.holdsWaiting(txid) || hasOutputs(txid)) {
        return true;
      }
    }
    return false;
  }

  /** In a block that may not be read yet; one with nothing left of it was spent from, and is. */
  private boolean hasOutputs(String txid) throws NodeFailure {
    List<List<Object>> calls =
        IntStream.range(0, AT_ONCE).mapToObj(n -> List.<Object>of(txid, n, true)).toList();
    return endpoint.isThere("gettxout", calls).contains(true);
  }

  private void mustHearOfWhatWaits() throws NodeFailure {
    Pool pool = FullNode.some(endpoint.call(Pool.class, "getmempoolinfo"), "getmempoolinfo");
    if (Boolean.FALSE.equals(pool.loaded())) {
      throw new NodeFailure(Kind.REFUSED, "is still loading what waits");
    }
    Peers peers = FullNode.some(endpoint.call(Peers.class, "getnetworkinfo"), "getnetworkinfo");
    if (Boolean.FALSE.equals(peers.localrelay())) {
      throw new NodeFailure(
          Kind.REFUSED, "hears of blocks only (blocksonly): it does not know what waits");
    }
  }
}
