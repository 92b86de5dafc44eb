package io.aureus.journeys;

import static io.aureus.ledger.Account.Kind.AVAILABLE;
import static io.aureus.ledger.Account.Kind.RESERVED;
import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.lightning.Invoice;
import io.aureus.money.Amount;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutId;
import io.aureus.payouts.PayoutState;
import io.aureus.payouts.PayoutWish;
import io.aureus.testing.RawHttp.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The scenarios of money out by Lightning, on every kind of node. */
abstract class InvoicePayoutJourneys extends InvoiceDoubtJourneys {
  @Test
  void out1AskedReservedPaidAndWhatRoutingDidNotTakeIsBack() {
    Amount before = town().balance(AVAILABLE);
    long local = town().local();
    hold(true);
    Invoice invoice = town().invoice(20_000);
    Answer answer = town().withdraw("lightning:" + invoice.text().toUpperCase(Locale.ROOT));
    assertThat(answer.code()).as(answer.body()).isZero();
    assertThat(answer.data().get("payment_hash").asString())
        .isEqualTo(invoice.terms().paymentHash());
    assertThat(answer.data().get("status").asString()).isEqualTo("PENDING");
    PayoutId id = new PayoutId(answer.data().get("tx_id").asString());
    Amount kept = town().satoshi(20_200);
    assertThat(town().balance(RESERVED)).isEqualTo(kept);
    assertThat(town().balance(AVAILABLE)).isEqualTo(before.minus(kept));
    assertThat(town().balance().get("balance").asString()).isEqualTo(before.minus(kept).text());
    assertThat(town().balance().get("reserved").asString()).isEqualTo(kept.text());
    assertThat(town().balance().get("currency").asString()).isEqualTo("BTC-LN");
    hold(false);
    Payout done = town().await(id, PayoutState.CONFIRMED);
    Amount routing = Objects.requireNonNull(done.spent());
    assertThat(done.fee()).isEqualTo(routing);
    assertThat(done.txHash()).isEqualTo(invoice.terms().paymentHash());
    assertThat(town().balance(RESERVED).isZero()).isTrue();
    assertThat(town().balance(AVAILABLE))
        .isEqualTo(before.minus(town().satoshi(20_000)).minus(routing));
    InvoiceTown.awaitTrue(
        () -> town().local() == local - 20_000_000 - routing.units().longValueExact(),
        () -> "the node has " + town().local() + " of " + local);
  }

