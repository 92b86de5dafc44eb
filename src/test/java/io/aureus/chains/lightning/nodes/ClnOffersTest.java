package io.aureus.chains.lightning.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.lightning.MadeOffer;
import io.aureus.chains.lightning.OfferMaking;
import io.aureus.chains.lightning.OfferWish;
import io.aureus.chains.lightning.Settlements;
import io.aureus.chains.nodes.NodeFailure.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Core Lightning's documented answers, replayed: offers, and what was paid for them. */
class ClnOffersTest {
  private static final String OFFER = "POST /v1/offer";
  private static final String WAIT = "POST /v1/waitanyinvoice";
  private static final String LIST = "POST /v1/listinvoices";
  private static final String NONE = "{\"code\":904,\"message\":\"Timed out\"}";
  private static final String ID = "c5".repeat(32);

  private ReplayedNode server;
  private LightningNode node;

  @BeforeEach
  void start() throws IOException {
    server = ReplayedNode.start();
    node = LightningNodes.CORE_LIGHTNING.at(Sample.patient(server.uri(), Sample.clock()));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private OfferMaking offers() {
    return node.offers().orElseThrow();
  }

  private static String made(String bolt12, boolean isUsed, boolean isNew) {
    return """
        {"offer_id":"%s","active":true,"single_use":true,"bolt12":"%s","force_paths":false,
         "used":%b,"created":%b,"label":"order-17"}"""
        .formatted(ID, bolt12, isUsed, isNew);
  }

  private static OfferWish wish(long millisatoshi, String description, long end) {
    return new OfferWish("order-17", millisatoshi, description, Instant.ofEpochSecond(end));
  }

  @Test
  void asksForOneThatIsPaidOnce() throws Exception {
    OfferWish wish = wish(21_000_000, "Order 17", 1_796_040_900);
    String text = Sample.offer(21_000_000, "Order 17", 1_796_040_900);
    server.on(OFFER, 201, made(text, false, true));
    MadeOffer made = offers().make(wish);
    assertThat(made.id()).isEqualTo(ID);
    assertThat(made.offer().text()).isEqualTo(text);
    assertThat(server.asked.getFirst().body())
        .contains("\"amount\":\"21000000msat\"", "\"description\":\"Order 17\"")
        .contains("\"absolute_expiry\":1796040900", "\"single_use\":true")
        .contains("\"label\":\"order-17\"");
    assertThat(offers().label()).isEqualTo(node.label());
  }

  @Test
  void refusesOneThatIsNotWhatWasWished() {
    long end = 1_796_040_900;
    OfferWish wish = wish(21_000_000, "Order 17", end);
    String right = Sample.offer(21_000_000, "Order 17", end);
    server
        .on(OFFER, 201, made(Sample.offer(20_999_999, "Order 17", end), false, true))
        .on(OFFER, 201, made(Sample.offer(21_000_000, "Order 18", end), false, true))
        .on(OFFER, 201, made(Sample.offer(21_000_000, "Order 17", end + 1), false, true))
        .on(OFFER, 201, made(right, true, true))
        .on(OFFER, 201, made(right, false, false))
        .on(OFFER, 201, made("lnbc1", false, true));
    Sample.assertFails(() -> offers().make(wish), Kind.MALFORMED, "another amount");
    Sample.assertFails(() -> offers().make(wish), Kind.MALFORMED, "something else");
    Sample.assertFails(() -> offers().make(wish), Kind.MALFORMED, "another expiry");
    Sample.assertFails(() -> offers().make(wish), Kind.MALFORMED, "one payment");
    Sample.assertFails(() -> offers().make(wish), Kind.REFUSED, "very same offer");
    Sample.assertFails(() -> offers().make(wish), Kind.MALFORMED, "cannot be given");
  }

  /** Offers are a plugin's, which can hang while the node's core makes invoices. */
  @Test
  void oneThatHangsIsNotWaitedForAsOtherCommandsAre() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      URI uri = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      OfferMaking hanging =
          LightningNodes.CORE_LIGHTNING
              .at(Sample.patient(uri, Sample.clock()))
              .offers()
              .orElseThrow();
      long began = System.nanoTime();
      Sample.assertFails(
          () -> hanging.make(wish(21_000_000, "Order 17", 1_796_040_900)), Kind.TIMEOUT, "2");
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
    }
  }

  @Test
  void oneThatMayMakeNoneSaysSo() {
    OfferWish wish = wish(21_000_000, "Order 17", 1_796_040_900);
    server
        .on(OFFER, 401, "{\"code\":1502,\"message\":\"Not permitted: no\"}")
        .on(OFFER, 404, "{\"code\":-32601,\"message\":\"Unknown command 'offer'\"}");
    Sample.assertFails(() -> offers().make(wish), Kind.UNREACHABLE, "our rune for offer");
    Sample.assertFails(() -> offers().make(wish), Kind.REFUSED, "does not know offer");
  }

  private static String paid(String more) {
    return """
        {"label":"%s-1-0","payment_hash":"%064x","status":"paid","pay_index":1,
         "amount_msat":1000,"amount_received_msat":1000,"paid_at":1764504000,
         "payment_preimage":"%s","expires_at":1764504900,"created_index":1%s}"""
        .formatted(ID, 1, Sample.PREIMAGE, more);
  }

  /** Its schema of what is waited for has no offer, and that of the list has: both are read. */
  @Test
  void tellsForWhichOfferItWasPaid() throws Exception {
    server.on(
        "POST /v1/getinfo",
        201,
        "{\"id\":\"%s\",\"version\":\"v25.05\",\"blockheight\":9,\"network\":\"regtest\"}"
            .formatted(Sample.KEY.node()));
    String offer = ",\"local_offer_id\":\"" + ID + "\"";
    String bolt12 = ",\"bolt12\":\"lni1qq\"";
    server.on(WAIT, 201, paid(bolt12 + offer)).on(WAIT, 500, NONE);
    assertThat(told()).isEqualTo(ID);
    assertThat(server.questions()).doesNotContain(LIST);
    server.forget(WAIT).on(WAIT, 201, paid(bolt12)).on(WAIT, 500, NONE);
    server.on(LIST, 201, "{\"invoices\":[" + paid(bolt12 + offer) + "]}");
    assertThat(told()).isEqualTo(ID);
    server.forget(WAIT).on(WAIT, 201, paid(bolt12)).on(WAIT, 500, NONE);
    server.forget(LIST).on(LIST, 201, "{\"invoices\":[]}");
    assertThat(told()).isEmpty();
    server.forget(WAIT).on(WAIT, 201, paid(",\"bolt11\":\"lnbc1\"")).on(WAIT, 500, NONE);
    assertThat(told()).isEmpty();
  }

  private String told() throws Exception {
    return node.after(Settlements.START).invoices().getFirst().offer();
  }
}
