package io.aureus.wallets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.InvoiceWish;
import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.CatalogueFile;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.TestDatabase;
import io.aureus.wallets.Receiving.Assignment;
import io.aureus.wallets.Receiving.Prepared;
import io.aureus.wallets.Receiving.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Invoices that a merchant's own node makes, or does not. */
class OwnNodeInvoicesTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.7Z");
  private static final Asset COIN =
      CatalogueFile.read(Map.of("BLN", new CatalogueFile.Choice("simulated", 0, Map.of())))
          .known("BTC-LN");

  private final TestDatabase database = TestDatabase.fresh();
  private final AdjustableClock clock = new AdjustableClock(NOON);
  private final PretendNode node = new PretendNode(clock);
  private final InvoiceRows rows = new InvoiceRows(database.jdbc());

  private static final MerchantId OWNER = new MerchantId("mct-000000000002");

  /** A hanging node of a merchant's keeps those places that are its own. */
  @Test
  void strangersAtAMerchantsNodeTakeNoPlacesOfOthers() throws Exception {
    CountDownLatch way = new CountDownLatch(1);
    CountDownLatch strangers = new CountDownLatch(4);
    LightningNode hanging =
        new PretendNode(clock) {
          @Override
          public Invoice make(InvoiceWish wish) throws NodeFailure {
            strangers.countDown();
            try {
              way.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            throw new NodeFailure(NodeFailure.Kind.TIMEOUT, "hung");
          }
        };
    InvoiceReceiving both =
        WalletStores.invoices(
            database, clock, chain -> node, new PretendOwnNodes(OWNER, () -> hanging));
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () ->
                      assertThatThrownBy(() -> both.take(atAnAddress(OWNER)))
                          .isInstanceOf(Refusal.class)));
    }
    strangers.await();
    assertThatThrownBy(() -> both.take(atAnAddress(OWNER)))
        .hasMessageContaining("Lightning addresses");
    assertThat(both.take(atAnAddress()).invoice()).isNotNull();
    way.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Test
  void aMerchantsNodeInTroubleMakesNoInvoiceAndTheOperatorsNeither() {
    PretendOwnNodes own = new PretendOwnNodes(OWNER, () -> node);
    InvoiceReceiving both = WalletStores.invoices(database, clock, chain -> node, own);
    own.trouble = "it is not read";
    assertThatThrownBy(() -> both.take(of(OWNER, "7")))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE);
              assertThat(refusal.words()).contains("it is not read");
            });
    assertThat(node.wishes).isEmpty();
    own.trouble = "";
    assertThat(both.take(of(OWNER, "7")).family()).isEqualTo("lightning@9");
  }

  /** It was removed, and forgotten, while it made the invoice: nobody would see it paid. */
  @Test
  void anInvoiceOfANodeThatIsNotReadAnyMoreIsNoOrders() {
    InvoiceReceiving both =
        WalletStores.invoices(
            database, clock, chain -> node, new PretendOwnNodes(OWNER, () -> node));
    Prepared prepared = both.take(of(OWNER, "7"));
    database
        .jdbc()
        .sql(
            """
            insert into own_node (id, merchant_id, chain, program, url, pin, sealed, node_id,
                                  active, created_by, created_at)
            overriding system value
            values (9, 'mct-000000000002', 'BLN', 'lnd', 'https://node.example', '', '',
                    '02' || repeat('a', 64), false, 'person:1', now())
            """)
        .update();
    assertThatThrownBy(() -> assign(both, prepared, "7"))
        .hasMessageContaining("not in use any more");
    assertThat(rows.of(prepared.address())).isEmpty();
    database.jdbc().sql("update own_node set sealed = 'secret'").update();
    assign(both, prepared, "7");
    assertThat(rows.of(prepared.address())).isPresent();
  }

  private static Wanted of(MerchantId merchant, String order) {
    Wanted plain = wanted(order, 5);
    return new Wanted(merchant, order, 1, plain.amount(), plain.until(), plain.words());
  }

  private static Wanted atAnAddress(MerchantId merchant) {
    Wanted plain = wanted("tip", 5);
    return new Wanted(merchant, "tip", 1, plain.amount(), plain.until(), plain.words(), true);
  }

  private static Wanted wanted(String order, long satoshi) {
    return new Wanted(
        new MerchantId("mct-000000000001"),
        order,
        1,
        Amount.ofUnits(COIN, satoshi * 1_000),
        NOON.plus(Duration.ofMinutes(30)),
        "Tea shop");
  }

  private void assign(InvoiceReceiving both, Prepared prepared, String order) {
    database
        .transactions()
        .executeWithoutResult(status -> both.assign(List.of(new Assignment(prepared, order, 1))));
  }

  private static Wanted atAnAddress() {
    Wanted plain = wanted("tip", 5);
    return new Wanted(
        plain.merchant(), "tip", 1, plain.amount(), plain.until(), plain.words(), true);
  }
}
