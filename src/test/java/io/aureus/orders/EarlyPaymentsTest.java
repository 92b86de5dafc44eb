package io.aureus.orders;

import static io.aureus.orders.Orders.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.MempoolTrust.Doubt;
import io.aureus.jobs.Fence;
import io.aureus.ledger.Ledger;
import io.aureus.ledger.LedgerStores;
import io.aureus.merchants.DepthBounds;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.CatalogueFile;
import io.aureus.money.FiatAmount;
import io.aureus.orders.OrderFact.CoinChosen;
import io.aureus.orders.OrderFact.PaymentReplaced;
import io.aureus.orders.OrderFact.PaymentSeen;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.TestDatabase;
import io.aureus.wallets.Custody;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is taken at which depth, in a real database; a payment of 10 dollars each. */
class EarlyPaymentsTest {
  private static final FiatAmount WORTH = new FiatAmount("USD", BigDecimal.TEN);
  private static final Fence NONE =
      new Fence() {
        @Override
        public void hold() {}

        @Override
        public void renew() {}
      };

  private final TestDatabase database = TestDatabase.fresh();
  private final AdjustableClock clock = new AdjustableClock(NOON);
  private final Map<Long, Integer> depths = new HashMap<>();

  /** How deep it is when it is looked at again. */
  private final Map<Long, Integer> later = new HashMap<>();

  private final List<String> asked = new ArrayList<>();
  private Doubt doubt = Doubt.NONE;
  private Runnable whileAsked = () -> {};
  private Catalogue catalogue = catalogue(2);
  private DepthBounds bounds = new DepthBounds(Map.of("btc", 0), Map.of());
  private EarlyPayments job = job();

  @BeforeEach
  void aShopThatRisks15Dollars() {
    database
        .jdbc()
        .sql(
            """
            insert into merchant (id, name, enabled_assets, risk_most, created_at)
            values (?, 'shop', '{BTC}', 15, now())
            """)
        .param(Orders.MERCHANT.value())
        .update();
  }

  private static Catalogue catalogue(int confirmations) {
    return CatalogueFile.read(
        Map.of("BTC", new CatalogueFile.Choice("simulated", confirmations, Map.of())));
  }

  private OrderRows rows() {
    return new OrderRows(database.jdbc(), catalogue);
  }

  private OrderChanges changes() {
    Ledger ledger = LedgerStores.ledger(database, catalogue, clock);
    return new OrderChanges(rows(), ledger, announcements -> {});
  }

  private EarlyPayments job() {
    return new EarlyPayments(
        new EarlyRows(database.jdbc(), bounds),
        rows(),
        changes(),
        (chain, txHash) -> {
          asked.add(txHash);
          whileAsked.run();
          return doubt;
        },
        ids -> ids.size() == 1 && !later.isEmpty() ? later : depths,
        catalogue,
        database.transactions(),
        clock);
  }

  private OrderQuote quote() {
    Asset btc = catalogue.known("BTC");
    return Orders.quote(1, btc, "0.01", "0xA", 0);
  }

  /** Its order waits for depth. */
  private OrderId paid(int number, OrderQuote quote) {
    OrderId id = unpaid(number, quote);
    tell(id, seen(number, quote.amount()));
    return id;
  }

  private OrderId unpaid(int number, OrderQuote quote) {
    OrderId id = new OrderId("202611221200000%05d".formatted(number));
    database
        .jdbc()
        .sql(
            """
            insert into orders values (?, ?, 'ORDER', 'CHOOSING', 100, 'USD', false, null, null,
              null, null, false, 'AURPAY', 'API', null, null, 1, '', 80, 50, false, null,
              ?, ?, ?, 1)
            """)
        .params(
            id.value(),
            Orders.MERCHANT.value(),
            OrderRows.time(NOON),
            OrderRows.time(NOON),
            OrderRows.time(NOON))
        .update();
    tell(id, new CoinChosen(quote));
    return id;
  }

  private static PaymentSeen seen(long transfer, Amount amount) {
    return seen(transfer, "tx" + transfer, amount);
  }

  private static PaymentSeen seen(long transfer, String txHash, Amount amount) {
    return new PaymentSeen(
        new OrderFact.Sighting(
            transfer, txHash, null, "0xA", amount, null, NOON, Custody.CUSTODIAL));
  }

  private void tell(OrderId id, OrderFact fact) {
    database
        .transactions()
        .executeWithoutResult(
            status -> {
              Order order = rows().lock(List.of(id)).values().iterator().next();
              changes().apply(order, fact, "test:" + id + ":" + order.version(), clock.instant());
            });
  }

  private OrderState state(OrderId id) {
    return rows().find(id).orElseThrow().state();
  }

  @Test
  void anOperatorWhoAsksForMoreProtectsOpenOrdersThatNoBandSpeaksOf() {
    OrderId usual = paid(1, quote());
    OrderId banded = paid(2, quote().counting(1, null));
    catalogue = catalogue(6);
    job = job();
    depths.put(1L, 3);
    depths.put(2L, 1);
    job.run(NONE);
    assertThat(state(usual)).isEqualTo(OrderState.CONFIRMING);
    assertThat(rows().find(usual).orElseThrow().quotes().getFirst().counting().confirmations())
        .isEqualTo(6);
    assertThat(state(banded)).isEqualTo(OrderState.PAID);
  }

