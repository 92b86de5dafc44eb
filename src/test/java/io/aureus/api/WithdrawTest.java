package io.aureus.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.merchants.Credentials;
import io.aureus.merchants.MerchantSettings;
import io.aureus.merchants.Scope;
import io.aureus.testing.FundedMerchant;
import io.aureus.testing.RawHttp;
import io.aureus.testing.RawHttp.Answer;
import io.aureus.testing.RunningAureus;
import io.aureus.testing.Signed;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Money out, as a merchant's program asks for it. No node answers: nothing leaves the house. */
class WithdrawTest {
  private static final String WITHDRAW = "/api/v2/wallet/withdraw";
  private static final String TO = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

  /** A signed request works once: each has a Date of its own. */
  private final AtomicLong millis = new AtomicLong(Instant.now().toEpochMilli());

  private final RunningAureus aureus = RunningAureus.shared();
  private final RawHttp http = aureus.http();
  private final RunningAureus.Access merchant = aureus.anotherMerchant();

  @Test
  void balancesAreToldWithWhatTheyAreWorth() {
    give("2");
    Answer answer = http.get("/api/v2/wallet", "API-Key: " + merchant.key());
    JsonNode ether = answer.data().get(0);
    assertThat(ether.get("currency").asString()).isEqualTo("ETH");
    assertThat(ether.get("available").asString()).isEqualTo("2.0");
    assertThat(ether.get("pending").asString()).isEqualTo("0.0");
    assertThat(ether.get("vs_currency").asString()).isEqualTo("USD");
    assertThat(new BigDecimal(ether.get("vs_value").asString()))
        .isEqualByComparingTo(
            new BigDecimal(ether.get("vs_rate").asString()).multiply(BigDecimal.TWO));
    assertThat(ether.get("vs_rate_time").asString()).startsWith("20");
    assertThat(answer.data().get(1).get("available").asString()).isEqualTo("0.0");
    assertThat(signedGet("/api/v2/wallet?vs_currency=eur").data().get(0).get("vs_currency"))
        .hasToString("\"EUR\"");
    assertThat(signedGet("/api/v2/wallet?vs_currency=XAU").code()).isEqualTo(422);
  }

  @Test
  void aPayoutIsSetAsideAtOnceAndHasAStory() {
    give("2");
    Answer made = withdraw("0.5", "\"reference\":\"march-7\"");
    assertThat(made.json().get("message").asString()).isEqualTo("ok");
    JsonNode payout = made.data();
    assertThat(payout.get("amount").asString()).isEqualTo("0.5");
    assertThat(payout.get("fee").asString()).isEqualTo("0.000021");
    assertThat(payout.get("total").asString()).isEqualTo("0.500021");
    assertThat(payout.get("address").asString()).isEqualTo(TO);
    assertThat(payout.get("reference").asString()).isEqualTo("march-7");
    assertThat(payout.get("requested_by").asString()).startsWith("token:");
    JsonNode ether = signedGet("/api/v2/wallet").data().get(0);
    assertThat(ether.get("available").asString()).isEqualTo("1.499979");
    assertThat(ether.get("reserved").asString()).isEqualTo("0.500021");
    String id = payout.get("payout_id").asString();
    JsonNode found = signedGet("/api/v2/payout/" + id).data();
    assertThat(found.get("payout_id").asString()).isEqualTo(id);
    assertThat(found.get("history").get(0).get("words").asString()).isEqualTo("asked for");
    JsonNode page = signedGet("/api/v2/payout/?page=1&size=5&kind=withdrawal").data();
    assertThat(page.get("total").asLong()).isEqualTo(1);
    assertThat(page.get("data").get(0).get("payout_id").asString()).isEqualTo(id);
    assertThat(signedGet("/api/v2/payout?status=CONFIRMED").data().get("total").asLong()).isZero();
    assertThat(signedGet("/api/v2/payout?kind=SWEEP").message()).contains("kind", "WITHDRAWAL");
    assertThat(withdraw("0.5", "\"reference\":\"march-7\"").data().get("payout_id").asString())
        .isEqualTo(id);
    assertThat(withdraw("0.6", "\"reference\":\"march-7\"").code()).isEqualTo(409);
  }

