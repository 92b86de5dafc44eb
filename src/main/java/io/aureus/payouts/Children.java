package io.aureus.payouts;

import io.aureus.chains.SpentCoins;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.CoinParent;
import io.aureus.keys.Signer;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.payouts.ChildRows.Parent;
import io.aureus.payouts.SignedRows.SignedRow;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Children (CPFP): where a transaction of ours waits and cannot be replaced, our change of it is
 * spent by a payout of our own, which pays nobody and gives the network what its parent lacks. Its
 * one coin is that change, so nothing else of ours is spent and there is one child at most.
 */
final class Children {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

  private final ChildBuilding building;
  private final EndedChildren ended;
  private final ChildRows children;
  private final PayoutRows rows;
  private final BundleRows bundles;
  private final PayoutMoves moves;
  private final Signer signer;
  private final ChildPrices prices;
  private final PayoutStep.Listener steps;

  private Children(
      JdbcClient jdbc,
      PayoutRows rows,
      PayoutMoves moves,
      Signer signer,
      ChildPrices prices,
      ChildBuilding building,
      EndedChildren ended,
      PayoutStep.Listener steps) {
    this.building = building;
    this.ended = ended;
    this.children = new ChildRows(jdbc);
    this.rows = rows;
    this.bundles = new BundleRows(jdbc);
    this.moves = moves;
    this.signer = signer;
    this.prices = prices;
    this.steps = steps;
  }

  static Children of(
      JdbcClient jdbc,
      PayoutRows rows,
      PayoutMoves moves,
      SpentCoins spent,
      Signer signer,
      CoinRates rates,
      RandomGenerator random,
      PayoutStep.Listener steps) {
    ChildPrices prices = new ChildPrices(signer, rates);
    ChildBuilding building = new ChildBuilding(jdbc, rows, moves, prices, random);
    EndedChildren ended = new EndedChildren(jdbc, rows, moves, spent);
    return new Children(jdbc, rows, moves, signer, prices, building, ended, steps);
  }

  /** As {@link ChildBuilding#carry}. */
  boolean carry(Payout payout, SignedRow waiting, int versions) {
    return building.carry(payout, waiting, versions);
  }

  Payout build(Payout child) {
    return building.build(child);
  }

  /** As {@link EndedChildren#end}. */
  Optional<Payout> end(Payout child) {
    return ended.end(child);
  }

  /** Whether an open child carries bytes of the bundle, and was not outdated by newer ones. */
  boolean areThere(long bundle) {
    return children.carried(bundle).isPresent();
  }

  /** The bytes that a child carries come first: others in their place would be its end. */
  List<SignedRow> ordered(long bundle, List<SignedRow> all) {
    String carried = children.carried(bundle).orElse("");
    return all.stream()
        .sorted((one, other) -> Boolean.compare(is(other, carried), is(one, carried)))
        .toList();
  }

  private static boolean is(SignedRow row, String hash) {
    return row.hash().equals(hash);
  }

  Payout sign(Payout child) {
    Bundle bundle = bundles.of(child.id()).orElseThrow();
    Parent parent = children.parent(child.id());
    if (!children.waits(child.id())) {
      // While the signer was away, perhaps: the fee would be for nothing.
      return giveBack(child, bundle, "what it was to carry waits no more");
    }
    Signer.Signed bytes;
    try {
      bytes = signed(child, parent, bundle.change());
    } catch (Refusal e) {
      if (e.code() == ErrorCode.UNAVAILABLE) {
        rows.restate(child, "waits until the signer signs again", later());
        return child;
      }
      if (e.code() != ErrorCode.FORBIDDEN) {
        throw e;
      }
      return giveBack(child, bundle, "the signer refuses it: " + e.words());
    }
    steps.reached(PayoutStep.SIGNED_UNSTORED);
    return moves.together(
        () -> {
          Payout self = current(child, bundle);
          if (self.state() != PayoutState.BUILT) {
            return self;
          }
          bundles.store(bundle, 1, bytes, moves.now());
          tell(child, parent, bytes.hash(), bundle.fee());
          return moves.move(self, PayoutState.SIGNED, mined(bytes.hash()), "signed", moves.now());
        });
  }

