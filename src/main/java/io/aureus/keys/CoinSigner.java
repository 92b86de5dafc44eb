package io.aureus.keys;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.Signer.CoinPayment;
import io.aureus.keys.Signer.Purpose;
import io.aureus.keys.Signer.Signed;
import io.aureus.keys.Signer.Spend;
import io.aureus.keys.Signer.SpentCoin;
import io.aureus.keys.Signer.Verdict;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import io.aureus.money.CoinAddress;
import io.aureus.money.CoinNetwork;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Signs transactions of coins. It makes every output itself: one for each payout, under the policy,
 * and the change, whose address it derives. A payout is tied to one of the coins that it was signed
 * with first, and is never signed without it: two transactions that pay it spend the same coin, so
 * one of them at most is ever mined.
 */
final class CoinSigner {
  private static final int MOST_COINS = 2_000;
  private static final int MOST_PAYOUTS = 500;

  /** More than there will ever be of any coin, in smallest units; sums of it fit a long. */
  private static final long MOST_UNITS = 1L << 53;

  /**
   * The only place of change that anybody watches: what goes elsewhere would be found by nobody.
   */
  private static final long CHANGE = 0;

  /** No coins leave from one address: the sender of a payout is the whole account. */
  static final String ACCOUNT = "coins";

  private static final long PLACE = 0;

  private final SeedKeeper keeper;
  private final SigningRows rows;
  private final CoinMemoryRows memory;
  private final StoredPolicy policy;
  private final SpendingRules rules;
  private final TransactionTemplate apart;
  private final Clock clock;

  CoinSigner(
      SeedKeeper keeper,
      SigningRows rows,
      StoredPolicy policy,
      SpendingRules rules,
      TransactionTemplate apart,
      Clock clock) {
    this.keeper = keeper;
    this.rows = rows;
    this.memory = rows.ofCoins();
    this.policy = policy;
    this.rules = rules;
    this.apart = apart;
    this.clock = clock;
  }

  Signed sign(Chain chain, CoinPayment payment) {
    check(chain, payment);
    CoinTransaction transaction = transaction(chain, payment);
    refuse(rules.wrongFee(payment.spends().getFirst().asset(), transaction.fee()));
    apart.executeWithoutResult(status -> remember(chain, payment, transaction.fee()));
    return signed(chain, payment, transaction);
  }

  private static void check(Chain chain, CoinPayment payment) {
    if (!CoinNetwork.has(chain.family())) {
      throw refused("the signer has no coins of the chain " + chain.code());
    }
    List<Spend> spends = payment.spends();
    List<SpentCoin> coins = payment.coins();
    if (spends.isEmpty()
        || spends.size() > MOST_PAYOUTS
        || spends.stream().map(Spend::payout).distinct().count() < spends.size()) {
      throw refused("a transaction of coins pays 1 to " + MOST_PAYOUTS + " payouts, each once");
    }
    if (coins.isEmpty()
        || coins.size() > MOST_COINS
        || coins.stream().map(SpentCoin::point).distinct().count() < coins.size()) {
      throw refused("a transaction spends 1 to " + MOST_COINS + " coins, and each of them once");
    }
    if (payment.changeUnits() < 0 || payment.changeIndex() != CHANGE) {
      throw refused("change is nothing or more, and goes to the first address of its branch");
    }
    checkCoins(coins);
    for (Spend spend : spends) {
      if (!spend.asset().chain().code().equals(chain.code()) || !spend.asset().isNative()) {
        throw refused("the asset is not the coin of the chain " + chain.code());
      }
      if (spend.purpose() == Purpose.TOP_UP) {
        throw refused("coins need no gas: no top-up of them is signed");
      }
    }
    refuse(CoinMerging.wrong(payment));
  }

  private static void checkCoins(List<SpentCoin> coins) {
    long sum = 0;
    for (SpentCoin coin : coins) {
      if (coin.units() <= 0 || coin.units() > MOST_UNITS - sum) {
        throw refused("coins hold more than nothing, and together less than there are");
      }
      sum += coin.units();
      if (coin.index() < 0 || coin.index() > Integer.MAX_VALUE) {
        throw refused("no address of ours has the index " + coin.index());
      }
    }
  }

  private CoinTransaction transaction(Chain chain, CoinPayment payment) {
    List<CoinTransaction.Input> inputs = new ArrayList<>();
    for (SpentCoin coin : payment.coins()) {
      CoinOutput spent = new CoinOutput(coin.units(), script(chain, coin));
      inputs.add(new CoinTransaction.Input(coin.point(), spent, CoinTransaction.REPLACEABLE));
    }
    List<CoinOutput> outputs = new ArrayList<>();
    for (Spend spend : CoinMerging.paid(payment)) {
      String address = PaidAddress.normal(chain, spend.destination());
      outputs.add(output(chain, address, spend.units()));
    }
    if (payment.changeUnits() > 0) {
      String address = keeper.change(chain.family(), CHANGE, 1).getFirst();
      outputs.add(output(chain, address, BigInteger.valueOf(payment.changeUnits())));
    }
    return CoinTransaction.of(inputs, outputs);
  }

