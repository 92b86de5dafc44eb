package io.aureus.journeys;

import static io.aureus.journeys.AddressWallet.mustRefuse;
import static io.aureus.journeys.AddressWallet.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.SentPayment;
import io.aureus.errors.Refusal;
import io.aureus.merchants.Merchant;
import io.aureus.merchants.MerchantChange;
import io.aureus.merchants.MerchantId;
import io.aureus.merchants.MerchantSettings;
import io.aureus.merchants.Merchants;
import io.aureus.orders.LightningAddresses;
import io.aureus.testing.FormClient;
import io.aureus.testing.RawHttp.Answer;
import io.aureus.testing.SimulatedLightningNodes;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A payer's wallet at the Lightning address of a merchant, on two simulated LNDs. */
class LightningAddressJourneysTest {
  private static final int BY_SOURCE = 40;
  private static final int BY_NAME = 12;

  private static LightningTown town;

  @BeforeAll
  static void open() {
    town =
        new LightningTown(
            SimulatedLightningNodes.start(Clock.systemUTC()),
            Map.of(
                "aureus.orders.address.least",
                5,
                "aureus.orders.address.most",
                200_000,
                "aureus.checkout.address-requests-per-minute",
                BY_SOURCE,
                "aureus.checkout.address-invoices-per-minute",
                BY_NAME,
                "aureus.checkout.address-invoices-per-network",
                BY_NAME));
  }

  @AfterAll
  static void close() {
    if (town != null) {
      town.close();
    }
  }

  @AfterEach
  void theBooksAgreeWithTheChannel() {
    town.mustBalance();
  }

  private static MerchantId merchant() {
    return town.account().merchant();
  }

  /** Each story is told in a network of its own. */
  private static AddressWallet wallet(int network) {
    return new AddressWallet(town.gateway().url(), "203.0.113." + network);
  }

  private static LightningAddresses addresses() {
    return town.gateway().bean(LightningAddresses.class);
  }

  private static List<String> listed() {
    return town
        .shop()
        .get("/api/v2/order/?order_type=ADDRESS&size=100")
        .at("/data/data")
        .values()
        .stream()
        .map(row -> row.get("order_id").asString())
        .toList();
  }

  private static Story storyOf(Invoice invoice) {
    return AddressWallet.story(town, invoice);
  }

  private static long available() {
    String sql =
        "select coalesce(sum(p.units), 0) from posting p join ledger_account a on a.id = p.account"
            + " where a.kind = 'AVAILABLE' and a.asset = 'BTC-LN'";
    return town.database().jdbc().sql(sql).query(BigDecimal.class).single().longValueExact();
  }

  private static long orders() {
    return town.database().jdbc().sql("select count(*) from orders").query(Long.class).single();
  }

  @Test
  void whatIsSentToTheAddressIsTheMerchantsOnce() {
    addresses().switchOn(merchant(), "tips");
    String host = town.gateway().url().substring("http://".length());
    Answer terms = wallet(1).terms("tips");
    assertThat(terms.status()).isEqualTo(200);
    assertThat(terms.header("access-control-allow-origin")).contains("*");
    assertThat(terms.header("content-type").orElse("")).startsWith("application/json");
    JsonNode told = terms.json();
    assertThat(told.get("tag").asString()).isEqualTo("payRequest");
    assertThat(told.get("minSendable").asLong()).isEqualTo(5_000);
    assertThat(told.get("maxSendable").asLong()).isEqualTo(200_000_000);
    assertThat(told.get("callback").asString()).isEqualTo(town.gateway().url() + "/lnurlp/tips");
    String metadata = told.get("metadata").asString();
    assertThat(metadata)
        .isEqualTo(
            "[[\"text/plain\",\"Payment to Coin shop\"],[\"text/identifier\",\"tips@%s\"]]"
                .formatted(host));
    String comment = URLEncoder.encode("thank\n<b>you</b>\u202e ☕", StandardCharsets.UTF_8);
    Invoice invoice = read(wallet(1).invoice("tips", "?amount=12345678&comment=" + comment));
    assertThat(invoice.isFor(metadata)).isTrue();
    assertThat(invoice.terms().description()).isNull();
    assertThat(invoice.terms().millisatoshi()).hasValue(12_345_678);
    Story story = storyOf(invoice);
    assertThat(listed()).doesNotContain(story.id());
    long before = available();
    assertThat(town.send(invoice)).isInstanceOf(SentPayment.Paid.class);
    story.awaitStatus("SUCCESS");
    assertThat(town.send(invoice)).isInstanceOf(SentPayment.Paid.class);
    assertThat(available()).isEqualTo(before + 12_345_678);
    assertThat(story.types()).containsExactly("ORDER");
    assertThat(story.events()).contains("payment.confirmed", "order.success");
    assertThat(story.text("remark")).isEqualTo("thank <b>you</b> ☕");
    assertThat(story.text("bind_id")).isEqualTo("tips");
    assertThat(listed()).contains(story.id());
    assertThat(story.text("order_type")).isEqualTo("ADDRESS");
    assertThat(story.text("platform")).isEqualTo("LIGHTNING_ADDRESS");
  }

