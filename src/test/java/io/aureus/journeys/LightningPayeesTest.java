package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.lightning.Lnurl;
import io.aureus.money.Amount;
import io.aureus.orders.OrderId;
import io.aureus.orders.RefundLinks;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutId;
import io.aureus.testing.RawHttp.Answer;
import io.aureus.testing.RunningGateway;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Payouts to Lightning addresses and LNURLs, whose service answers well and badly. */
class LightningPayeesTest {
  private static PayeeTown town;

  @BeforeAll
  static void open() {
    town = PayeeTown.shared();
  }

  /** All of it together: each story waits for what it moves. */
  @AfterAll
  static void theBooksAgreeWithTheChannel() {
    town.town().mustBalance();
  }

  @Test
  void aLightningAddressGetsExactlyWhatIsAskedFor() {
    Amount before = balance();
    Payout done = paid(withdraw(0, body("lightning:Alice@Wallet.example", "0.00002"), ""));
    assertThat(done.amount().text()).isEqualTo("0.00002");
    assertThat(done.payee()).isEqualTo("alice@wallet.example");
    assertThat(done.destination()).startsWith("lnbcrt20u1");
    assertThat(balance()).isEqualTo(before.minus(done.reserved()));
    assertThat(town.town().shop().get("/api/bln/balance").at("/data/reserved").asString())
        .isEqualTo("0.0");
  }

