package io.aureus.keys;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.PolicyRows.Approved;
import io.aureus.keys.Signer.Purpose;
import io.aureus.keys.Signer.Spend;
import io.aureus.keys.Signer.Verdict;
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

  private final SpendingRules rules;
  private final PolicyRows rows;
  private final SeedKeeper keeper;
  private final Clock clock;

  StoredPolicy(SpendingRules rules, PolicyRows rows, SeedKeeper keeper, Clock clock) {
    this.rules = rules;
    this.rows = rows;
    this.keeper = keeper;
    this.clock = clock;
  }

  /** The verdict for now; another signing may change it a moment later. */
  Verdict judge(Spend spend) {
    return verdict(spend, rows.stop().orElse(null));
  }

  /** Likewise, and the destination of a withdrawal is no new one from now on. */
  Verdict consider(Spend spend) {
    Verdict verdict = judge(spend);
    if (spend.purpose() == Purpose.WITHDRAWAL && verdict.kind() != Verdict.Kind.REFUSED) {
      rows.seen(
          merchant(spend),
          spend.asset().chain().code(),
          PaidAddress.normal(spend.asset().chain(), spend.destination()),
          clock.instant());
    }
    return verdict;
  }

  /** One signing of an asset at a time: the sum of a day stands until the transaction ends. */
  void lock(String asset) {
    if (rules.limits().dayCap().containsKey(asset)) {
      rows.lockAsset(asset);
    }
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

  private Verdict verdict(Spend spend, @Nullable Stop stop) {
    Instant now = clock.instant();
    String address;
    try {
      address = PaidAddress.normal(spend.asset().chain(), spend.destination());
    } catch (Refusal e) {
      return new Verdict(Verdict.Kind.REFUSED, e.words());
    }
    String chain = spend.asset().chain().code();
    String asset = spend.asset().code();
    Long index = spend.destinationIndex();
    SpendingFacts facts =
        new SpendingFacts(
            stop == null ? null : stop.reason(),
            lastDay(asset),
            rows.firstSeen(merchant(spend), chain, address).orElse(null),
            rows.isListed(merchant(spend), chain, address),
            rows.approved(spend.payout())
                .map(new Approved(asset, spend.units(), address)::equals)
                .orElse(false),
            keeper.hotAddress(spend.asset().chain().family()),
            index == null ? null : keeper.addresses("evm", index, 1).getFirst(),
            now);
    return rules.verdict(spend, facts);
  }

  @Override
  public Rules rules() {
    SpendingLimits limits = rules.limits();
    return new Rules(
        limits.payoutCap(),
        limits.dayCap(),
        limits.approvalAbove(),
        limits.newDestinationDelay(),
        limits.allowListOnly(),
        limits.coldAddress(),
        limits.topUpCap(),
        limits.feeCap(),
        limits.coinFeeCap(),
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
  public void approve(Spend spend, String requester, String approver) {
    if (requester.equals(approver)) {
      throw new Refusal(
          ErrorCode.FORBIDDEN, "who asked for a payout cannot approve it: another person must");
    }
    String destination = normal(spend.asset().chain(), spend.destination());
    Approved what = new Approved(spend.asset().code(), spend.units(), destination);
    if (!rows.approve(spend.payout(), what, List.of(requester, approver), clock.instant())
        .equals(what)) {
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