  @Test
  void out2TwoHundredAskForTheWholeBalanceAndOneGetsIt() throws Exception {
    long most = town().balance(AVAILABLE).units().longValueExact() / 101 * 100 / 1_000;
    List<Invoice> invoices = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      invoices.add(town().invoice(most));
    }
    hold(true);
    List<Answer> answers =
        together(200, i -> patiently(i, InvoiceTown.body(invoices.get(i).text())));
    List<Answer> taken = answers.stream().filter(answer -> answer.code() == 0).toList();
    assertThat(taken).hasSize(1);
    assertThat(answers.stream().filter(answer -> answer.code() != 0))
        .allSatisfy(answer -> assertThat(answer.code()).as(answer.body()).isEqualTo(409))
        .allSatisfy(answer -> assertThat(answer.message()).contains("at most"));
    PayoutId id = new PayoutId(taken.getFirst().data().get("tx_id").asString());
    hold(false);
    town().await(id, PayoutState.CONFIRMED);
    // Not all that the node has: some of what it pays in these stories is the operator's own.
    town().earn("0.015");
  }

  /** Where so many at once are too much for the machine, those told to come again do. */
  private Answer patiently(int gateway, String body) {
    Answer answer = town().withdraw(gateway, body, "");
    for (int tries = 1; answer.code() == 503 && tries < 10; tries++) {
      answer = town().withdraw(gateway, body, "");
    }
    return answer;
  }

  @Test
  void oneInvoiceIsPaidOnceWhoeverAsksAndWhicheverGatewayPays() throws Exception {
    long local = town().local();
    Invoice invoice = town().invoice(5_000);
    String body = InvoiceTown.body(invoice.text());
    List<Answer> answers = together(20, i -> town().withdraw(i, body, ""));
    List<Answer> taken = answers.stream().filter(answer -> answer.code() == 0).toList();
    assertThat(taken).hasSize(1);
    assertThat(answers.stream().filter(answer -> answer.code() != 0))
        .allSatisfy(answer -> assertThat(answer.code()).as(answer.body()).isEqualTo(409))
        .allSatisfy(answer -> assertThat(answer.message()).contains("asked to be paid before"));
    PayoutId id = new PayoutId(taken.getFirst().data().get("tx_id").asString());
    Amount routing = Objects.requireNonNull(town().await(id, PayoutState.CONFIRMED).spent());
    assertThat(town().withdraw(invoice.text()).message()).contains(id.value(), "CONFIRMED");
    InvoiceTown.awaitTrue(
        () -> town().local() == local - 5_000_000 - routing.units().longValueExact(),
        () -> "the node has " + town().local() + " of " + local);
  }

  @Test
  void out8BadAmountsAndInvoicesAreRefusedWithWhatWouldPass() throws Exception {
    Amount before = town().balance(AVAILABLE);
    String invoice = town().invoice(1_000).text();
    String tooMuch = town().withdraw(town().invoice(2_500_000).text()).message();
    assertThat(tooMuch).contains("at most").contains(before.text());
    String most = tooMuch.replaceAll(".*at most ([0-9.]+) can.*", "$1");
    long satoshi = new BigDecimal(most).movePointRight(8).longValueExact();
    assertThat(satoshi).isPositive();
    assertThat(town().payouts().preview(wish(town().invoice(satoshi))).most().text())
        .isEqualTo(most);
    assertRefused("{\"ln_invoices\":\"%s\",\"amount\":\"0.1\"}".formatted(invoice), "leave");
    assertRefused("{\"ln_invoices\":\"%s\",\"amount\":0}".formatted(invoice), "not above 0");
    assertRefused("{\"ln_invoices\":\"%s\",\"amount\":-1}".formatted(invoice), "not above 0");
    assertRefused(
        "{\"ln_invoices\":\"%s\",\"amount\":\"0.000000000001\"}".formatted(invoice), "decimals");
    assertRefused("{}", "ln_invoices is missing");
    assertRefused("{\"ln_invoices\":7}", "as a text");
    assertRefused(InvoiceTown.body(invoice.substring(0, 60)), "cannot be paid");
    assertRefused(InvoiceTown.body(mainnets()), "it is an invoice of Bitcoin", "lnbcrt");
    assertRefused(InvoiceTown.body("somebody@example.com"), "amount is missing");
    assertRefused(InvoiceTown.body(invoice + "," + invoice), "twice");
    String late = town().invoice(1_000, Duration.ofSeconds(1)).text();
    ChainTime.sleep(1_100);
    assertRefused(InvoiceTown.body(late), "expired");
    Invoice orders = town().invoice(1_000);
    town()
        .database()
        .jdbc()
        .sql(
            """
            insert into receiving_address (family, derivation_index, block, address, order_id,
              quote_no, given_at)
            values ('lightning', 1, 1, ?, '20260101000000000001', 1, now())
            """)
        .param(orders.terms().paymentHash())
        .update();
    assertRefused(InvoiceTown.body(orders.text()), "an invoice of this gateway");
    assertThat(town().balance(AVAILABLE)).isEqualTo(before);
  }

  private PayoutWish wish(Invoice invoice) {
    Payout any = town().asked(town().invoice(1_000));
    town().await(any.id(), PayoutState.CONFIRMED);
    town().earn("0.00001");
    return new PayoutWish(
        Objects.requireNonNull(any.merchant()),
        any.kind(),
        Amount.ofUnits(town().coin(), invoice.terms().millisatoshi().orElseThrow()),
        invoice.text(),
        false,
        null,
        null,
        null,
        "token:1");
  }

  /** One of LND on the main network. */
  private static String mainnets() throws IOException {
    try (InputStream in =
        InvoicePayoutJourneys.class.getResourceAsStream("/chains/lightning/nodes.txt")) {
      String all = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return all.lines()
          .flatMap(line -> Stream.of(line.split(" ")))
          .filter(word -> word.startsWith("lnbc1") || word.startsWith("lnbc2"))
          .findFirst()
          .orElseThrow();
    }
  }

  private void assertRefused(String body, String... words) {
    Answer answer = town().withdraw(0, body, "");
    assertThat(answer.code()).as(answer.body()).isEqualTo(400);
    assertThat(answer.message()).contains(words);
  }

  @Test
  void out9TheSameKeyGivesTheSamePayoutAndAnotherBodyAnError() {
    String first = town().invoice(1_000).text();
    String key = "Idempotency-Key: wages-7";
    Answer made = town().withdraw(0, InvoiceTown.body(first), key);
    Answer again = town().withdraw(1, InvoiceTown.body(first), key);
    assertThat(again.body()).isEqualTo(made.body());
    String other = InvoiceTown.body(town().invoice(1_000).text());
    assertThat(town().withdraw(0, other, key).code()).isNotZero();
    PayoutId id = new PayoutId(made.data().get("tx_id").asString());
    town().await(id, PayoutState.CONFIRMED);
    // Also where the stored answer is gone, and the body is written in another way.
    town().database().jdbc().sql("delete from api_idempotency").update();
    Answer late = town().withdraw(0, "{\"ln_invoices\": [\"%s\"]}".formatted(first), key);
    assertThat(late.data().get("tx_id").asString()).isEqualTo(id.value());
    assertThat(late.data().get("status").asString()).isEqualTo("SUCCESS");
  }

  @Test
  void severalInvoicesArePaidAllOrNone() {
    Amount before = town().balance(AVAILABLE);
    List<String> some =
        List.of(
            town().invoice(1_000).text(),
            town().invoice(2_000).text(),
            town().invoice(3_000).text());
    String large = town().invoice(2_500_000).text();
    Answer refused = town().withdraw(String.join(" ", some) + "," + large);
    assertThat(refused.code()).isEqualTo(409);
    assertThat(refused.message()).contains("none of them is paid");
    assertThat(town().balance(AVAILABLE)).isEqualTo(before);
    String array = "[\\\"%s\\\"]".formatted(String.join("\\\",\\\"", some));
    Answer taken = town().withdraw(array);
    assertThat(taken.code()).as(taken.body()).isZero();
    assertThat(taken.data().get("withdrawals")).hasSize(3);
    for (int i = 0; i < 3; i++) {
      PayoutId id = new PayoutId(taken.data().at("/withdrawals/" + i + "/tx_id").asString());
      Payout done = town().await(id, PayoutState.CONFIRMED);
      assertThat(done.destination()).isEqualTo(some.get(i));
    }
  }

  private static List<Answer> together(int times, IntFunction<Answer> work) throws Exception {
    List<Future<Answer>> waiting = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < times; i++) {
        int number = i;
        waiting.add(threads.submit(() -> work.apply(number)));
      }
    }
    List<Answer> answers = new ArrayList<>();
    for (Future<Answer> one : waiting) {
      answers.add(one.get());
    }
    return answers;
  }
}