  @Test
  void soDoesAnLnurlAlsoWhereItsServiceMoved() {
    String url = "https://wallet.example/.well-known/lnurlp/moved";
    Lnurl lnurl = new Lnurl(Lnurl.Purpose.PAY, URI.create(url));
    Payout done = paid(withdraw(0, body(lnurl.text().toUpperCase(Locale.ROOT), "0.00001"), ""));
    assertThat(done.payee()).isEqualTo(lnurl.text());
    assertThat(paid(withdraw(0, body(lnurl.link(), "0.00001"), "")).id()).isNotEqualTo(done.id());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nobody | knows no such receiver",
        "error | says: “no such user”",
        "huge | says more than anybody would read",
        "hang | does not answer",
        "number | right is one by https and with a name of its own",
        "inside | is at no public address",
        "lure | is at no public address",
        "plain | right is one by https and with a name of its own",
        "round | leads from one place to the next without an end",
        "taker | pays out, and takes nothing",
        "picky | the receiver takes 0.003 to 0.005 BTC-LN at a time, and not 0.00001",
        "dear | its payee was asked for one over 0.00001, and gave another",
        "cheap | its payee was asked for one over 0.00001, and gave another",
        "swapped | it is not for what its payee said before",
        "hasty | its payee gave one that expires in a moment",
        "mainnet | it is an invoice of Bitcoin",
        "another | its payee gave something else"
      })
  void whatIsNotAsItShouldBeIsRefusedAndNothingIsReserved(String user, String words) {
    Amount before = balance();
    Answer answer = withdraw(0, body(user + "@wallet.example", "0.00001"), "");
    assertThat(answer.code()).as(answer.body()).isEqualTo(user.equals("hang") ? 503 : 400);
    assertThat(answer.message()).contains(words).doesNotContain("10.1.2.3", "127.0.0.1");
    assertThat(balance()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alice@wallet.onion | is within Tor",
        "alice@nowhere.test | was not found",
        "alice@inside.example | is at no public address",
        "alice@strange.example | does not answer",
        "lnurlw://wallet.example/x | not for paying",
        "alice@localhost | no name of a service",
      })
  void whatMayNotBeAskedIsNot(String payee, String words) {
    Answer answer = withdraw(0, body(payee, "0.00001"), "");
    assertThat(answer.code()).as(answer.body()).isIn(400, 503);
    assertThat(answer.message()).contains(words);
  }

  @Test
  void anOfferIsRefusedInWords() {
    Answer answer = withdraw(0, body(LightningPayeePagesTest.OFFER, "0.00001"), "");
    assertThat(answer.code()).as(answer.body()).isEqualTo(400);
    assertThat(answer.message())
        .contains("offers are not paid out here: ask the receiver for an invoice");
  }

  /** The payer says where to, the shop asks for it, and the service is asked then. */
  @Test
  void aRefundGoesToTheLightningAddressThatThePayerGave() {
    Story story = town.paidOrder("12");
    RunningGateway gateway = town.gateway(0);
    OrderId id = new OrderId(story.id());
    String token =
        gateway.bean(RefundLinks.class).make(town.town().account().merchant(), id, null).token();
    RefundLinks links = gateway.bean(RefundLinks.class);
    links.give(token, "Alice@wallet.example");
    String path = "/api/v2/order/refund/" + id;
    Answer first = town.post(0, path, "", "Idempotency-Key: back-1");
    assertThat(first.code()).as(first.body()).isZero();
    town.town().database().jdbc().sql("delete from api_idempotency").update();
    Answer again = town.post(1, path, "", "Idempotency-Key: back-1");
    String payout = first.data().get("payout_id").asString();
    assertThat(again.data().get("payout_id").asString()).isEqualTo(payout);
    Payout done = town.await(new PayoutId(payout));
    assertThat(done.payee()).isEqualTo("alice@wallet.example");
    assertThat(done.amount().units()).isEqualTo(story.due());
    story.awaitStatus("REFUNDED");
  }

  @Test
  void itNeedsAnAmountAndStandsAlone() {
    assertThat(withdraw(0, "{\"ln_invoices\":\"alice@wallet.example\"}", "").message())
        .contains("amount is missing: say how much is to arrive");
    String two = "alice@wallet.example,bob@wallet.example";
    assertThat(withdraw(0, body(two, "0.00001"), "").message()).contains("one invoice alone");
    Answer tooMuch = withdraw(0, body("alice@wallet.example", "0.004"), "");
    assertThat(tooMuch.code()).as(tooMuch.body()).isEqualTo(409);
    assertThat(tooMuch.message()).contains("at most");
  }

  @Test
  void theSameRequestAtTwoGatewaysIsOnePayout() throws Exception {
    Amount before = balance();
    String body = body("alice@wallet.example", "0.00003");
    String key = "Idempotency-Key: rent-7";
    Set<String> ids = new HashSet<>();
    for (Answer answer : PayeeTown.together(10, i -> withdraw(i, body, key))) {
      assertThat(answer.code()).as(answer.body()).isZero();
      ids.add(answer.data().get("tx_id").asString());
    }
    assertThat(ids).hasSize(1);
    // Also where no stored answer helps: the payouts themselves are looked at.
    town.town().database().jdbc().sql("delete from api_idempotency").update();
    int given = town.wallet().given();
    Answer late = withdraw(1, body("ALICE@wallet.example", "0.00003"), key);
    assertThat(late.data().get("tx_id").asString()).isEqualTo(ids.iterator().next());
    assertThat(town.wallet().given()).as("no second invoice is asked for").isEqualTo(given);
    town.town().database().jdbc().sql("delete from api_idempotency").update();
    assertThat(withdraw(0, body("bob@wallet.example", "0.00003"), key).code()).isEqualTo(409);
    Payout done = paid(late);
    assertThat(balance()).isEqualTo(before.minus(done.reserved()));
  }

  /** Each question gets another invoice: a program's own retry must not be paid again. */
  @Test
  void withoutANameOfItsOwnNothingIsPaidToAnAddress() {
    Amount before = balance();
    int given = town.wallet().given();
    String path = "/api/v2/wallet/withdraw";
    String body =
        "{\"chain\":\"BLN\",\"currency\":\"BTC-LN\",\"amount\":\"0.00001\","
            + "\"address\":\"alice@wallet.example\"}";
    for (int twice = 0; twice < 2; twice++) {
      for (Answer answer :
          List.of(
              town.post(0, "/api/bln/withdraw", body("alice@wallet.example", "0.00001"), ""),
              town.post(1, path, body, ""))) {
        assertThat(answer.code()).as(answer.body()).isEqualTo(400);
        assertThat(answer.message()).contains("Idempotency-Key is missing");
      }
    }
    assertThat(town.wallet().given()).isEqualTo(given);
    assertThat(balance()).isEqualTo(before);
    assertThat(town.post(0, path + "/preview", body, "").code()).isZero();
  }

  /** The reference of the other path is looked up first as well, and under the balance's lock. */
  @Test
  void oneReferenceIsOnePayoutWhereverItIsAskedFor() throws Exception {
    String path = "/api/v2/wallet/withdraw";
    String body =
        "{\"chain\":\"BLN\",\"currency\":\"BTC-LN\",\"amount\":\"0.00001\","
            + "\"address\":\"alice@wallet.example\",\"reference\":\"march-7\"}";
    Set<String> ids = new HashSet<>();
    for (Answer answer : PayeeTown.together(10, i -> town.post(i, path, body, ""))) {
      assertThat(answer.code()).as(answer.body()).isZero();
      ids.add(answer.data().get("payout_id").asString());
      assertThat(answer.data().get("payee").asString()).isEqualTo("alice@wallet.example");
    }
    assertThat(ids).hasSize(1);
    town.await(new PayoutId(ids.iterator().next()));
  }

  private static String body(String payee, String coins) {
    return "{\"ln_invoices\":\"%s\",\"amount\":\"%s\"}".formatted(payee, coins);
  }

  private static Answer withdraw(int gateway, String body, String more) {
    String named = more.isEmpty() ? "Idempotency-Key: " + UUID.randomUUID() : more;
    return town.post(gateway, "/api/bln/withdraw", body, named);
  }

  private static Payout paid(Answer answer) {
    assertThat(answer.code()).as(answer.body()).isZero();
    return town.await(new PayoutId(answer.data().get("tx_id").asString()));
  }

  private static Amount balance() {
    return town.balance();
  }
}