  @Test
  void everyQuestionIsAnotherInvoice() {
    addresses().switchOn(merchant(), "twice");
    Invoice first = read(wallet(2).invoice("TWICE", "?amount=5000"));
    Invoice second = read(wallet(2).invoice("twice", "?amount=5000"));
    assertThat(second.terms().paymentHash()).isNotEqualTo(first.terms().paymentHash());
    assertThat(town.send(second)).isInstanceOf(SentPayment.Paid.class);
    storyOf(second).awaitStatus("SUCCESS");
    assertThat(storyOf(first).status()).isEqualTo("PENDING");
    // Worth less than a cent.
    assertThat(new BigDecimal(storyOf(second).text("vs_price"))).isPositive();
  }

  @Test
  void otherAmountsAreRefusedAndMakeNothing() {
    addresses().switchOn(merchant(), "exact");
    long before = orders();
    String many =
        "/?amount=/?amount=0/?amount=-5000/?amount=1e4/?amount=5000.0/?amount=5000&amount=6000"
            + "/?amount=99999999999999999999/?amount=%27";
    for (String amount : many.split("/")) {
      mustRefuse(wallet(3).invoice("exact", amount), 400, "whole number of millisatoshi");
    }
    for (String amount : List.of("?amount=4999", "?amount=200000001")) {
      mustRefuse(wallet(3).invoice("exact", amount), 400, "from 5000 to 200000000 millisatoshi");
    }
    mustRefuse(
        wallet(3).invoice("exact", "?amount=5000&comment=" + "x".repeat(141)), 400, "140 letters");
    assertThat(orders()).isEqualTo(before);
  }

  @Test
  void namesOfNobodyAreNotFound() {
    for (String name :
        List.of("nobody", "..%2f..", "%00", "a%27b", "x".repeat(65), "a+b", "%3Cscript%3E")) {
      Answer answer = wallet(4).terms(name);
      assertThat(answer.status()).as(name + answer.body()).isIn(400, 404);
      assertThat(answer.body()).doesNotContain("script", "Exception", "at io.");
    }
    mustRefuse(wallet(4).terms("nobody"), 404, "no such Lightning address");
    mustRefuse(wallet(4).invoice("nobody", "?amount=5000"), 404, "no such Lightning address");
  }

