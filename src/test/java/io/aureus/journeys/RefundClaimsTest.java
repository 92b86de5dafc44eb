package io.aureus.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.aureus.chains.lightning.Lnurl;
import io.aureus.merchants.Credentials;
import io.aureus.merchants.MerchantId;
import io.aureus.merchants.Scope;
import io.aureus.orders.Order;
import io.aureus.orders.OrderBook;
import io.aureus.orders.OrderId;
import io.aureus.orders.OrderRefund;
import io.aureus.orders.RefundClaims;
import io.aureus.orders.RefundLinks;
import io.aureus.payouts.PayoutId;
import io.aureus.testing.Browser;
import io.aureus.testing.RawHttp.Answer;
import io.aureus.testing.Visitor;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A payer's wallet takes its refund by itself (LNURL-withdraw), once. */
class RefundClaimsTest {
  private static PayeeTown town;

  @BeforeAll
  static void open() {
    town = PayeeTown.shared();
  }

  @AfterAll
  static void theBooksAgreeWithTheChannel() {
    town.town().mustBalance();
  }

  @Test
  void theWalletTakesAllThatIsLeftOnce() {
    Story story = town.paidOrder("12");
    Answer made =
        town.post(0, "/api/v2/order/refund-link/" + story.id(), "{\"lnurl_withdraw\":true}", "");
    assertThat(made.code()).as(made.body()).isZero();
    Lnurl lnurl = Lnurl.read(made.data().get("lnurl").asString());
    assertThat(lnurl.url().toString()).startsWith(PayeeTown.PUBLIC + "/lnurlw/");
    String token = made.data().get("url").asString().replaceAll(".*/", "");
    assertThat(lnurl.url().toString()).as("it does not open the page").doesNotContain(token);
    Answer terms = town.get(1, lnurl.url().getPath());
    assertThat(terms.header("access-control-allow-origin")).contains("*");
    JsonNode told = terms.json();
    long whole = story.due().longValueExact() / 1_000 * 1_000;
    assertThat(told.get("tag").asString()).isEqualTo("withdrawRequest");
    assertThat(told.get("minWithdrawable").asLong()).isEqualTo(whole);
    assertThat(told.get("maxWithdrawable").asLong()).isEqualTo(whole);
    assertThat(told.get("callback").asString()).isEqualTo(PayeeTown.PUBLIC + "/lnurlw");
    assertThat(told.get("defaultDescription").asString()).isEqualTo("Refund from Coin shop");
    assertThat(terms.body()).doesNotContain(story.id());
    String key = told.get("k1").asString();

    mustRefuse(take(0, key, town.invoice(whole + 1_000).text()), 400, "over exactly");
    mustRefuse(take(0, key, town.invoice(whole - 1_000).text()), 400, "over exactly");
    mustRefuse(take(0, key, "alice@wallet.example"), 400, "over exactly");
    mustRefuse(take(0, key, "lnbc1nothing"), 400, "pr: ");
    mustRefuse(take(0, key.replace(key.charAt(0), 'x'), ""), 404, "unknown");
    assertThat(refunds(story)).isEmpty();

    String mine = town.invoice(whole).text();
    mustTake(take(0, key, mine.toUpperCase(Locale.ROOT)));
    mustTake(take(1, key, mine));
    mustRefuse(take(1, key, town.invoice(whole).text()), 409, "taken already");
    mustRefuse(town.get(0, lnurl.url().getPath()), 409, "taken already");
    OrderRefund refund = refunds(story).getFirst();
    assertThat(refunds(story)).hasSize(1);
    assertThat(refund.actor()).as("who made the link").startsWith("token:");
    town.await(new PayoutId(refund.id().toString()));
    mustTake(take(0, key, mine));
    assertThat(refunds(story)).hasSize(1);
  }

  @Test
  void fiftyAtOnceAtTwoGatewaysGetOneRefund() throws Exception {
    Story story = town.paidOrder("12");
    String key = key(story);
    long whole = story.due().longValueExact() / 1_000 * 1_000;
    List<String> invoices =
        IntStream.range(0, 50).mapToObj(i -> town.invoice(whole).text()).toList();
    List<Answer> answers = PayeeTown.together(50, i -> take(i, key, invoices.get(i)));
    assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(1);
    assertThat(answers.stream().filter(answer -> answer.status() != 200))
        .allSatisfy(answer -> mustRefuse(answer, 409, "taken already"));
    assertThat(refunds(story)).hasSize(1);
    town.await(new PayoutId(refunds(story).getFirst().id().toString()));
  }

  /** The shop refunds a half to an address of the payer's at that moment. */
  @Test
  void aRefundThatTheShopSendsAndAClaimAreOneRefund() throws Exception {
    Story story = town.paidOrder("12");
    String key = key(story);
    long whole = story.due().longValueExact() / 1_000 * 1_000;
    String body = "{\"amount\":\"0.00001\",\"address\":\"alice@wallet.example\"}";
    String path = "/api/v2/order/refund/" + story.id();
    String mine = town.invoice(whole).text();
    PayeeTown.together(
        10,
        i ->
            i < 5
                ? town.post(i, path, body, "Idempotency-Key: one-" + story.id())
                : take(i, key, mine));
    // After a claim too little is left for the shop's; after the shop's the link is closed.
    assertThat(refunds(story)).hasSize(1);
    town.await(new PayoutId(refunds(story).getFirst().id().toString()));
  }

