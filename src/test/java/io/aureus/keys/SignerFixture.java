package io.aureus.keys;

import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.TestDatabase;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** A signer with a seed and a database of its own. */
public final class SignerFixture {
  static final Chain ETH = new Chain("ETH", "Ethereum", "evm", "mainnet", 1, 12);
  static final Chain BNB = new Chain("BNB", "BNB Smart Chain", "evm", "mainnet", 56, 15);
  static final Asset COIN = new Asset("ETH", ETH, "ETH", 18, 8, "", "");
  static final Asset BNB_COIN = new Asset("BNB", BNB, "BNB", 18, 8, "", "");
  static final Asset TOKEN =
      new Asset(
          "USDT-ERC20", ETH, "USDT", 6, 4, "0xdAC17F958D2ee523a2206206994597C13D831ec7", "USD");

  public static final Chain BTC = new Chain("BTC", "Bitcoin", "bitcoin", "regtest", 0, 2);
  public static final Asset BITCOIN = new Asset("BTC", BTC, "BTC", 8, 8, "", "");

  static final Chain LTC = new Chain("LTC", "Litecoin", "litecoin", "regtest", 0, 2);
  static final Asset LITECOIN = new Asset("LTC", LTC, "LTC", 8, 8, "", "");

  static final Chain BLN = new Chain("BLN", "Lightning", "lightning", "regtest", 0, 1);
  static final Asset LIGHTNING = new Asset("BTC-LN", BLN, "BTC", 11, 8, "", "");

  private static final AtomicInteger SEEDS = new AtomicInteger();

  private final TestDatabase database = TestDatabase.fresh();
  private final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final SplittableRandom random = new SplittableRandom(SEEDS.incrementAndGet());
  private final SeedKeeper keeper;
  private final StoredPolicy policy;
  private final Signer signer;

  SignerFixture(Curve curve) {
    this(curve, settings(Map.of(), Map.of(), Map.of(), null, false, ""));
  }

  SignerFixture(Curve curve, PolicySettings settings) {
    this(curve, settings, AddressForm.BIP84);
  }

  SignerFixture(Curve curve, PolicySettings settings, AddressForm form) {
    keeper =
        new SeedKeeper(
            new KeyRows(database.jdbc()),
            new AesGcmBox(new byte[32], random),
            curve,
            clock,
            random,
            Map.of(
                "bitcoin", new AddressSettings.Plan(BTC, form),
                "litecoin", new AddressSettings.Plan(LTC, form)));
    keeper.createIfAbsent();
    SpendingRules rules = rules(settings);
    policy = new StoredPolicy(rules, new PolicyRows(database.jdbc()), keeper, clock);
    TransactionTemplate apart = database.transactions();
    apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    signer = new EvmSigner(keeper, new SigningRows(database.jdbc()), policy, rules, apart, clock);
  }

  private static SpendingRules rules(PolicySettings settings) {
    Catalogue catalogue =
        new Catalogue(List.of(COIN, BNB_COIN, TOKEN, BITCOIN, LITECOIN, LIGHTNING), Set.of("USD"));
    return new SpendingRules(SpendingLimits.of(settings, catalogue, Duration.ZERO));
  }

  /** What signs after a start with other settings, over the same database. */
  Signer restarted(PolicySettings settings) {
    SpendingRules rules = rules(settings);
    StoredPolicy now = new StoredPolicy(rules, new PolicyRows(database.jdbc()), keeper, clock);
    TransactionTemplate apart = database.transactions();
    apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    return new EvmSigner(keeper, new SigningRows(database.jdbc()), now, rules, apart, clock);
  }

  static PolicySettings settings(
      Map<String, BigDecimal> payoutCap,
      Map<String, BigDecimal> dayCap,
      Map<String, BigDecimal> approvalAbove,
      @Nullable Duration delay,
      boolean allowListOnly,
      String cold) {
    return new PolicySettings(
        payoutCap,
        dayCap,
        Map.of(),
        Map.of(),
        false,
        approvalAbove,
        false,
        delay,
        allowListOnly,
        cold,
        new BigDecimal("0.01"),
        BigDecimal.ONE,
        Map.of(),
        Map.of(),
        List.of("0x90F79bf6EB2c4f870365E785982E1f101E93b906"),
        "");
  }

  /** The same with caps of fees, of one transaction and of a day. */
  static PolicySettings withFees(
      PolicySettings plain, Map<String, BigDecimal> one, Map<String, BigDecimal> day) {
    return new PolicySettings(
        plain.payoutCap(),
        plain.dayCap(),
        plain.refundCap(),
        plain.refundDayCap(),
        plain.refundsAsWithdrawals(),
        plain.approvalAbove(),
        plain.approveAtSigner(),
        plain.newDestinationDelay(),
        plain.allowListOnly(),
        plain.coldAddress(),
        plain.topUpCap(),
        plain.feeCap(),
        one,
        day,
        plain.blockList(),
        plain.blockListFile());
  }

