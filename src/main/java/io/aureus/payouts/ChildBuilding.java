package io.aureus.payouts;

import io.aureus.keys.CoinParent;
import io.aureus.keys.CoinScript;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import io.aureus.payouts.ChildRows.Parent;
import io.aureus.payouts.SignedRows.SignedRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.springframework.jdbc.core.simple.JdbcClient;

/** From nothing to a child that is built: its one coin is locked, and nothing is signed. */
final class ChildBuilding {
  /** From one that came to nothing to the next for the same bytes. */
  private static final Duration PAUSE = Duration.ofMinutes(30);

  private final ChildRows children;
  private final PayoutRows rows;
  private final BundleRows bundles;
  private final PayoutMoves moves;
  private final CoinNoteRows notes;
  private final ChildPrices prices;
  private final RandomGenerator random;

  ChildBuilding(
      JdbcClient jdbc,
      PayoutRows rows,
      PayoutMoves moves,
      ChildPrices prices,
      RandomGenerator random) {
    this.children = new ChildRows(jdbc);
    this.rows = rows;
    this.bundles = new BundleRows(jdbc);
    this.moves = moves;
    this.notes = new CoinNoteRows(jdbc);
    this.prices = prices;
    this.random = random;
  }

  /**
   * Writes a child that is to carry what waits; nothing is done where it has one, and where none
   * would help or be allowed.
   *
   * @param versions how many bytes were signed for the payout: with more of them it is void
   * @return whether there is a new one
   */
  boolean carry(Payout payout, SignedRow waiting, int versions) {
    Asset asset = payout.amount().asset();
    Parent parent = children.bytes(waiting.hash());
    Optional<CoinParent> change = prices.change(asset.chain(), parent);
    if (change.isEmpty() || has(parent)) {
      return false;
    }
    Optional<ChildTerms> terms = prices.first(asset, parent, change.get());
    if (terms.isEmpty()) {
      return false;
    }
    Payout child =
        Payout.own(
            PayoutKind.CHILD,
            Amount.zero(asset),
            prices.address(asset.chain()),
            random,
            moves.now());
    Payout written =
        moves.together(
            () -> {
              bundles.lockChain(asset.chain());
              if (!bundles.lock(parent.bundle())
                  || bundles.signed(parent.bundle()).size() != versions
                  || has(parent)
                  || isTaken(asset.chain(), change.get())) {
                return payout;
              }
              rows.insert(child, Sources.HOT, null, moves.now());
              moves.begun(child, "is to carry " + parent.hash() + ", which waits for a block");
              children.insert(child.id(), parent.hash());
              return place(child, change.get(), terms.get());
            });
    return written.kind() == PayoutKind.CHILD;
  }

  private boolean has(Parent parent) {
    Instant since = moves.now().minus(PAUSE);
    return children
        .of(parent.hash())
        .flatMap(rows::find)
        .filter(child -> child.state() != PayoutState.CANCELLED || child.updatedAt().isAfter(since))
        .isPresent();
  }

  /** A deep reorganisation may have brought back what others spend, or what somebody keeps. */
  private boolean isTaken(Chain chain, CoinParent change) {
    return bundles.locked(chain).contains(change.change())
        || notes.frozen(null, chain).contains(change.change());
  }

  /** Takes its coin; the chain must be locked. */
  private Payout place(Payout child, CoinParent change, ChildTerms terms) {
    Chain chain = child.amount().asset().chain();
    CoinScript kind = CoinScript.of(prices.script(chain)).orElseThrow();
    Coin coin = new Coin(change.change(), change.units(), kind);
    OwnCoin own = new OwnCoin(coin, child.destination(), true, 0);
    Bundle bundle = new Bundle(0, terms.back(), terms.fee(), terms.weight());
    bundles.insert(chain, bundle, List.of(child), List.of(own), moves.now());
    return moves.move(child, PayoutState.BUILT, "takes our change of it", moves.now());
  }

  /**
   * One that a back-up brought: nothing of it is signed. It is taken back where it is of no use
   * now, since what it was to carry is not raised while it is there.
   */
  Payout build(Payout child) {
    Asset asset = child.amount().asset();
    Parent parent = children.parent(child.id());
    if (!children.waits(child.id())) {
      String words = "what it was to carry waits no more";
      return moves.together(() -> moves.move(child, PayoutState.CANCELLED, words, null));
    }
    CoinParent change = prices.change(asset.chain(), parent).orElseThrow();
    Optional<ChildTerms> terms = prices.first(asset, parent, change);
    return moves.together(
        () -> {
          bundles.lockChain(asset.chain());
          Payout self = rows.lock(child.id()).orElseThrow();
          if (self.version() != child.version()) {
            throw new PayoutMoves.Overtaken(child.id());
          }
          if (terms.isEmpty() || isTaken(asset.chain(), change)) {
            String words = "it would not help now, or not be allowed";
            return moves.move(self, PayoutState.CANCELLED, words, null);
          }
          return place(self, change, terms.get());
        });
  }
}