  @Test
  void theFeeMayComeOffTheAmountAndThePreviewSaysSoBefore() {
    give("2");
    String body = body("2", "\"fee_from_amount\":true");
    JsonNode preview = signedPost(WITHDRAW + "/preview", body, "").data();
    assertThat(preview.get("amount").asString()).isEqualTo("1.999979");
    assertThat(preview.get("total").asString()).isEqualTo("2.0");
    assertThat(preview.get("most").asString()).isEqualTo("1.999979");
    assertThat(preview.get("hold_reason").asString()).isEmpty();
    assertThat(signedGet("/api/v2/wallet").data().get(0).get("available").asString())
        .isEqualTo("2.0");
    assertThat(signedPost(WITHDRAW, body, "").data().get("amount").asString())
        .isEqualTo("1.999979");
  }

  @Test
  void fiftyRepeatsMakeOnePayoutAndSoDoesOneAfterALostAnswer() throws Exception {
    give("2");
    String key = "\nIdempotency-Key: pay-1";
    Set<String> bodies = new HashSet<>();
    for (Answer answer : together(50, () -> signedPost(WITHDRAW, body("0.1", ""), key))) {
      assertThat(answer.code()).as(answer.body()).isZero();
      bodies.add(answer.body());
    }
    assertThat(bodies).hasSize(1);
    // Days later the answer is forgotten. The key pays once all the same, however it is written.
    forgetAnswers();
    assertThat(signedPost(WITHDRAW, body("0.2", ""), key).code()).isEqualTo(409);
    Answer later = signedPost(WITHDRAW, body("0.10", "").replace(",", " , "), key);
    assertThat(bodies.iterator().next()).contains(later.data().get("payout_id").asString());
    assertThat(signedGet("/api/v2/payout").data().get("total").asLong()).isEqualTo(1);
    assertThat(signedPost(WITHDRAW, body("0.2", ""), key).code()).isEqualTo(409);
  }

  private void forgetAnswers() {
    aureus
        .bean(JdbcClient.class)
        .sql("delete from api_idempotency where merchant = ?")
        .param(merchant.merchant().value())
        .update();
  }

  @Test
  void aRaceForTheBalanceEndsAtTheBalance() throws Exception {
    give("1");
    List<Answer> answers = together(40, () -> withdraw("0.1", ""));
    assertThat(answers.stream().filter(answer -> answer.code() == 0)).hasSize(9);
    assertThat(answers.stream().filter(answer -> answer.code() == 409)).hasSize(31);
    assertThat(signedGet("/api/v2/wallet").data().get(0).get("available").asString())
        .isEqualTo("0.099811");
  }

  /** Bitcart took a payout of a negative amount. */
  @Test
  void badAmountsAreRefusedWithTheFigureThatWouldPass() {
    give("1");
    refused("\"1.0000000000000000019\"", "1.000000000000000001");
    refused("0", "the least is 0.000000000000000001 ETH");
    refused("-1", "above 0");
    refused("\"-0.5\"", "above 0");
    refused("NaN", "0.25");
    refused("\"1e3\"", "0.25");
    refused("\"\"", "missing");
    refused("true", "0.25");
    refused("[1]", "0.25");
    refused("1e30", "the balance is 1.0 ETH");
    refused("1e400", "the balance is 1.0 ETH");
    refused("1e-900", "0.000000000000000001");
    String own = body("RAW", "\"custody\":\"self_custody\"").replace("\"RAW\"", "1e30");
    assertThat(signedPost(WITHDRAW, own, "").message()).contains("your own wallet is 0.0 ETH");
    Answer tooMuch = signedPost(WITHDRAW, bodyOf("1e29"), "");
    assertThat(tooMuch.code()).isEqualTo(409);
    assertThat(tooMuch.message()).contains("0.999979");
    Answer noAddress = signedPost(WITHDRAW, body("0.1", "").replace(TO, "0x1234"), "");
    assertThat(noAddress.code()).isEqualTo(400);
    assertThat(noAddress.message()).contains("address");
    Answer lost =
        signedPost(WITHDRAW, body("0.1", "").replace("\"ETH\",\"amount", "\"DOGE\",\"amount"), "");
    assertThat(lost.code()).isEqualTo(422);
    assertThat(signedGet("/api/v2/payout").data().get("total").asLong()).isZero();
  }

