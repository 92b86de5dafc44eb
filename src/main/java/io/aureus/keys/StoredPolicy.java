package io.aureus.keys;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.PolicyRows.Approved;
import io.aureus.keys.Signer.Purpose;
import io.aureus.keys.Signer.Spend;
import io.aureus.keys.Signer.Verdict;
import io.aureus.keys.SpendingFacts.Approval;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rules with what the database knows. */
final class StoredPolicy implements SpendingPolicy {
  private static final Duration WINDOW = Duration.ofHours(24);

  /** How long a wish is remembered that nobody repeats: who waits asks every few seconds. */
  private static final Duration WANTED = Duration.ofDays(30);

  private final SpendingRules rules;
  private final PolicyRows rows;
  private final WantedRows wanted;
  private final SeedKeeper keeper;
  private final Clock clock;

  StoredPolicy(SpendingRules rules, PolicyRows rows, SeedKeeper keeper, Clock clock) {
    this.rules = rules;
    this.rows = rows;
    this.wanted = rows.wanted();
    this.keeper = keeper;
    this.clock = clock;
  }

  /** The verdict for now; another signing may change it a moment later. */
  Verdict judge(Spend spend) {
    return verdict(spend);
  }

  /**
   * Likewise; the destination of what the delay holds for is no new one from now on, and what waits
   * for a person is on the list of the signer's machine.
   */
  Verdict consider(Spend spend) {
    Verdict verdict = judge(spend);
    boolean withdrawal = spend.purpose() == Purpose.WITHDRAWAL;
    if (verdict.kind() == Verdict.Kind.REFUSED
        || (!withdrawal && spend.purpose() != Purpose.REFUND)) {
      return verdict;
    }
    String address = PaidAddress.normal(spend.asset().chain(), spend.destination());
    if (withdrawal || rules.limits().refundsAsWithdrawals()) {
      rows.seen(merchant(spend), spend.asset().chain().code(), address, clock.instant());
    }
    if (verdict.kind() == Verdict.Kind.HELD && rules.wantsPerson(spend, facts(spend)) != null) {
      Instant now = clock.instant();
      wanted.put(spend, merchant(spend), address, now);
      wanted.forget(now.minus(WANTED));
    }
    return verdict;
  }

  /** One signing of an asset at a time: the sum of a day stands until the transaction ends. */
  void lock(String asset) {
    SpendingLimits limits = rules.limits();
    if (limits.dayCap().containsKey(asset) || limits.refundDayCap().containsKey(asset)) {
      rows.lockAsset(asset);
    }
  }

  /** Likewise of a chain, for the sum of its fees; after {@link #lock}. */
  void lockFees(String chain) {
    rows.lockChain(chain);
  }

  /**
   * What the cap of a day's fees says of so much more, in the smallest unit of the chain's own
   * coin; null where it may be signed for. To stand, the chain's fees must be locked.
   */
  @Nullable String feesOverDay(String chain, BigInteger more) {
    return rules.overFees(chain, more, rows.feesAfter(chain, clock.instant().minus(WINDOW)));
  }

  /**
   * @param with the code of the refusal
   * @throws Refusal where signing is stopped; else nobody can stop it until the transaction ends
   */
  void refuseIfStopped(ErrorCode with) {
    rows.stopForGood()
        .ifPresent(
            stop -> {
              throw new Refusal(with, "signing is stopped: " + stop.reason());
            });
  }

  /**
   * What the day's cap says of a fee beside all that was signed; null where it may leave. The asset
   * must be locked.
   *
   * @param units in the coin's smallest unit
   */
  @Nullable String feeOverDay(Asset coin, long units) {
    return rules.overDay(coin.code(), BigInteger.valueOf(units), lastDay(coin.code()));
  }

  private BigInteger lastDay(String asset) {
    return rules.limits().dayCap().containsKey(asset)
        ? rows.signedAfter(asset, clock.instant().minus(WINDOW))
        : BigInteger.ZERO;
  }

  private BigInteger refunded(String asset) {
    return rules.limits().refundDayCap().containsKey(asset)
        ? rows.refundedAfter(asset, clock.instant().minus(WINDOW))
        : BigInteger.ZERO;
  }

  private Verdict verdict(Spend spend) {
    try {
      return rules.verdict(spend, facts(spend));
    } catch (Refusal e) {
      return new Verdict(Verdict.Kind.REFUSED, e.words());
    }
  }

  /**
   * @throws Refusal where the destination is no address
   */
  private SpendingFacts facts(Spend spend) {
    String address = PaidAddress.normal(spend.asset().chain(), spend.destination());
    String chain = spend.asset().chain().code();
    String asset = spend.asset().code();
    Long index = spend.destinationIndex();
    return new SpendingFacts(
        rows.stop().map(Stop::reason).orElse(null),
        lastDay(asset),
        refunded(asset),
        rows.firstSeen(merchant(spend), chain, address).orElse(null),
        rows.isListed(merchant(spend), chain, address),
        approval(spend, address),
        hot(spend.asset().chain()),
        index == null ? null : keeper.addresses("evm", index, 1).getFirst(),
        clock.instant());
  }