  /** For good: what it was to carry is raised again, and may have another child later. */
  private Payout giveBack(Payout child, Bundle bundle, String words) {
    return moves.together(
        () -> {
          Payout self = current(child, bundle);
          if (self.state() != PayoutState.BUILT) {
            return self;
          }
          Payout held = moves.hold(self, PayoutHold.POLICY, words, null);
          bundles.dissolve(bundle.id());
          return moves.move(held, PayoutState.CANCELLED, words, null);
        });
  }

  /** Stores bytes that give back less (BIP125); false where they need not be, or may not. */
  boolean raise(Payout child) {
    Bundle bundle = bundles.of(child.id()).orElseThrow();
    Parent parent = children.parent(child.id());
    SignedRow newest = bundles.signed(bundle.id()).getFirst();
    long old = bundles.fee(newest.hash());
    Optional<ChildTerms> terms = dearer(child, parent, old);
    if (terms.isEmpty()) {
      return false;
    }
    Signer.Signed bytes;
    try {
      bytes = signed(child, parent, terms.get().back());
    } catch (Refusal e) {
      if (e.code() != ErrorCode.FORBIDDEN && e.code() != ErrorCode.UNAVAILABLE) {
        throw e;
      }
      return false;
    }
    long fee = terms.get().fee();
    moves.together(
        () -> {
          Payout self = current(child, bundle);
          if (self.version() != child.version()
              || bundles.signed(bundle.id()).getFirst().no() != newest.no()) {
            throw new PayoutMoves.Overtaken(child.id());
          }
          Bundle dearer = new Bundle(bundle.id(), terms.get().back(), fee, terms.get().weight());
          bundles.store(dearer, newest.no() + 1, bytes, moves.now());
          tell(child, parent, bytes.hash(), fee);
          String words = "signed again with a higher fee";
          return moves.move(self, self.state(), mined(bytes.hash()), words, moves.now());
        });
    return true;
  }

  private Optional<ChildTerms> dearer(Payout child, Parent parent, long old) {
    Asset asset = child.amount().asset();
    CoinParent change = prices.change(asset.chain(), parent).orElseThrow();
    if (children.isMined(child.id())) {
      return prices.alone(asset, parent, change, old);
    }
    return children.waits(child.id())
        ? prices.dearer(asset, parent, change, old)
        : Optional.empty();
  }

  private Signer.Signed signed(Payout child, Parent parent, long back) {
    Asset asset = child.amount().asset();
    CoinParent change = prices.change(asset.chain(), parent).orElseThrow();
    return signer.signChild(
        asset.chain(),
        new Signer.CoinChild(
            child.id().value(), asset, parent.raw(), change.change().index(), back));
  }

  /** In the story of each payout that it carries. */
  private void tell(Payout child, Parent parent, String hash, long fee) {
    Asset coin = child.amount().asset();
    String words =
        "carried by a child with a higher fee (CPFP): transaction %s adds %s %s, together %s %s"
            .formatted(
                hash, text(coin, fee), coin.code(), text(coin, parent.fee() + fee), coin.code());
    bundles.lock(parent.bundle());
    for (PayoutId id : bundles.members(parent.bundle())) {
      rows.lock(id)
          .filter(
              one -> one.state() == PayoutState.BROADCASTING || one.state() == PayoutState.UNCLEAR)
          .ifPresent(one -> moves.move(one, one.state(), mined(parent.hash()), words, moves.now()));
    }
  }

  private Payout current(Payout child, Bundle bundle) {
    if (!bundles.lock(bundle.id())) {
      throw new PayoutMoves.Overtaken(child.id());
    }
    return rows.lock(child.id()).orElseThrow();
  }

  private static PayoutMoves.Mined mined(String hash) {
    return new PayoutMoves.Mined(hash, null, false);
  }

  private Instant later() {
    return moves.now().plus(LOOK_AGAIN);
  }

  private static String text(Asset coin, long units) {
    return new Amount(coin, BigInteger.valueOf(units)).text();
  }
}
