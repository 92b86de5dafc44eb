package io.aureus.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.keys.SignerFixture;
import io.aureus.ledger.Account;
import io.aureus.ledger.Entry;
import io.aureus.ledger.Ledger;
import io.aureus.ledger.LedgerStores;
import io.aureus.ledger.Posting;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.TestDatabase;
import io.aureus.wallets.WalletStores;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The payout engine on a database of its own, a signer, and a pretended chain of coins. */
@SuppressWarnings("NullAway") // what coins have no use for is not there
final class CoinTown {
  static final Chain BTC = SignerFixture.BTC;
  static final Asset COIN = SignerFixture.BITCOIN;
  static final MerchantId SHOP = new MerchantId("mct-000000000001");
  static final MerchantId OTHER_SHOP = new MerchantId("mct-000000000002");
  static final String TO = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";

  /** A worker dies here, and runs no more. */
  static final class Halt extends Error {
    private static final long serialVersionUID = 1;
  }

  final TestDatabase database = TestDatabase.fresh();
  final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-11-20T12:00:00Z"));
  final PretendCoins chain = new PretendCoins(BTC);
  final SignerFixture.Kept keys;
  final Ledger ledger;
  final Payouts desk;
  final LostPayouts lost;
  @Nullable PayoutStep haltAt;

  /** Each move of a payout as it was told: its state, and whether that was known. */
  final List<String> told = new CopyOnWriteArrayList<>();

  /** How small coins become one. */
  final Merging merging = new Merging();

  /** What happens there instead of the worker's death. */
  @Nullable Runnable meanwhile;

  final Catalogue catalogue = new Catalogue(List.of(COIN), Set.of("USD"));
  final PayoutRows rows = new PayoutRows(database.jdbc(), catalogue);
  final PayoutMoves moves;
  static final PayoutsSettings SETTINGS =
      new PayoutsSettings(
          PayoutsSettings.FeeFrom.MERCHANT,
          Duration.ofSeconds(1),
          Duration.ofMinutes(2),
          Duration.ofMinutes(3),
          Duration.ofMinutes(30),
          64,
          5,
          500,
          500,
          1,
          500,
          List.of(),
          Map.<String, BigDecimal>of(),
          Map.<String, BigDecimal>of(),
          false);

  private final PayoutsSettings settings = SETTINGS;
  private final CoinPrices prices;
  private final SplittableRandom random = new SplittableRandom(2);
  final CoinRates rates;
  private int funded;

  CoinTown() {
    this(Map.of());
  }

  /**
   * @param feeDayCap by asset, in whole coins
   */
  CoinTown(Map<String, BigDecimal> feeDayCap) {
    keys = SignerFixture.kept(database, clock, feeDayCap);
    ledger = LedgerStores.ledger(database, catalogue, clock);
    moves =
        new PayoutMoves(
            rows,
            new StoryRows(database.jdbc()),
            ledger,
            List.of((payout, before, isKnown) -> told.add(payout.state() + "," + isKnown)),
            clock,
            database.transactions());
    prices = new CoinPrices(database.jdbc(), null, catalogue, clock);
    rates = new CoinRates(prices, keys.policy(), settings);
    desk =
        new PayoutDesk(
            rows,
            moves,
            new Destinations(
                catalogue,
                WalletStores.addresses(database, clock),
                keys.signer(),
                keys.policy(),
                (asset, address, merchant) -> false),
            new NetworkFees(null, rates, count(), null, rows, settings, null),
            new PayoutDesk.Outside(
                ledger,
                keys.signer(),
                keys.policy(),
                actor -> actor,
                job -> {},
                new SplittableRandom(1),
                recall(),
                null),
            settings);
    lost = new LostDesk(database.jdbc(), rows, chain, moves, evidence());
    chain.watch(keys.signer().hotAddress("bitcoin"));
    rate(2_000);
  }

  private CoinEvidence evidence() {
    return new CoinEvidence(
        new CoinEvidence.Own(
            new DoubtRows(database.jdbc(), rows),
            rows,
            new BundleRows(database.jdbc()),
            new HandedRows(database.jdbc()),
            new LostBundles(database.jdbc(), chain)),
        new CoinEvidence.Outside(new RecentCoins(chain, clock), chain, chain, chain));
  }