  /** Of Lightning there is no key here. */
  private String hot(Chain chain) {
    return chain.isLightning() ? "" : keeper.hotAddress(chain.family());
  }

  private Approval approval(Spend spend, String address) {
    List<Approved> all = rows.approved(spend.payout());
    String asset = spend.asset().code();
    if (all.contains(new Approved(asset, spend.units(), address, false))) {
      return Approval.GIVEN;
    }
    return all.contains(new Approved(asset, spend.units(), address, true))
        ? Approval.TOLD
        : Approval.NONE;
  }

  @Override
  public Rules rules() {
    SpendingLimits limits = rules.limits();
    return new Rules(
        limits.payoutCap(),
        limits.dayCap(),
        limits.refundCap(),
        limits.refundDayCap(),
        limits.refundsAsWithdrawals(),
        limits.approvalAbove(),
        limits.approveAtSigner(),
        limits.newDestinationDelay(),
        limits.allowListOnly(),
        limits.coldAddress(),
        limits.topUpCap(),
        limits.feeCap(),
        limits.coinFeeCap(),
        limits.feeDayCap(),
        limits.blocked().size(),
        rows.stop().orElse(null));
  }

  @Override
  public boolean isBlocked(String address) {
    return rules.limits().blocked().holds(address);
  }

  @Override
  public Amount lastDay(Amount zero) {
    BigInteger units = rows.signedAfter(zero.asset().code(), clock.instant().minus(WINDOW));
    return new Amount(zero.asset(), units);
  }

  @Override
  public List<Destination> list(String merchant) {
    return rows.list(merchant);
  }

  @Override
  public void add(String merchant, Chain chain, String address, String label, String actor) {
    String normal = normal(chain, address);
    Instant now = clock.instant();
    // Before the list: killed in between, the destination is known and not yet allowed.
    rows.seen(merchant, chain.code(), normal, now);
    rows.add(merchant, new Destination(chain.code(), normal, label, actor, now));
  }

  @Override
  public void remove(String merchant, Chain chain, String address, String actor) {
    rows.remove(merchant, chain.code(), normal(chain, address), actor);
  }

  @Override
  public boolean isDistant() {
    return false;
  }

  @Override
  public void setKillSwitch(boolean stopped, String reason, String actor) {
    rows.setStop(stopped, reason, actor, clock.instant());
  }

  @Override
  public String overFees(Chain chain, BigInteger units) {
    return Objects.requireNonNullElse(feesOverDay(chain.code(), units), "");
  }

  @Override
  public Amount feesOfDay(Amount zero) {
    String chain = zero.asset().chain().code();
    return new Amount(zero.asset(), rows.feesAfter(chain, clock.instant().minus(WINDOW)));
  }

  @Override
  public void approve(Spend spend, String requester, String approver) {
    if (rules.limits().approveAtSigner()) {
      throw onTheMachine(spend);
    }
    approve(spend, List.of(requester, approver), false);
  }

  @Override
  public void approveTold(Spend spend, String requester, String approver) {
    if (rules.wantsPersonHere(spend, facts(spend))) {
      throw onTheMachine(spend);
    }
    approve(spend, List.of(requester, approver), true);
  }

  private static Refusal onTheMachine(Spend spend) {
    return new Refusal(
        ErrorCode.FORBIDDEN,
        "this one is approved on the signer's machine alone: ./aureus signing approve "
            + spend.payout());
  }

  /**
   * @param people who asked, and who approves
   * @param told whether a gateway in another process says so
   */
  private void approve(Spend spend, List<String> people, boolean told) {
    if (people.getFirst().equals(people.getLast())) {
      throw new Refusal(
          ErrorCode.FORBIDDEN, "who asked for a payout cannot approve it: another person must");
    }
    String destination = normal(spend.asset().chain(), spend.destination());
    Approved what = new Approved(spend.asset().code(), spend.units(), destination, told);
    if (!rows.approve(spend.payout(), what, people, clock.instant()).equals(what)) {
      throw new Refusal(
          ErrorCode.CONFLICT,
          "payout " + spend.payout() + " was approved with another amount or destination");
    }
  }

  private static String merchant(Spend spend) {
    return Objects.requireNonNullElse(spend.merchant(), "");
  }

  private static String normal(Chain chain, String address) {
    try {
      return PaidAddress.normal(chain, address.strip());
    } catch (Refusal e) {
      throw new Refusal(ErrorCode.BAD_REQUEST, e.words());
    }
  }
}