  @Test
  void switchedOffItIsAnsweredForNoMoreButWhatWasGivenIsGood() {
    addresses().switchOn(merchant(), "for.a.while");
    Invoice given = read(wallet(5).invoice("for.a.while", "?amount=21000"));
    addresses().switchOff(merchant());
    mustRefuse(wallet(5).terms("for.a.while"), 404, "no such Lightning address");
    mustRefuse(wallet(5).invoice("for.a.while", "?amount=21000"), 404, "no such");
    assertThat(town.send(given)).isInstanceOf(SentPayment.Paid.class);
    storyOf(given).awaitStatus("SUCCESS");
    assertThatThrownBy(() -> addresses().switchOn(merchant(), "..")).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> addresses().switchOn(merchant(), "Änne")).isInstanceOf(Refusal.class);
  }

  @Test
  void withoutTheCoinThereIsNoAddress() {
    addresses().switchOn(merchant(), "coin");
    Merchant was = town.gateway().bean(Merchants.class).known(merchant());
    take(List.of("ETH"));
    try {
      mustRefuse(wallet(6).terms("coin"), 404, "no such Lightning address");
      assertThatThrownBy(() -> addresses().switchOn(merchant(), "coin"))
          .hasMessageContaining("first take BTC-LN");
    } finally {
      take(was.enabledAssets());
    }
    assertThat(wallet(6).terms("coin").status()).isEqualTo(200);
  }

  private static void take(List<String> coins) {
    town.gateway()
        .bean(MerchantSettings.class)
        .change(merchant(), new MerchantChange("Coin shop", 50, false, "", coins));
  }

  @Test
  void whileTheNodeIsDownItSaysSoAndMakesNothing() {
    addresses().switchOn(merchant(), "down");
    long before = orders();
    town.cutTheLine();
    try {
      Answer refused = wallet(7).invoice("down", "?amount=5000");
      mustRefuse(refused, 503, "try again");
      assertThat(refused.header("retry-after")).isPresent();
    } finally {
      town.mendTheLine();
    }
    assertThat(orders()).isEqualTo(before);
    assertThat(read(wallet(7).invoice("down", "?amount=5000")).terms().millisatoshi())
        .hasValue(5_000);
  }

  @Test
  void aFloodIsHeldBackAndNobodyHearsOfIt() {
    addresses().switchOn(merchant(), "flood");
    int given = 0;
    Answer last = wallet(8).invoice("flood", "?amount=5000");
    Invoice one = read(last);
    for (int i = 0; i < BY_NAME + 10 && last.status() == 200; i++) {
      given++;
      last = wallet(8).invoice("flood", "?amount=5000");
    }
    // While it is asked, one more is allowed every five seconds.
    assertThat(given).isBetween(BY_NAME, BY_NAME + 9);
    mustRefuse(last, 429, "this Lightning address");
    assertThat(last.header("retry-after")).isPresent();
    for (int i = 0;
        i < BY_SOURCE && last.json().get("reason").asString().contains("address");
        i++) {
      last = wallet(8).invoice("flood", "?amount=5000");
    }
    mustRefuse(last, 429, "your network");
    mustRefuse(wallet(8).terms("flood"), 429, "your network");
    assertThat(wallet(9).terms("flood").status()).isEqualTo(200);
    Story story = storyOf(one);
    story.endWindow();
    story.awaitStatus("OVERDUE");
    assertThat(story.events()).isEmpty();
    assertThat(listed()).doesNotContain(story.id());
    // A payer who was slow: that is news.
    assertThat(town.send(one)).isInstanceOf(SentPayment.Paid.class);
    story.awaitTransaction(one.terms().paymentHash(), "SUCCESS", "UNKNOWN");
    assertThat(listed()).contains(story.id());
  }

  @Test
  void theMerchantSwitchesItOnOnTheDashboard() {
    FormClient form = new FormClient(town.gateway().url());
    form.signIn("shop@example.com", "a password of some length");
    assertThat(form.get("/dashboard/coins").body()).contains("/dashboard/lightning-address");
    FormClient.Shown page = form.get("/dashboard/lightning-address");
    assertThat(page.status()).isEqualTo(200);
    FormClient.Shown wrong = form.post("/dashboard/lightning-address", Map.of("name", "a b"));
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.body()).contains("A name has 1 to 64");
    FormClient.Shown on = form.post("/dashboard/lightning-address", Map.of("name", " Till "));
    String host = town.gateway().url().substring("http://".length());
    assertThat(on.body()).contains("till@" + host, "Wallets ask only services");
    assertThat(wallet(10).terms("till").status()).isEqualTo(200);
    FormClient.Shown off = form.post("/dashboard/lightning-address/off", Map.of());
    assertThat(off.body()).contains("Switched off", "value=\"till\"");
    assertThat(wallet(10).terms("till").status()).isEqualTo(404);
    assertThat(
            town.database()
                .jdbc()
                .sql("select actor from audit_entry where deed like 'Lightning address%off'")
                .query(String.class)
                .list())
        .anyMatch(actor -> actor.startsWith("person:"));
  }
}