  /** What the network asks for 1,000 bytes. */
  void rate(long rate) {
    prices.note(BTC, rate);
  }

  /** A payer pays: a coin on an order's address, and a balance. */
  void pay(long units) {
    pay(SHOP, units);
  }

  void pay(MerchantId shop, long units) {
    String address = keys.seed().addresses("bitcoin", funded, 1).getFirst();
    database
        .jdbc()
        .sql(
            """
            insert into receiving_address (family, derivation_index, block, address)
            values ('bitcoin', ?, 0, ?)
            """)
        .params(funded, address)
        .update();
    funded++;
    chain.watch(address);
    chain.fund(address, units);
    Amount amount = Amount.ofUnits(COIN, units);
    Entry entry =
        new Entry(
            "paid:" + funded,
            "paid",
            List.of(
                new Posting(Account.ours(Account.Kind.CUSTODY), amount.negated()),
                new Posting(Account.of(shop.value(), Account.Kind.AVAILABLE), amount)));
    database.transactions().executeWithoutResult(status -> ledger.post(entry));
  }

  Payout ask(long units, String name) {
    return desk.request(wish(units, TO, name));
  }

  Payout ask(MerchantId shop, long units, String name) {
    return desk.request(wish(shop, units, TO, name));
  }

  static PayoutWish wish(long units, String to, String name) {
    return wish(SHOP, units, to, name);
  }

  private static PayoutWish wish(MerchantId shop, long units, String to, String name) {
    return new PayoutWish(
        shop,
        PayoutKind.WITHDRAWAL,
        Amount.ofUnits(COIN, units),
        to,
        false,
        null,
        name,
        null,
        "person:1");
  }

  /** A worker of a node of its own looks at all that is due. */
  void work() {
    PayoutStep.Listener steps =
        step -> {
          if (step == haltAt) {
            haltAt = null;
            if (meanwhile == null) {
              throw new Halt();
            }
            meanwhile.run();
          }
        };
    CoinWay coins = way(steps);
    ConsolidationRule rule = merging.rule(this);
    Way way = new ConsolidationWay(coins, database.jdbc(), moves, rates, rule, keys.signer());
    Ways ways = new Ways(way, way);
    Batches batches = new Batches(database.jdbc(), null);
    Following following =
        new Following(
            rows, ways, moves, new Following.Outside(batches, chain, chain, steps), settings);
    try {
      new SendPayouts(rows, moves, ways, following, null, settings, steps).run(null);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } catch (IllegalStateException e) {
      assertThat(e.getCause()).isInstanceOf(Halt.class);
    }
  }

  CoinWay way(PayoutStep.Listener steps) {
    return CoinWay.of(
        database.jdbc(),
        rows,
        moves,
        new Purse(
            chain,
            WalletStores.addresses(database, clock),
            keys.signer(),
            new CoinNoteRows(database.jdbc())),
        chain,
        evidence(),
        keys.signer(),
        rates,
        new PayoutHolds(rows, moves, settings),
        random,
        steps);
  }

  private CoinCount count() {
    return new CoinCount(
        way(step -> {}),
        new Purse(
            chain,
            WalletStores.addresses(database, clock),
            keys.signer(),
            new CoinNoteRows(database.jdbc())),
        new SweepRows(database.jdbc()));
  }

  /** The same a little later. */
  void workLater(Duration pause) {
    workLater(pause, 2_000);
  }

  /** Likewise, and the network asks something else meanwhile. */
  void workLater(Duration pause, long rate) {
    clock.advance(pause);
    rate(rate);
    work();
  }

  Payout find(PayoutId id) {
    return desk.find(id).orElseThrow();
  }

  Payout now(Payout payout) {
    return desk.find(payout.id()).orElseThrow();
  }

  long balance(Account account) {
    return ledger.balance(account, COIN).units().longValueExact();
  }

  /** Books and chain agree on what our addresses hold. */
  void checkBooks() {
    assertThat(-balance(Account.ours(Account.Kind.CUSTODY))).isEqualTo(chain.held());
  }

  private OwnRecall recall() {
    return new OwnRecall(
        new OwnDraftRows(database.jdbc()), null, new CoinHanding.Outside(null, null, chain, null));
  }
}
