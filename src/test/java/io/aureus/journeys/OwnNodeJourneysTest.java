package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.InvoiceWish;
import io.aureus.chains.lightning.SentPayment;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.orders.OrderBook;
import io.aureus.orders.OrderId;
import io.aureus.orders.OrderState;
import io.aureus.testing.Line;
import io.aureus.testing.RawHttp;
import io.aureus.testing.RunningGateway;
import io.aureus.testing.SimulatedLightningNodes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Merchants who brought nodes of their own, beside one who uses the gateway's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnNodeJourneysTest {
  private final SimulatedLightningNodes anna = SimulatedLightningNodes.start(clock(), 101);
  private final SimulatedLightningNodes bert = SimulatedLightningNodes.start(clock(), 102);
  private final LightningTown town =
      new LightningTown(SimulatedLightningNodes.start(clock()), Map.of());
  private final Line line = new Line(anna.shopUrl());
  private final OwnNodeTill annas = new OwnNodeTill(town, "anna", anna.payer());
  private final OwnNodeTill berts = new OwnNodeTill(town, "bert", bert.payer());

  private static Clock clock() {
    return Clock.systemUTC();
  }

  @BeforeAll
  void bring() {
    annas.bring(line.url());
    berts.bring(bert.shopUrl());
  }

  @AfterEach
  void theBooksHold() {
    town.mustBalance();
  }

  @AfterAll
  void close() {
    town.close();
    line.close();
    anna.close();
    bert.close();
  }

  @Test
  void in1TheMoneyIsTheMerchantsAndNotOurs() throws NodeFailure {
    long own = annas.booked("OWN_HELD");
    Story story = annas.order("20");
    Invoice invoice = annas.invoice(story);
    assertThat(invoice.payee()).isEqualTo(anna.shop().identity().id());
    story.pay(story.due());
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
    assertThat(story.types()).containsExactly("ORDER");
    long due = invoice.terms().millisatoshi().orElseThrow();
    assertThat(annas.booked("OWN_HELD") - own).isEqualTo(due);
    assertThat(annas.booked("AVAILABLE")).isZero();
    Invoice back =
        anna.payer().make(new InvoiceWish("back", due, "back", false, Duration.ofHours(1)));
    assertThatThrownBy(() -> annas.refund(story, back))
        .hasMessageContaining("own Lightning node")
        .hasMessageContaining("pay it with that node");
  }

  @Test
  void in29HeldByTheNodeAndSettledAfterTheWindowIsNotLost() throws Exception {
    Story story = annas.order("18");
    Invoice invoice = annas.invoice(story);
    anna.hold(true);
    Thread paying = Thread.ofVirtual().start(() -> annas.send(invoice));
    try {
      story.endWindow();
      story.awaitStatus("OVERDUE");
    } finally {
      anna.hold(false);
      paying.join();
    }
    story.awaitTransaction(story.address(), "SUCCESS", "UNKNOWN");
    assertThat(story.status()).isEqualTo("OVERDUE");
    assertThat(story.callbacks()).isEmpty();
  }

  @Test
  void in29PaidWhileTheGatewayWasDownSucceedsOnce() {
    Story story = annas.order("18");
    Invoice invoice = annas.invoice(story);
    town.stop();
    assertThat(annas.send(invoice)).isInstanceOf(SentPayment.Paid.class);
    town.start();
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
  }

  @Test
  void whileTheNodeIsDownItsMerchantsOrdersAloneAreRefusedAndNoneEnds() {
    Story story = annas.order("18");
    line.cut();
    try {
      long before = rows();
      RawHttp.Answer refused = annas.asked();
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("retry-after")).isPresent();
      assertThat(rows()).isEqualTo(before);
      assertThat(annas.send(annas.invoice(story))).isInstanceOf(SentPayment.Paid.class);
      story.endWindow();
      paid(town.order("3"));
      paid(berts.order("3"));
      assertThat(story.status()).isEqualTo("PENDING");
    } finally {
      line.mend();
    }
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
  }

  @Test
  void aNodeThatHangsHoldsUpNobodyElse() {
    bert.freezeShop(true);
    try {
      long began = System.nanoTime();
      paid(annas.order("3"));
      paid(town.order("3"));
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
    } finally {
      bert.freezeShop(false);
    }
    paid(berts.order("3"));
  }

  @Test
  void aNodeThatClaimsAnothersPaymentHashSettlesNothing() {
    SimulatedLightningNodes eve = SimulatedLightningNodes.start(clock(), 103);
    try (eve;
        LyingLnd liar = new LyingLnd(eve.shopUrl())) {
      OwnNodeTill eves = new OwnNodeTill(town, "eve", eve.payer());
      eves.bring(liar.url());
      Story gateways = town.order("9");
      Story annasOrder = annas.order("9");
      for (Story victim : new Story[] {gateways, annasOrder}) {
        Story bait = eves.order("9");
        liar.say(victim.address(), bait.address());
        eves.send(eves.invoice(bait));
        Story honest = eves.order("1");
        eves.send(eves.invoice(honest));
        honest.awaitStatus("SUCCESS");
        assertThat(bait.status()).isEqualTo("PENDING");
        assertThat(victim.status()).isEqualTo("PENDING");
        assertThat(victim.transactions()).isEmpty();
      }
      eves.nodes().remove(eves.account().merchant(), eves.chain());
      paid(gateways);
      paid(annasOrder);
    }
  }

  @Test
  void whatAnEarlierNodeWasPaidIsReadAfterItWasReplacedAndRemoved() {
    SimulatedLightningNodes carl = SimulatedLightningNodes.start(clock(), 104);
    SimulatedLightningNodes next = SimulatedLightningNodes.start(clock(), 105);
    try (carl;
        next) {
      OwnNodeTill carls = new OwnNodeTill(town, "carl", carl.payer());
      carls.bring(carl.shopUrl());
      Story first = carls.order("5");
      carls.bring(next.shopUrl());
      OwnNodeTill nexts = new OwnNodeTill(town, "carl", next.payer());
      paid(nexts.order("5"));
      paid(first);
      Story second = nexts.order("5");
      carls.nodes().remove(carls.account().merchant(), carls.chain());
      assertThat(carls.nodes().of(carls.account().merchant())).hasSize(2);
      paid(second);
      Story third = new OwnNodeTill(town, "carl", town.nodes().payer()).order("5");
      paid(third);
      assertThat(carls.booked("AVAILABLE")).isPositive();
    }
  }

  @Test
  void ofTwoGatewaysOneReadsTheNodeAndTheOtherTakesOver() {
    long own = annas.booked("OWN_HELD");
    Story both = annas.order("3");
    Story late = annas.order("3");
    Invoice invoice = annas.invoice(late);
    try (RunningGateway second = town.another()) {
      paid(both);
      both.awaitSuccessCallbacks(1);
      long first = lease();
      town.stop();
      try {
        assertThat(annas.send(invoice)).isInstanceOf(SentPayment.Paid.class);
        awaitPaid(second, late);
        assertThat(lease()).isGreaterThan(first);
      } finally {
        town.start();
      }
    }
    Story back = annas.order("3");
    paid(back);
    late.awaitSuccessCallbacks(1);
    long due = 0;
    for (Story story : List.of(both, late, back)) {
      assertThat(story.types()).containsExactly("ORDER");
      due += story.due().longValueExact();
    }
    assertThat(annas.booked("OWN_HELD") - own).isEqualTo(due);
  }

  private static void awaitPaid(RunningGateway gateway, Story story) {
    OrderBook orders = gateway.bean(OrderBook.class);
    OrderId id = new OrderId(story.id());
    for (int i = 0; i < 600 && orders.find(id).orElseThrow().state() != OrderState.PAID; i++) {
      ChainTime.sleep(100);
    }
    assertThat(orders.find(id).orElseThrow().state()).isEqualTo(OrderState.PAID);
  }

  /** One more for each gateway that began to read merchants' nodes in the place of another. */
  private long lease() {
    return town.database()
        .jdbc()
        .sql("select fence from job_lease where name = 'read-own-nodes'")
        .query(Long.class)
        .single();
  }

  @Test
  void aNodeIsTriedBeforeItIsTaken() {
    OwnNodeTill dora = new OwnNodeTill(town, "dora", anna.payer());
    assertThatThrownBy(() -> dora.bring(anna.shopUrl(), "00ff"))
        .hasMessageContaining("refuses our macaroon")
        .hasMessageNotContaining("00ff");
    assertThatThrownBy(() -> dora.bring("http://127.0.0.1:1")).hasMessageContaining("reached");
    assertThatThrownBy(() -> dora.bring(town.nodes().shopUrl()))
        .hasMessageContaining("the gateway's own node");
    assertThatThrownBy(() -> dora.bring("http://10.0.0.1:8080"))
        .hasMessageContaining("aureus.own-nodes.allow");
    assertThat(dora.nodes().of(dora.account().merchant())).isEmpty();
  }

  private static void paid(Story story) {
    story.pay(story.due());
    story.awaitStatus("SUCCESS");
  }

  private long rows() {
    return town.database().jdbc().sql("select count(*) from orders").query(Long.class).single();
  }
}
