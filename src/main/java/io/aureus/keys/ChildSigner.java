package io.aureus.keys;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.Signer.CoinChild;
import io.aureus.keys.Signer.Signed;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import io.aureus.money.CoinAddress;
import io.aureus.money.CoinNetwork;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Signs children (CPFP): from our change to our change, so that nothing leaves but the fee. It
 * reads the parent itself. What the parent's coins hold it knows from its own memory, so it knows
 * the parent's fee too, and judges both fees as one.
 */
final class ChildSigner {
  private static final String PURPOSE = "CHILD";
  private static final long CHANGE = 0;
  private static final long PLACE = 0;

  private final SeedKeeper keeper;
  private final SigningRows rows;
  private final CoinMemoryRows memory;
  private final StoredPolicy policy;
  private final SpendingRules rules;
  private final TransactionTemplate apart;
  private final Clock clock;

  ChildSigner(
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

  Signed sign(Chain chain, CoinChild child) {
    Asset coin = child.asset();
    if (!CoinNetwork.has(chain.family())
        || !coin.chain().code().equals(chain.code())
        || !coin.isNative()) {
      throw refused("the asset is not the coin of a chain of coins: " + chain.code());
    }
    RawTransaction parent = parsed(child.parent());
    String change = keeper.change(chain.family(), CHANGE, 1).getFirst();
    CoinOutput spent = spent(chain, parent, child.index(), change);
    CoinPoint point = new CoinPoint(parent.txid(), child.index());
    CoinTransaction transaction =
        CoinTransaction.of(
            List.of(new CoinTransaction.Input(point, spent, CoinTransaction.REPLACEABLE)),
            List.of(CoinSigner.output(chain, change, BigInteger.valueOf(child.units()))));
    refuse(rules.wrongFee(coin, transaction.fee()));
    apart.executeWithoutResult(
        status -> remember(chain, child, change, parent, transaction.inputs().getFirst()));
    return signed(chain, transaction);
  }

  private static RawTransaction parsed(String raw) {
    try {
      return RawTransaction.parse(HexFormat.of().parseHex(raw), true);
    } catch (IllegalArgumentException e) {
      throw refused("the parent of a child is no transaction: " + e.getMessage());
    }
  }

  /** Only what came back to us is spent: who was paid by the parent has what is his. */
  private static CoinOutput spent(Chain chain, RawTransaction parent, long index, String change) {
    byte[] script = CoinAddress.parse(chain, change).script();
    if (index < 0
        || index >= parent.outputs().size()
        || !parent.outputs().get((int) index).script().equals(HexFormat.of().formatHex(script))) {
      throw refused("a child spends our own change of its parent, and nothing else");
    }
    return parent.outputs().get((int) index);
  }

  /** Commits what is about to be signed, or refuses it. */
  private void remember(
      Chain chain,
      CoinChild child,
      String change,
      RawTransaction parent,
      CoinTransaction.Input input) {
    Instant now = clock.instant();
    Asset coin = child.asset();
    policy.refuseIfStopped(ErrorCode.UNAVAILABLE);
    policy.lock(coin.code());
    policy.lockFees(chain.code());
    long fee = Math.subtractExact(input.spent().units(), child.units());
    refuse(rules.wrongFee(coin, Math.addExact(parentFee(chain, parent), fee)));
    if (memory.units(chain.code(), input.point(), input.spent().units()) != input.spent().units()) {
      throw refused("the coin %s was told to hold another sum before".formatted(input.point()));
    }
    SigningRows.Subject subject =
        new SigningRows.Subject(
            child.payout(),
            PURPOSE,
            "",
            chain.code(),
            coin.code(),
            BigInteger.ZERO,
            change,
            CoinSigner.ACCOUNT,
            "");
    if (!rows.remember(subject, now).equals(subject)) {
      throw refused("payout %s was signed for something else before".formatted(child.payout()));
    }
    CoinPoint anchor = memory.anchor(child.payout(), chain.code(), input.point(), now);
    if (!anchor.equals(input.point())) {
      throw refused(new TiedCoin(child.payout(), anchor).words());
    }
    rows.takePlace(subject, PLACE, now);
    countFee(coin, input.point(), fee, now);
  }

  /** By what its coins were told to hold when it was signed. */
  private long parentFee(Chain chain, RawTransaction parent) {
    long fee = 0;
    for (RawTransaction.In in : parent.inputs()) {
      long units =
          memory
              .known(chain.code(), in.point())
              .orElseThrow(
                  () ->
                      refused(
                          "the parent of a child spends the coin %s, which was not signed here"
                              .formatted(in.point())));
      fee = Math.addExact(fee, units);
    }
    for (CoinOutput output : parent.outputs()) {
      fee = Math.subtractExact(fee, output.units());
    }
    if (fee <= 0) {
      throw refused("the coins of a child's parent do not pay for its outputs and a fee");
    }
    return fee;
  }

  /** The parent's was counted with its own coins: what is new is the child's. */
  private void countFee(Asset coin, CoinPoint point, long fee, Instant now) {
    long more = fee - memory.fees(coin.chain().code(), List.of(point));
    if (more > 0) {
      refuse(policy.feeOverDay(coin, more));
      refuse(policy.feesOverDay(coin.chain().code(), BigInteger.valueOf(more)));
      memory.countFee(coin.chain().code(), point, coin.code(), more, now);
    }
  }

  private Signed signed(Chain chain, CoinTransaction transaction) {
    ExtendedKey account = keeper.accountSecret(chain.family());
    try {
      ExtendedKey key = account.descend(1, (int) CHANGE);
      try {
        CoinWitness witness = key.witness(new SignatureHashes(transaction), 0);
        CoinTransaction.Signed signed = transaction.signed(List.of(witness));
        return new Signed(signed.txid(), signed.raw());
      } finally {
        key.wipe();
      }
    } finally {
      account.wipe();
    }
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