  /** The same with rules for refunds. */
  static PolicySettings withRefunds(
      PolicySettings plain,
      Map<String, BigDecimal> one,
      Map<String, BigDecimal> day,
      boolean asWithdrawals) {
    return new PolicySettings(
        plain.payoutCap(),
        plain.dayCap(),
        one,
        day,
        asWithdrawals,
        plain.approvalAbove(),
        plain.approveAtSigner(),
        plain.newDestinationDelay(),
        plain.allowListOnly(),
        plain.coldAddress(),
        plain.topUpCap(),
        plain.feeCap(),
        plain.coinFeeCap(),
        plain.feeDayCap(),
        plain.blockList(),
        plain.blockListFile());
  }

  /** The same with one more address to which nothing is ever paid. */
  static PolicySettings blocking(PolicySettings plain, String address) {
    return new PolicySettings(
        plain.payoutCap(),
        plain.dayCap(),
        plain.refundCap(),
        plain.refundDayCap(),
        plain.refundsAsWithdrawals(),
        plain.approvalAbove(),
        plain.approveAtSigner(),
        plain.newDestinationDelay(),
        plain.allowListOnly(),
        plain.coldAddress(),
        plain.topUpCap(),
        plain.feeCap(),
        plain.coinFeeCap(),
        plain.feeDayCap(),
        List.of(address),
        plain.blockListFile());
  }

  /** The same where approvals are given on the signer's machine alone. */
  static PolicySettings approvedAtSigner(PolicySettings plain) {
    return new PolicySettings(
        plain.payoutCap(),
        plain.dayCap(),
        plain.refundCap(),
        plain.refundDayCap(),
        plain.refundsAsWithdrawals(),
        plain.approvalAbove(),
        true,
        plain.newDestinationDelay(),
        plain.allowListOnly(),
        plain.coldAddress(),
        plain.topUpCap(),
        plain.feeCap(),
        plain.coinFeeCap(),
        plain.feeDayCap(),
        plain.blockList(),
        plain.blockListFile());
  }

  /** What a test of another room needs of this one. */
  public record Kept(Signer signer, SpendingPolicy policy, Derivation seed) {}

  /** A signer on a database of a test's own, with a seed that is always the same. */
  public static Signer on(TestDatabase database, Clock clock) {
    return kept(database, clock).signer();
  }

  /** The same with its policy and its addresses; it keeps regtest's bitcoin too. */
  public static Kept kept(TestDatabase database, Clock clock) {
    return kept(database, clock, Map.of());
  }

  /** The same with caps of a day's fees, by asset. */
  public static Kept kept(TestDatabase database, Clock clock, Map<String, BigDecimal> feeDayCap) {
    SplittableRandom random = new SplittableRandom(7);
    SeedKeeper keeper =
        new SeedKeeper(
            new KeyRows(database.jdbc()),
            new AesGcmBox(new byte[32], random),
            new JavaCurve(),
            clock,
            random,
            Map.of("bitcoin", new AddressSettings.Plan(BTC, AddressForm.BIP84)));
    keeper.createIfAbsent();
    SpendingRules rules =
        new SpendingRules(
            SpendingLimits.of(
                withFees(
                    settings(Map.of(), Map.of(), Map.of(), null, false, ""), Map.of(), feeDayCap),
                new Catalogue(List.of(COIN, BITCOIN), Set.of("USD")),
                Duration.ZERO));
    TransactionTemplate apart = database.transactions();
    apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    StoredPolicy policy = new StoredPolicy(rules, new PolicyRows(database.jdbc()), keeper, clock);
    SigningRows rows = new SigningRows(database.jdbc());
    return new Kept(new EvmSigner(keeper, rows, policy, rules, apart, clock), policy, keeper);
  }

  Signer signer() {
    return signer;
  }

  Seeds seeds() {
    return keeper;
  }

  SpendingPolicy policy() {
    return policy;
  }

  TestDatabase database() {
    return database;
  }

  AdjustableClock clock() {
    return clock;
  }

  String change(long index) {
    return keeper.change("bitcoin", index, 1).getFirst();
  }

  /** The address of an order of a family of coins. */
  String ordered(String family, long index) {
    return keeper.addresses(family, index, 1).getFirst();
  }

  String receiving(long index) {
    return keeper.addresses("evm", index, 1).getFirst();
  }

  /** An address of nobody that no test has seen before. */
  String stranger() {
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    secret[0] = 0;
    return EvmAddress.of(new JavaCurve().point(secret));
  }
}
