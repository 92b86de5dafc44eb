package io.aureus.payouts;

import io.aureus.chains.Network.Standing;
import io.aureus.chains.SpentCoins;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.Signer;
import io.aureus.keys.Signer.CoinPayment;
import io.aureus.keys.Signer.Spend;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import io.aureus.payouts.SignedRows.SignedRow;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Chains of coins: all bytes that are ever signed for a payout spend one coin in common, so the
 * chain takes one of them at most. The signer holds to it as well, whatever it is told here.
 */
final class CoinWay implements Way {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

  /** Its address is the account's hot one, which is watched from the first start on. */
  private static final long CHANGE = 0;

  private final PayoutRows rows;
  private final BundleRows bundles;
  private final UnsignedBundles unsigned;
  private final PayoutMoves moves;
  private final CoinBuilding building;
  private final DearerTerms dearer;
  private final LostBundles lost;
  private final Evidence evidence;
  private final Signer signer;
  private final Children children;
  private final PayoutStep.Listener steps;

  private CoinWay(
      PayoutRows rows,
      BundleRows bundles,
      UnsignedBundles unsigned,
      PayoutMoves moves,
      CoinBuilding building,
      DearerTerms dearer,
      LostBundles lost,
      Evidence evidence,
      Signer signer,
      Children children,
      PayoutStep.Listener steps) {
    this.rows = rows;
    this.bundles = bundles;
    this.unsigned = unsigned;
    this.moves = moves;
    this.building = building;
    this.dearer = dearer;
    this.lost = lost;
    this.evidence = evidence;
    this.signer = signer;
    this.children = children;
    this.steps = steps;
  }

  static CoinWay of(
      JdbcClient jdbc,
      PayoutRows rows,
      PayoutMoves moves,
      Purse purse,
      SpentCoins spent,
      CoinEvidence evidence,
      Signer signer,
      CoinRates rates,
      PayoutHolds holds,
      RandomGenerator random,
      PayoutStep.Listener steps) {
    BundleRows bundles = new BundleRows(jdbc);
    AloneRows alone = new AloneRows(jdbc);
    CoinBuilding building =
        new CoinBuilding(rows, bundles, alone, moves, holds, purse, signer, rates, evidence);
    DearerTerms dearer = new DearerTerms(jdbc, spent, moves, building, purse, rates);
    LostBundles lost = new LostBundles(jdbc, spent);
    UnsignedBundles unsigned = new UnsignedBundles(rows, bundles, alone, moves, spent, evidence);
    Children children = Children.of(jdbc, rows, moves, spent, signer, rates, random, steps);
    return new CoinWay(
        rows, bundles, unsigned, moves, building, dearer, lost, evidence, signer, children, steps);
  }

  /** Coins that no transaction of ours spends; where some are to be taken, lock the chain. */
  List<OwnCoin> free(Asset asset) {
    return building.free(asset);
  }

  /** What a back-up brought is held against the chain each time, as on chains with accounts. */
  @Override
  public Payout build(Payout payout) {
    if (payout.kind() == PayoutKind.CHILD) {
      return children.build(payout);
    }
    if (payout.hold() == PayoutHold.RESTORED) {
      rows.postpone(payout, null);
      return payout;
    }
    String against = evidence.againstBuilding(payout);
    return against.isEmpty()
        ? building.build(payout)
        : moves.together(() -> moves.hold(payout, PayoutHold.RESTORED, against, null));
  }

  @Override
  public Payout sign(Payout payout) {
    if (payout.kind() == PayoutKind.CHILD) {
      return children.sign(payout);
    }
    Chain chain = payout.amount().asset().chain();
    Bundle bundle = bundle(payout);
    List<Payout> members = members(bundle);
    BundleTerms terms = new BundleTerms(bundle, bundles.coins(chain, bundle.id()));
    Optional<Payout> ended = unsigned.endedByTheChain(payout, bundle, members, terms.coins());
    if (ended.isPresent()) {
      return ended.get();
    }
    Signer.Signed bytes;
    try {
      bytes = signer.signCoins(chain, payment(members, terms));
    } catch (Refusal e) {
      if (e.code() == ErrorCode.UNAVAILABLE) {
        // Signing is stopped, or the signer away: it may remember these payouts with these coins.
        rows.restate(payout, "waits until the signer signs again", later());
        return payout;
      }
      if (e.code() != ErrorCode.FORBIDDEN) {
        throw e;
      }
      return unsigned.giveBack(payout, bundle, e.words(), later());
    }
    steps.reached(PayoutStep.SIGNED_UNSTORED);
    return moves.together(
        () -> {
          Payout self = unsigned.current(payout, bundle);
          if (self.state() == PayoutState.BUILT) {
            bundles.store(bundle, 1, bytes, moves.now());
            unsigned.eachBuilt(bundle, member -> signed(member, bytes));
          }
          return rows.find(payout.id()).orElseThrow();
        });
  }

