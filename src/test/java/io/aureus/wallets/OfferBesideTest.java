package io.aureus.wallets;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.merchants.MerchantId;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.CatalogueFile;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.TestDatabase;
import io.aureus.wallets.Receiving.Prepared;
import io.aureus.wallets.Receiving.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An order does well without its offer, whatever becomes of that. */
class OfferBesideTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.7Z");
  private static final Asset COIN =
      CatalogueFile.read(Map.of("BLN", new CatalogueFile.Choice("simulated", 0, Map.of())))
          .known("BTC-LN");

  private final TestDatabase database = TestDatabase.fresh();
  private final AdjustableClock clock = new AdjustableClock(NOON);
  private final PretendNode node = new PretendNode(clock);
  private final PretendNode.Offers offers = node.offers;
  private final InvoiceReceiving receiving = WalletStores.invoices(database, clock, chain -> node);

  private static Wanted wanted(String order, long satoshi) {
    return new Wanted(
        new MerchantId("mct-000000000001"),
        order,
        1,
        Amount.ofUnits(COIN, satoshi * 1_000),
        NOON.plus(Duration.ofMinutes(30)),
        "Tea shop");
  }

  @Test
  void twoWishesAlikeAreNoReasonToAskNoMore() {
    offers.isThere = true;
    assertThat(receiving.take(wanted("7", 1_234)).offer()).isNull();
    offers.isThere = false;
    offers.isLet = true;
    assertThat(receiving.take(wanted("8", 1_234)).offer()).isNotNull();
  }

  @Test
  void offersThatHangHoldUpNoInvoice() throws Exception {
    offers.isHanging = true;
    List<Thread> threads = takeWithoutEnd(64);
    Prepared prepared = receiving.take(wanted("one more", 5));
    assertThat(prepared.invoice()).isNotNull();
    assertThat(prepared.offer()).isNull();
    endThem(threads);
  }

  /** After the pause one order is the probe: the others must not wait for what it is told. */
  @Test
  @Timeout(20)
  void oneOrderAloneAsksAgainWhetherOffersStillHang() throws Exception {
    receiving.take(wanted("7", 5));
    offers.isHanging = true;
    clock.advance(Duration.ofSeconds(61));
    List<Thread> threads = takeWithoutEnd(1);
    assertThat(receiving.take(wanted("8", 5)).offer()).isNull();
    assertThat(offers.wishes).as("the first, and the probe").hasSize(2);
    endThem(threads);
    assertThat(receiving.take(wanted("9", 5)).offer()).isNull();
    assertThat(offers.wishes).hasSize(2);
  }

  private List<Thread> takeWithoutEnd(int many) throws InterruptedException {
    int before = offers.wishes.size();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      String order = "order" + i;
      threads.add(Thread.ofVirtual().start(() -> receiving.take(wanted(order, 5))));
    }
    while (offers.wishes.size() < before + many) {
      Thread.sleep(5);
    }
    return threads;
  }

  private void endThem(List<Thread> threads) throws InterruptedException {
    offers.way.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