  @Test
  void anOperatorWhoRaisesTheLeastMeansOpenOrdersToo() {
    OrderId order = paid(1, quote().counting(0, WORTH));
    bounds = new DepthBounds(Map.of("btc", 1), Map.of());
    job = job();
    depths.put(1L, 0);
    job.run(NONE);
    assertThat(state(order)).isEqualTo(OrderState.CONFIRMING);
    depths.put(1L, 1);
    job.run(NONE);
    assertThat(state(order)).isEqualTo(OrderState.PAID);
  }

  @Test
  void aPaymentThatIsNoLongerAsDeepAsItMustBeIsNotTaken() {
    OrderId order = paid(1, quote().counting(6, null));
    OrderId other = paid(2, quote().counting(6, null));
    depths.put(1L, 6);
    depths.put(2L, 1);
    later.put(1L, 1);
    job.run(NONE);
    assertThat(state(order)).isEqualTo(OrderState.CONFIRMING);
    assertThat(state(other)).isEqualTo(OrderState.CONFIRMING);
  }

  @Test
  void whatWasTakenBackCountsAgainstTheLimitForADay() {
    OrderId lost = paid(1, quote().counting(0, WORTH));
    depths.put(1L, 0);
    job.run(NONE);
    assertThat(state(lost)).isEqualTo(OrderState.PAID);
    tell(lost, new PaymentReplaced(1));
    OrderId next = paid(2, quote().counting(0, WORTH));
    depths.put(2L, 0);
    job.run(NONE);
    assertThat(state(next)).isEqualTo(OrderState.CONFIRMING);
    assertThat(rows().find(next).orElseThrow().payments().getFirst().early().doubt())
        .isEqualTo("TOO_MUCH_AT_RISK");
    assertThat(new EarlyRows(database.jdbc(), bounds).atRisk(Orders.MERCHANT, NOON.minusSeconds(1)))
        .containsExactly(WORTH);
    clock.advance(Duration.ofHours(25));
    job.run(NONE);
    assertThat(state(next)).isEqualTo(OrderState.PAID);
  }

  @Test
  void aLowerLimitHoldsAtOnceAndWhatNeverWasARiskHasNoCurrency() {
    OrderId deep = paid(1, quote().counting(1, null));
    depths.put(1L, 1);
    job.run(NONE);
    assertThat(state(deep)).isEqualTo(OrderState.PAID);
    OrderId small = paid(2, quote().counting(0, WORTH));
    depths.put(2L, 0);
    database.jdbc().sql("update merchant set risk_most = 9").update();
    job.run(NONE);
    assertThat(state(small)).isEqualTo(OrderState.CONFIRMING);
    database.jdbc().sql("update merchant set risk_most = 10").update();
    clock.advance(Duration.ofSeconds(4));
    job.run(NONE);
    assertThat(state(small)).isEqualTo(OrderState.PAID);
  }

  @Test
  void halfAPaymentThatWasTakenAndIsAwayPaysForNothingUntilItIsBack() {
    OrderQuote quote = quote().counting(1, null);
    OrderId order = unpaid(1, quote);
    Amount half = Amount.ofDecimal(quote.amount().asset(), new BigDecimal("0.005"));
    tell(order, seen(1, half));
    tell(order, seen(2, half));
    depths.put(1L, 1);
    job.run(NONE);
    assertThat(takenAt(order, 1)).isNotNull();
    depths.remove(1L);
    depths.put(2L, 1);
    job.run(NONE);
    assertThat(state(order)).isEqualTo(OrderState.CONFIRMING);
    assertThat(takenAt(order, 1)).isNull();
    depths.put(1L, 1);
    job.run(NONE);
    assertThat(state(order)).isEqualTo(OrderState.PAID);
  }

  private @Nullable Instant takenAt(OrderId id, long transfer) {
    return rows().find(id).orElseThrow().known(transfer).early().takenAt();
  }

  @Test
  void oneTransactionIsAskedForOnceHoweverManyOrdersItPays() {
    doubt = Doubt.LOW_FEE;
    for (int n = 1; n <= 3; n++) {
      OrderQuote quote = quote().counting(0, WORTH);
      tell(unpaid(n, quote), seen(n, "batch", quote.amount()));
      depths.put((long) n, 0);
    }
    job.run(NONE);
    assertThat(asked).containsExactly("batch");
    job.run(NONE);
    assertThat(asked).hasSize(1);
  }

  @Test
  void whatNeedsNoNodeIsTakenFirstAndTheOthersHaveTheirTurns() {
    doubt = Doubt.LOW_FEE;
    int many = EarlyPayments.QUESTIONS + 10;
    for (int n = 1; n <= many; n++) {
      paid(n, quote().counting(0, WORTH));
      depths.put((long) n, 0);
    }
    OrderId deep = paid(many + 1, quote().counting(1, null));
    depths.put(many + 1L, 1);
    List<OrderState> whenAsked = new ArrayList<>();
    whileAsked = () -> whenAsked.add(state(deep));
    job.run(NONE);
    assertThat(asked).hasSize(EarlyPayments.QUESTIONS);
    assertThat(whenAsked).containsOnly(OrderState.PAID);
    clock.advance(Duration.ofSeconds(4));
    job.run(NONE);
    assertThat(asked).hasSize(2 * EarlyPayments.QUESTIONS);
    assertThat(Set.copyOf(asked)).hasSize(many);
  }
}