  private void signed(Payout member, Signer.Signed bytes) {
    moves.move(
        member,
        PayoutState.SIGNED,
        new PayoutMoves.Mined(bytes.hash(), null, false),
        "signed",
        moves.now());
  }

  private Instant later() {
    return moves.now().plus(LOOK_AGAIN);
  }

  @Override
  public List<SignedRow> signed(PayoutId id) {
    return bundles
        .of(id)
        .map(bundle -> children.ordered(bundle.id(), bundles.signed(bundle.id())))
        .orElse(List.of());
  }

  @Override
  public void offered(PayoutId id, int no, Instant now) {
    bundles.offered(id, no, now);
  }

  @Override
  public void minedIn(String hash, long block) {
    bundles.minedIn(hash, block);
  }

  /** The first payout of a transaction bears its whole fee, so that it is booked once. */
  @Override
  public Amount spent(Payout payout, String hash, Standing.Mined mined) {
    long fee = bundles.isFirst(payout.id()) ? bundles.fee(hash) : 0;
    return new Amount(payout.amount().asset(), BigInteger.valueOf(fee));
  }

  /** A block that is final for us has a coin of it in another transaction. */
  @Override
  public String astray(Payout payout) {
    if (payout.kind() == PayoutKind.CHILD) {
      return "";
    }
    Chain chain = payout.amount().asset().chain();
    return bundles
        .of(payout.id())
        .flatMap(bundle -> lost.of(chain, bundle.id()))
        .filter(found -> found.depth() >= chain.confirmations())
        .map(LostBundles.Lost::words)
        .orElse("");
  }

  /**
   * Replaces what waits by bytes that spend the same coins, and more where they must, and give back
   * less change (BIP125). Where our limits or coins do not allow it, a child may pay for it; what
   * waits with a child is left as it is, and the child is raised. What no node has any more is
   * replaced all the same: a child alone cannot be offered.
   */
  @Override
  public boolean raise(Payout payout, @Nullable SignedRow waiting) {
    if (payout.kind() == PayoutKind.CHILD) {
      return children.raise(payout);
    }
    Bundle bundle = bundle(payout);
    if (waiting != null && children.areThere(bundle.id())) {
      return false;
    }
    SignedRow newest = bundles.signed(bundle.id()).getFirst();
    Optional<BundleTerms> terms = dearer.of(bundle, members(bundle), newest);
    if (terms.isEmpty()) {
      Optional.ofNullable(waiting).ifPresent(one -> carry(payout, one));
      return false;
    }
    return raised(payout, bundle, newest, terms.get(), waiting != null);
  }

  private boolean raised(
      Payout payout, Bundle bundle, SignedRow newest, BundleTerms terms, boolean isWaiting) {
    List<Payout> members = members(bundle);
    Signer.Signed bytes;
    try {
      bytes = signer.signCoins(payout.amount().asset().chain(), payment(members, terms));
    } catch (Refusal e) {
      if (e.code() != ErrorCode.FORBIDDEN && e.code() != ErrorCode.UNAVAILABLE) {
        throw e;
      }
      // What is signed already is offered and followed all the same.
      moves.notRaised(payout, e.words());
      return false;
    }
    moves.together(
        () -> {
          Payout self = unsigned.current(payout, bundle);
          if (self.version() != payout.version()
              || (isWaiting && children.areThere(bundle.id()))
              || bundles.signed(bundle.id()).getFirst().no() != newest.no()) {
            throw new PayoutMoves.Overtaken(payout.id());
          }
          bundles.store(terms.bundle(), newest.no() + 1, bytes, moves.now());
          return moves.move(
              self,
              self.state(),
              new PayoutMoves.Mined(bytes.hash(), null, false),
              "signed again with a higher fee",
              moves.now());
        });
    return true;
  }

  @Override
  public boolean carry(Payout payout, SignedRow waiting) {
    int versions = bundles.signed(bundle(payout).id()).size();
    return payout.kind() != PayoutKind.CHILD && children.carry(payout, waiting, versions);
  }

  @Override
  public Optional<Payout> end(Payout payout) {
    return payout.kind() == PayoutKind.CHILD ? children.end(payout) : Optional.empty();
  }

  private CoinPayment payment(List<Payout> members, BundleTerms terms) {
    List<Spend> spends = members.stream().map(Sources::plain).toList();
    return new CoinPayment(
        spends,
        terms.coins().stream().map(OwnCoin::spent).toList(),
        CHANGE,
        terms.bundle().change());
  }

  private List<Payout> members(Bundle bundle) {
    return bundles.members(bundle.id()).stream().map(id -> rows.find(id).orElseThrow()).toList();
  }

  private Bundle bundle(Payout payout) {
    return bundles
        .of(payout.id())
        .orElseThrow(() -> new IllegalStateException(payout.id() + " has no coins"));
  }
}