  /** Dust is passed on by no node, and holds up whatever stands beside it. */
  static CoinOutput output(Chain chain, String address, BigInteger units) {
    byte[] script = CoinAddress.parse(chain, address).script();
    long least = Math.max(1, CoinAddress.dustLimit(chain, script));
    if (units.compareTo(BigInteger.valueOf(least)) < 0
        || units.compareTo(BigInteger.valueOf(MOST_UNITS)) > 0) {
      throw refused(
          "an output to %s holds %d at least and less than there are, not %s"
              .formatted(address, least, units));
    }
    return new CoinOutput(units.longValueExact(), HexFormat.of().formatHex(script));
  }

  /**
   * Of the place in our branches. A payout that was tied to a coin of another script could never be
   * signed for one that is ours.
   */
  private String script(Chain chain, SpentCoin coin) {
    String family = chain.family();
    String ours =
        (coin.isChange()
                ? keeper.change(family, coin.index(), 1)
                : keeper.addresses(family, coin.index(), 1))
            .getFirst();
    String script = HexFormat.of().formatHex(CoinAddress.parse(chain, ours).script());
    if (!ours.equals(coin.address()) || CoinScript.of(script).isEmpty()) {
      throw refused(
          "the coin %s is said to lie on %s, and our address of that place is %s"
              .formatted(coin.point(), coin.address(), ours));
    }
    return script;
  }

  /** Commits what is about to be signed, or refuses it. */
  private void remember(Chain chain, CoinPayment payment, long fee) {
    Instant now = clock.instant();
    // It passes, and payouts that are remembered here must stay with their coins until it does.
    policy.refuseIfStopped(ErrorCode.UNAVAILABLE);
    policy.lock(payment.spends().getFirst().asset().code());
    policy.lockFees(chain.code());
    payment.coins().stream()
        .sorted(Comparator.comparing(SpentCoin::point))
        .forEach(coin -> checkUnits(chain, coin));
    // In one order, so that two signings of the same payouts do not wait for each other.
    payment.spends().stream()
        .sorted(Comparator.comparing(Spend::payout))
        .forEach(spend -> remember(chain, payment, spend, now));
    countFee(chain, payment, fee, now);
  }

  /** What it costs beyond all that was counted before for any coin of it. */
  private void countFee(Chain chain, CoinPayment payment, long fee, Instant now) {
    List<CoinPoint> points = payment.coins().stream().map(SpentCoin::point).toList();
    long more = fee - memory.fees(chain.code(), points);
    if (more > 0) {
      Asset coin = payment.spends().getFirst().asset();
      refuse(policy.feeOverDay(coin, more));
      refuse(policy.feesOverDay(chain.code(), BigInteger.valueOf(more)));
      memory.countFee(chain.code(), points.getFirst(), coin.code(), more, now);
    }
  }

  private void remember(Chain chain, CoinPayment payment, Spend spend, Instant now) {
    boolean counted = rows.hasPlace(spend.payout(), PLACE);
    if (!counted) {
      Verdict verdict = policy.judge(spend);
      refuse(verdict.kind() == Verdict.Kind.ALLOWED ? null : verdict.rule());
    }
    SigningRows.Subject subject =
        new SigningRows.Subject(
            spend.payout(),
            spend.purpose().name(),
            Objects.requireNonNullElse(spend.merchant(), ""),
            chain.code(),
            spend.asset().code(),
            spend.units(),
            PaidAddress.normal(chain, spend.destination()),
            ACCOUNT,
            "");
    if (!rows.remember(subject, now).equals(subject)) {
      throw refused(
          "payout %s was signed for something else before: its amount, chain and destination are"
                  .formatted(spend.payout())
              + " fixed for ever");
    }
    CoinPoint first = payment.coins().getFirst().point();
    CoinPoint anchor = memory.anchor(spend.payout(), chain.code(), first, now);
    if (payment.coins().stream().noneMatch(coin -> coin.point().equals(anchor))) {
      throw refused(new TiedCoin(spend.payout(), anchor).words());
    }
    if (!counted) {
      rows.takePlace(subject, PLACE, now);
    }
  }

  /**
   * A witness of version 0 covers the sum of its own coin only: who told two sums of one coin could
   * put signatures together into a transaction whose fee nobody has judged.
   */
  private void checkUnits(Chain chain, SpentCoin coin) {
    long first = memory.units(chain.code(), coin.point(), coin.units());
    if (first != coin.units()) {
      throw refused(
          "the coin %s was told to hold %d before, and now %d"
              .formatted(coin.point(), first, coin.units()));
    }
  }

  private Signed signed(Chain chain, CoinPayment payment, CoinTransaction transaction) {
    SignatureHashes hashes = new SignatureHashes(transaction);
    List<CoinWitness> witnesses = new ArrayList<>();
    ExtendedKey account = keeper.accountSecret(chain.family());
    try {
      for (int i = 0; i < payment.coins().size(); i++) {
        SpentCoin coin = payment.coins().get(i);
        ExtendedKey key = account.descend(coin.isChange() ? 1 : 0, Math.toIntExact(coin.index()));
        try {
          witnesses.add(key.witness(hashes, i));
        } finally {
          key.wipe();
        }
      }
    } finally {
      account.wipe();
    }
    CoinTransaction.Signed signed = transaction.signed(witnesses);
    return new Signed(signed.txid(), signed.raw());
  }

  private static void refuse(@Nullable String rule) {
    if (rule != null) {
      throw refused(rule);
    }
  }

  private static Refusal refused(String words) {
    return new Refusal(ErrorCode.FORBIDDEN, words);
  }
}