  @Test
  void whatTheBalanceCannotBearIsNotToldToThePayer() {
    Story story = town.paidOrder("12");
    String key = key(story);
    long whole = story.due().longValueExact() / 1_000 * 1_000;
    String most =
        town.post(
                0,
                "/api/bln/withdraw",
                "{\"ln_invoices\":\"alice@wallet.example\",\"amount\":\"0.004\"}",
                "Idempotency-Key: most-" + story.id())
            .message()
            .replaceAll(".*at most ([0-9.]+) can.*", "$1");
    String body = "{\"ln_invoices\":\"alice@wallet.example\",\"amount\":\"%s\"}".formatted(most);
    Answer gone = town.post(0, "/api/bln/withdraw", body, "Idempotency-Key: all-" + story.id());
    assertThat(gone.code()).as(gone.body()).isZero();
    town.await(new PayoutId(gone.data().get("tx_id").asString()));
    Answer refused = take(0, key, town.invoice(whole).text());
    mustRefuse(refused, 409, "ask the shop");
    assertThat(refused.body()).doesNotContain("balance", "BTC");
    assertThat(refunds(story)).isEmpty();
    for (int i = 0; i < 3; i++) {
      town.paidOrder("40");
    }
    mustTake(take(0, key, town.invoice(whole).text()));
    town.await(new PayoutId(refunds(story).getFirst().id().toString()));
  }

  /** A stolen token's claims stand in no list: they must end with it. */
  @Test
  void whoWasShutOutSinceTakesNothing() {
    Story story = town.paidOrder("12");
    OrderId id = new OrderId(story.id());
    MerchantId merchant = town.town().account().merchant();
    Credentials credentials = town.gateway(0).bean(Credentials.class);
    RefundClaims claims = town.gateway(0).bean(RefundClaims.class);
    long stolen = credentials.createToken(merchant, Scope.TOKEN).id();
    String token = claims.make(merchant, id, null, "token:" + stolen).token();
    String key = claims.key(token).orElseThrow();
    assertThat(town.gateway(0).bean(OrderBook.class).history(id))
        .as("it is seen that the link pays, how much, and who asked for it")
        .anySatisfy(
            line ->
                assertThat(line.words())
                    .contains("BTC-LN by itself, as token:%d asked for".formatted(stolen)));
    credentials.revokeToken(merchant, stolen);
    long whole = story.due().longValueExact() / 1_000 * 1_000;
    mustRefuse(town.get(1, "/lnurlw/" + key), 409, "ask the shop");
    mustRefuse(take(1, key, town.invoice(whole).text()), 409, "ask the shop");
    assertThat(refunds(story)).isEmpty();
    assertThat(claims.key(token)).as("the page shows no code").isEmpty();
    assertThat(town.get(0, "/refund/" + token).status())
        .as("an address may be given")
        .isEqualTo(200);
    mustTake(take(0, key(story), town.invoice(whole).text()));
    town.await(new PayoutId(refunds(story).getFirst().id().toString()));
  }

  @ParameterizedTest
  @ValueSource(ints = {390, 1280})
  void thePayerScansACodeOrGivesALightningAddress(int width) {
    Story story = town.paidOrder("12");
    RefundLinks.Made made =
        town.gateway(0)
            .bean(RefundClaims.class)
            .make(town.town().account().merchant(), new OrderId(story.id()), null, actor());
    try (Visitor payer = Browser.visitor(width)) {
      Page page = payer.page();
      page.navigate(town.gateway(0).url() + "/refund/" + made.token());
      assertThat(page.locator("#wallet"))
          .hasAttribute("href", Pattern.compile("lightning:LNURL1[0-9A-Z]+"));
      payer.look("refund-lightning");
      type(page, "nobody@wallet.example");
      assertThat(page.locator("#trouble")).containsText("knows no such receiver");
      type(page, town.invoice(story.due().longValueExact() + 1_000).text());
      assertThat(page.locator("#trouble")).containsText("at most");
      payer.look("refund-lightning-wrong");
      type(page, "Alice@wallet.example");
      assertThat(page.locator("#address")).hasText("alice@wallet.example");
      payer.look("refund-lightning-confirm");
      page.getByText("No, change it").click();
      String lnurl = page.locator("#wallet").getAttribute("href").substring("lightning:".length());
      String key = Lnurl.read(lnurl).url().getPath().replaceAll(".*/", "");
      long whole = story.due().longValueExact() / 1_000 * 1_000;
      mustTake(take(1, key, town.invoice(whole).text()));
      page.reload();
      assertThat(page.locator("h1")).hasText("The refund is on its way");
      payer.look("refund-lightning-taken");
      assertThat(payer.complaints()).allMatch(words -> words.contains("400"));
    }
    town.await(new PayoutId(refunds(story).getFirst().id().toString()));
  }

  private static void type(Page page, String address) {
    page.locator("input#address").fill(address);
    page.getByText("Check it").click();
  }

  private static String actor() {
    return "token:" + town.town().account().token().id();
  }

  private static String key(Story story) {
    RefundClaims claims = town.gateway(0).bean(RefundClaims.class);
    OrderId id = new OrderId(story.id());
    RefundLinks.Made made = claims.make(town.town().account().merchant(), id, null, actor());
    return claims.key(made.token()).orElseThrow();
  }

  private static Answer take(int gateway, String key, String invoice) {
    return town.get(gateway, "/lnurlw?k1=%s&pr=%s".formatted(key, invoice));
  }

  private static void mustTake(Answer answer) {
    assertThat(answer.body()).isEqualTo("{\"status\":\"OK\"}");
  }

  private static void mustRefuse(Answer answer, int status, String words) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.json().get("status").asString()).isEqualTo("ERROR");
    assertThat(answer.json().get("reason").asString()).contains(words);
  }

  private static List<OrderRefund> refunds(Story story) {
    Order order =
        town.gateway(0)
            .bean(OrderBook.class)
            .find(town.town().account().merchant(), new OrderId(story.id()))
            .orElseThrow();
    return order.refunds();
  }
}