  @Test
  void aKeyMovesNoMoneyUntilTheMerchantSaysSo() {
    give("1");
    Credentials credentials = aureus.bean(Credentials.class);
    String key =
        credentials
            .createKey(merchant.merchant(), "AURPAY", Set.of(Scope.PAYOUTS, Scope.EVENTS_READ))
            .key();
    Answer off = http.post(WITHDRAW, "API-Key: " + key, body("0.1", ""));
    assertThat(off.code()).isEqualTo(403);
    assertThat(off.message()).contains("sign the request", "Payouts, Options");
    assertThat(http.get("/api/v2/payout", "API-Key: " + key).code()).isEqualTo(403);
    aureus.bean(MerchantSettings.class).changePayouts(merchant.merchant(), true, "");
    assertThat(http.post(WITHDRAW, "API-Key: " + key, body("0.1", "")).code()).isZero();
    assertThat(http.post(WITHDRAW, "API-Key: " + merchant.key(), body("0.1", "")).message())
        .contains("PAYOUTS");
    String plugin = "API-Key: " + merchant.pluginKey();
    assertThat(http.post(WITHDRAW, plugin, body("0.1", "")).code()).isEqualTo(403);
    assertThat(http.get("/api/v2/wallet", plugin).code()).isEqualTo(403);
    JsonNode shown = http.get("/api/v2/events", "API-Key: " + key).data().get("events").get(0);
    assertThat(shown.get("type").asString()).isEqualTo("payout.requested");
    assertThat(shown.get("order").isNull()).isTrue();
    assertThat(shown.get("payout").get("address").asString()).isEqualTo(TO);
    JsonNode hidden =
        http.get("/api/v2/events", "API-Key: " + merchant.key()).data().get("events").get(0);
    assertThat(hidden.get("payout_id")).isEqualTo(shown.get("payout_id"));
    assertThat(hidden.get("payout").isNull()).isTrue();
  }

  @Test
  void anotherMerchantsPayoutIsNotThere() {
    give("1");
    String id = withdraw("0.1", "").data().get("payout_id").asString();
    RunningAureus.Access other = aureus.anotherMerchant();
    String path = "/api/v2/payout/" + id;
    assertThat(http.get(path, signed(other, "GET", path, "")).code()).isEqualTo(404);
    assertThat(http.post(path + "/cancel", signed(other, "POST", path + "/cancel", ""), "").code())
        .isEqualTo(404);
    assertThat(signedGet("/api/v2/payout/nonsense").code()).isEqualTo(404);
  }

  @Test
  void whatIsNotSignedCanBeTakenBackOnce() {
    give("1");
    String id = withdraw("0.1", "").data().get("payout_id").asString();
    Answer back = signedPost("/api/v2/payout/" + id + "/cancel", "{\"reason\":\"typo\"}", "");
    assertThat(back.data().get("status").asString()).isEqualTo("CANCELLED");
    assertThat(back.data().get("history").toString()).contains("typo");
    assertThat(signedGet("/api/v2/wallet").data().get(0).get("available").asString())
        .isEqualTo("1.0");
    assertThat(signedPost("/api/v2/payout/" + id + "/cancel", "", "").code()).isEqualTo(409);
  }

  private void refused(String amount, String words) {
    Answer answer = signedPost(WITHDRAW, bodyOf(amount), "");
    assertThat(answer.code()).as(amount).isEqualTo(400);
    assertThat(answer.message()).contains("amount", words);
  }

  private void give(String ether) {
    FundedMerchant.give(aureus::bean, merchant.merchant(), "ETH", ether);
  }

  private Answer withdraw(String amount, String more) {
    return signedPost(WITHDRAW, body(amount, more), "");
  }

  private static String body(String amount, String more) {
    return "{\"chain\":\"ETH\",\"currency\":\"ETH\",\"amount\":\"%s\",\"address\":\"%s\"%s}"
        .formatted(amount, TO, more.isEmpty() ? "" : "," + more);
  }

  private static String bodyOf(String raw) {
    return body("RAW", "").replace("\"RAW\"", raw);
  }

  private Answer signedGet(String target) {
    return http.get(target, signed(merchant, "GET", target, ""));
  }

  private Answer signedPost(String target, String body, String headers) {
    return http.post(target, signed(merchant, "POST", target, body) + headers, body);
  }

  private String signed(RunningAureus.Access who, String method, String target, String body) {
    String date = Instant.ofEpochMilli(millis.getAndIncrement()).toString();
    return Signed.headers(who.token(), who.secret(), date, method, target, body);
  }

  private static List<Answer> together(int times, Callable<Answer> work) throws Exception {
    List<Future<Answer>> waiting = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < times; i++) {
        waiting.add(threads.submit(work));
      }
    }
    List<Answer> answers = new ArrayList<>();
    for (Future<Answer> one : waiting) {
      answers.add(one.get());
    }
    return answers;
  }
}
