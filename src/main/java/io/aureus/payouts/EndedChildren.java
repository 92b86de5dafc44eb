package io.aureus.payouts;

import io.aureus.chains.SpentCoins;
import io.aureus.keys.CoinPoint;
import io.aureus.money.Chain;
import io.aureus.payouts.ChildRows.Parent;
import io.aureus.payouts.SignedRows.SignedRow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Ends children that can never be mined: a block gave a coin of the parent to another transaction,
 * or the child's own. Nobody's money hangs on them, so it takes nobody's word. No node is asked.
 */
final class EndedChildren {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

  private final ChildRows children;
  private final PayoutRows rows;
  private final BundleRows bundles;
  private final LostRows lostRows;
  private final PayoutMoves moves;
  private final SpentCoins spent;

  EndedChildren(JdbcClient jdbc, PayoutRows rows, PayoutMoves moves, SpentCoins spent) {
    this.children = new ChildRows(jdbc);
    this.rows = rows;
    this.bundles = new BundleRows(jdbc);
    this.lostRows = new LostRows(jdbc);
    this.moves = moves;
    this.spent = spent;
  }

  /** Failed once no reorganisation can be expected; until then it is left in peace. */
  Optional<Payout> end(Payout child) {
    if (child.state() == PayoutState.FAILED) {
      return Optional.of(child);
    }
    Chain chain = child.amount().asset().chain();
    Bundle bundle = bundles.of(child.id()).orElseThrow();
    Parent parent = children.parent(child.id());
    List<String> own = bundles.signed(bundle.id()).stream().map(SignedRow::hash).toList();
    Optional<SpentCoins.Spent> by =
        Stream.concat(
                others(chain, lostRows.firstCoins(parent.bundle()), List.of(parent.hash())),
                others(chain, lostRows.firstCoins(bundle.id()), own))
            .max((one, other) -> Long.compare(one.depth(), other.depth()));
    boolean isGivenUp = lostRows.firstCoins(parent.bundle()).isEmpty();
    if (child.state() != PayoutState.UNCLEAR || (by.isEmpty() && !isGivenUp)) {
      return Optional.empty();
    }
    if (isGivenUp) {
      return Optional.of(failed(child, "what it was to carry is settled without it"));
    }
    if (by.get().depth() <= chain.confirmations() + Following.LOOKED_AFTER) {
      rows.postpone(child, moves.now().plus(LOOK_AGAIN));
      return Optional.of(child);
    }
    String words =
        "the transaction %s is in a block in its place: it is not mined any more"
            .formatted(by.get().by());
    return Optional.of(failed(child, words));
  }

  private Payout failed(Payout child, String words) {
    return moves.together(() -> moves.move(child, PayoutState.FAILED, words, null));
  }

  private Stream<SpentCoins.Spent> others(Chain chain, List<CoinPoint> coins, List<String> known) {
    return coins.stream()
        .flatMap(coin -> spent.of(chain, coin.txid(), coin.index()).stream())
        .filter(by -> !known.contains(by.by()));
  }
}
