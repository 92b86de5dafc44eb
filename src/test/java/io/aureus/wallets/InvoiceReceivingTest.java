package io.aureus.wallets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.lightning.OfferWish;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.CatalogueFile;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.TestDatabase;
import io.aureus.wallets.OrderInvoices.OrderInvoice;
import io.aureus.wallets.Receiving.Assignment;
import io.aureus.wallets.Receiving.Owner;
import io.aureus.wallets.Receiving.Prepared;
import io.aureus.wallets.Receiving.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Invoices for orders, by a node that does what the test says. */
class InvoiceReceivingTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.7Z");
  private static final Asset COIN =
      CatalogueFile.read(Map.of("BLN", new CatalogueFile.Choice("simulated", 0, Map.of())))
          .known("BTC-LN");

  private final TestDatabase database = TestDatabase.fresh();
  private final AdjustableClock clock = new AdjustableClock(NOON);
  private final PretendNode node = new PretendNode(clock);
  private final PretendNode.Offers offers = node.offers;
  private final InvoiceReceiving receiving = WalletStores.invoices(database, clock, chain -> node);
  private final InvoiceRows rows = new InvoiceRows(database.jdbc());

  private static Wanted wanted(String order, long satoshi) {
    return new Wanted(
        new MerchantId("mct-000000000001"),
        order,
        1,
        Amount.ofUnits(COIN, satoshi * 1_000),
        NOON.plus(Duration.ofMinutes(30)),
        "Tea shop");
  }

  private void assign(Prepared prepared, String order) {
    database
        .transactions()
        .executeWithoutResult(
            status -> receiving.assign(List.of(new Assignment(prepared, order, 1))));
  }

  @Test
  void theInvoiceIsOfTheAmountAndEndsWithTheWindow() {
    Prepared prepared = receiving.take(wanted("7", 1_234));
    Invoice invoice = Objects.requireNonNull(prepared.invoice());
    assertThat(prepared.address()).isEqualTo(invoice.terms().paymentHash());
    assertThat(invoice.terms().millisatoshi()).hasValue(1_234_000);
    assertThat(invoice.terms().description()).isEqualTo("Tea shop");
    assertThat(invoice.terms().expiresAt()).isEqualTo(Instant.parse("2026-11-22T12:30:00Z"));
    Instant window = NOON.plus(Duration.ofMinutes(30));
    assertThat(prepared.end(window)).isEqualTo(window);
    assertThat(prepared.isFor(Amount.ofUnits(COIN, 1_234_000))).isTrue();
    assertThat(prepared.isFor(Amount.ofUnits(COIN, 1_234_001))).isFalse();
  }

  /** A node that knows labels has one invoice of each, and refuses another amount under it. */
  @Test
  void eachQuestionHasALabelOfItsOwn() {
    receiving.take(wanted("7", 1));
    receiving.take(wanted("7", 2));
    assertThat(node.wishes.get(0).label()).matches("7-1-[0-9a-f]{8}");
    assertThat(node.wishes.get(1).label())
        .matches("7-1-[0-9a-f]{8}")
        .isNotEqualTo(node.wishes.get(0).label());
  }

  @Test
  void theWindowEndsNoSoonerThanAnInvoiceOfAClockThatIsALittleAhead() {
    node.ahead = Duration.ofSeconds(20);
    Prepared prepared = receiving.take(wanted("7", 5));
    assertThat(prepared.end(NOON.plus(Duration.ofMinutes(30))))
        .isEqualTo(Instant.parse("2026-11-22T12:30:20Z"));
  }

  @Test
  void aNodeWhoseClockIsWrongMakesNoInvoiceForUs() {
    for (Duration off : List.of(Duration.ofMinutes(2), Duration.ofMinutes(-2))) {
      node.ahead = off;
      assertThatThrownBy(() -> receiving.take(wanted("7", 5)))
          .hasMessageContaining("clock of the Lightning node");
    }
  }

  @Test
  void whatTheNodeSaysInsteadIsNotTimeToMakeAnOrder() {
    for (NodeFailure.Kind kind :
        List.of(NodeFailure.Kind.UNREACHABLE, NodeFailure.Kind.TIMEOUT, NodeFailure.Kind.REFUSED)) {
      node.failing = kind;
      assertThatThrownBy(() -> receiving.take(wanted("7", 5)))
          .isInstanceOfSatisfying(
              Refusal.class,
              refusal -> {
                assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE);
                assertThat(refusal.retryAfter()).isPositive();
                assertThat(refusal.words()).doesNotContain("said no");
              });
    }
  }

  @Test
  void whatAnOrderWasGivenIsWatchedAndFoundForEver() {
    Prepared prepared = receiving.take(wanted("7", 1_234));
    assertThat(rows.of(prepared.address())).isEmpty();
    assertThat(watched()).isEmpty();
    assign(prepared, "7");
    assertThat(watched()).containsExactly(prepared.address());
    assertThat(receiving.ordersOf(List.of(prepared.address(), "0xabc", "f".repeat(64))))
        .isEqualTo(Map.of(prepared.address(), new Owner("7", Custody.CUSTODIAL)));
    OrderInvoice found = rows.of(prepared.address()).orElseThrow();
    assertThat(Invoice.read(LightningNetwork.REGTEST, found.request()))
        .isEqualTo(prepared.invoice());
    assertThat(found.millisatoshi()).isEqualTo(1_234_000);
    assertThat(found.expiresAt()).isEqualTo(Instant.parse("2026-11-22T12:30:00Z"));
    assertThatThrownBy(() -> assign(prepared, "8")).hasMessageContaining("duplicate key");
    assertThatThrownBy(
            () -> database.jdbc().sql("update lightning_invoice set order_id = '8'").update())
        .hasMessageContaining("of order 7 already");
    assertThat(receiving.ordersOf(List.of(prepared.address())).values())
        .extracting(Owner::orderId)
        .containsExactly("7");
  }

  @Test
  void theOfferBesideIsOfTheSameAmountAndEndsWithTheInvoice() {
    offers.isLet = true;
    Prepared prepared = receiving.take(wanted("7", 1_234));
    OfferWish wish = offers.wishes.getFirst();
    assertThat(wish.millisatoshi()).isEqualTo(1_234_000);
    assertThat(wish.description()).isEqualTo("Tea shop");
    assertThat(wish.expiresAt()).isEqualTo(Instant.parse("2026-11-22T12:30:00Z"));
    assign(prepared, "7");
    assertThat(rows.of(prepared.address()).orElseThrow().offer()).isEqualTo("lno1" + offers.id);
    assertThat(named(offers.id)).isEqualTo(prepared.address());
    assertThatThrownBy(() -> database.jdbc().sql("delete from lightning_offer").update())
        .hasMessageContaining("stands beside the invoice");

    // A node that lost its record makes the same once more: it stays the first order's.
    Prepared next = receiving.take(wanted("8", 1_234));
    assign(next, "8");
    assertThat(rows.of(next.address()).orElseThrow().offer()).isEmpty();
    assertThat(named(offers.id)).isEqualTo(prepared.address());
  }

  private String named(String name) {
    return database
        .jdbc()
        .sql("select shown from watched_address where family = 'lightning' and address = ?")
        .param(name)
        .query(String.class)
        .single();
  }

  @Test
  void whereTheNodeMakesNoOfferTheOrderGoesWithoutAndItIsAskedAgainAfterAWhile() {
    Prepared prepared = receiving.take(wanted("7", 1_234));
    assertThat(prepared.offer()).isNull();
    assertThat(prepared.invoice()).isNotNull();
    receiving.take(wanted("8", 1_234));
    assertThat(offers.wishes).hasSize(1);
    offers.isLet = true;
    clock.advance(Duration.ofSeconds(61));
    assertThat(receiving.take(wanted("9", 1_234)).offer()).isNotNull();
    assertThat(receiving.take(wanted("10", 1_234)).offer()).isNotNull();
    assertThat(offers.wishes).hasSize(3);
  }

  @Test
  void whatIsAskedForAtAnAddressGetsNoOffer() {
    offers.isLet = true;
    Wanted plain = wanted("7", 1_234);
    Wanted hashed =
        new Wanted(plain.merchant(), "7", 1, plain.amount(), plain.until(), plain.words(), true);
    assertThat(receiving.take(hashed).offer()).isNull();
    assertThat(offers.wishes).isEmpty();
  }

  @Test
  void anOrderThatIsUndoneLeavesNothingBehind() {
    Prepared prepared = receiving.take(wanted("7", 1_234));
    database
        .transactions()
        .executeWithoutResult(
            status -> {
              receiving.assign(List.of(new Assignment(prepared, "7", 1)));
              status.setRollbackOnly();
            });
    assertThat(watched()).isEmpty();
    assertThat(rows.of(prepared.address())).isEmpty();
  }

  private List<String> watched() {
    return database
        .jdbc()
        .sql("select address from watched_address where family = 'lightning'")
        .query(String.class)
        .list();
  }

  @Test
  void aNodeThatHangsHoldsNoMoreThanSomeRequests() throws Exception {
    CountDownLatch asked = new CountDownLatch(64);
    CountDownLatch way = new CountDownLatch(1);
    InvoiceReceiving held = held(asked, way);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      String order = "order" + i;
      threads.add(Thread.ofVirtual().start(() -> held.take(wanted(order, 5))));
    }
    asked.await();
    assertThatThrownBy(() -> held.take(wanted("one more", 5)))
        .hasMessageContaining("too many orders");
    way.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(node.wishes).hasSize(64);
    assertThat(held.take(wanted("one more", 5)).invoice()).isNotNull();
  }

  /** Who asks at Lightning addresses is anybody: shops still get their orders. */
  @Test
  void strangersHaveNoMoreThanSomeOfThePlaces() throws Exception {
    CountDownLatch strangers = new CountDownLatch(24);
    CountDownLatch way = new CountDownLatch(1);
    InvoiceReceiving held = held(strangers, way);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      threads.add(Thread.ofVirtual().start(() -> held.take(atAnAddress())));
    }
    strangers.await();
    assertThatThrownBy(() -> held.take(atAnAddress())).hasMessageContaining("Lightning addresses");
    for (int i = 0; i < 40; i++) {
      String order = "order" + i;
      threads.add(Thread.ofVirtual().start(() -> held.take(wanted(order, 5))));
    }
    way.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(node.wishes).hasSize(64);
    assertThat(held.take(atAnAddress()).invoice()).isNotNull();
  }

  private static Wanted atAnAddress() {
    Wanted plain = wanted("tip", 5);
    return new Wanted(
        plain.merchant(), "tip", 1, plain.amount(), plain.until(), plain.words(), true);
  }

  /** A node that hangs until its way is free. */
  private InvoiceReceiving held(CountDownLatch asked, CountDownLatch way) {
    return WalletStores.invoices(
        database,
        clock,
        chain -> {
          asked.countDown();
          try {
            way.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return node;
        });
  }
}
