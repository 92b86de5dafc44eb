package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.InvoiceWish;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.commands.Verified;
import io.aureus.ledger.Account;
import io.aureus.ledger.Ledger;
import io.aureus.merchants.DemoMerchant;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutId;
import io.aureus.payouts.PayoutState;
import io.aureus.payouts.Payouts;
import io.aureus.testing.FundedMerchant;
import io.aureus.testing.RawHttp;
import io.aureus.testing.RunningGateway;
import io.aureus.testing.Signed;
import io.aureus.testing.TestDatabase;
import io.aureus.testing.TwoLightningNodes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Two gateways on one database and one node of Lightning, and a merchant who pays invoices. */
final class InvoiceTown implements AutoCloseable {
  static final String WITHDRAW = "/api/bln/withdraw";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration DAY = Duration.ofHours(24);
  private static final long SATOSHI = 1_000;

  private final AtomicLong millis = new AtomicLong();
  private final TestDatabase database = TestDatabase.fresh();
  private final AheadClock clock = new AheadClock();
  private final TwoLightningNodes pair;
  private final List<RunningGateway> gateways = new ArrayList<>();
  private final DemoMerchant.Shop shop;

  /**
   * @param listener told of each step of a payout
   */
  InvoiceTown(TwoLightningNodes pair, Deaths listener) {
    this.pair = pair;
    Map<String, Object> settings = new HashMap<>(RunningGateway.WITHOUT_ETHEREUM);
    // One master key: the second opens the seed that the first has stored.
    settings.put("aureus.data", folder());
    settings.put("aureus.api.rate-per-minute", "1000000");
    settings.put("aureus.payouts.poll", "200ms");
    settings.putAll(pair.settings());
    for (int i = 0; i < 2; i++) {
      gateways.add(
          RunningGateway.demoWith(
              database, settings, Map.of("clock", clock, "payoutStepListener", listener)));
    }
    shop =
        gateway()
            .bean(DemoMerchant.class)
            .ensure("shop@example.com", "a password of some length", "Invoice shop");
  }

  private static String folder() {
    try {
      return Files.createTempDirectory("aureus-town").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RunningGateway gateway() {
    return gateways.getFirst();
  }

  TestDatabase database() {
    return database;
  }

  AheadClock clock() {
    return clock;
  }

  Asset coin() {
    return gateway().bean(Catalogue.class).known("BTC-LN");
  }

  Amount satoshi(long satoshi) {
    return Amount.ofUnits(coin(), satoshi * SATOSHI);
  }

  void earn(String coins) {
    FundedMerchant.give(type -> gateway().bean(type), shop.merchant(), "BTC-LN", coins);
  }

  /** The receiver asks for so much, for a day. */
  Invoice invoice(long satoshi) {
    return invoice(satoshi, DAY);
  }

  /**
   * @param expiry by the gateway's clock
   */
  Invoice invoice(long satoshi, Duration expiry) {
    try {
      Duration seconds = Duration.ofSeconds(clock.ahead().plus(expiry).toSeconds());
      String label = UUID.randomUUID().toString();
      return pair.payer().make(new InvoiceWish(label, satoshi * SATOSHI, "wages", false, seconds));
    } catch (NodeFailure e) {
      throw new IllegalStateException(e);
    }
  }

  RawHttp.Answer withdraw(int gateway, String body, String more) {
    String date = Instant.now().plusMillis(millis.incrementAndGet()).plus(clock.ahead()).toString();
    String headers =
        Signed.headers(shop.token().token(), shop.token().secret(), date, "POST", WITHDRAW, body);
    RawHttp http = new RawHttp(gateways.get(gateway % gateways.size()).url());
    return http.post(WITHDRAW, more.isEmpty() ? headers : headers + "\n" + more, body);
  }

  RawHttp.Answer withdraw(String invoices) {
    return withdraw(0, body(invoices), "");
  }

  static String body(String invoices) {
    return "{\"ln_invoices\":\"%s\"}".formatted(invoices);
  }

  /** An asking that must be taken. */
  Payout asked(Invoice invoice) {
    RawHttp.Answer answer = withdraw(invoice.text());
    assertThat(answer.code()).as(answer.body()).isZero();
    return find(new PayoutId(answer.data().get("tx_id").asString()));
  }

  JsonNode balance() {
    String headers = "API-Key: " + shop.key().key();
    RawHttp.Answer answer = new RawHttp(gateway().url()).get("/api/bln/balance", headers);
    assertThat(answer.code()).as(answer.body()).isZero();
    return answer.data();
  }

  Payouts payouts() {
    return gateway().bean(Payouts.class);
  }

  Payout find(PayoutId id) {
    return payouts().find(id).orElseThrow();
  }

  Amount balance(Account.Kind kind) {
    return gateway().bean(Ledger.class).balance(Account.of(shop.merchant().value(), kind), coin());
  }

  Payout await(PayoutId id, PayoutState state) {
    awaitTrue(() -> find(id).state() == state, () -> find(id) + " " + payouts().history(id));
    return find(id);
  }

  static void awaitTrue(BooleanSupplier condition, Supplier<String> instead) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as(instead.get()).isBefore(end);
      ChainTime.sleep(50);
    }
  }

  long local() {
    try {
      return pair.shop().funds().local();
    } catch (NodeFailure e) {
      throw new IllegalStateException(e);
    }
  }

  /** The invariants of the scenarios, once the chain was read. */
  void mustBalance() {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        Verified.everythingHolds(gateway());
        return;
      } catch (AssertionError | RuntimeException e) {
        if (Instant.now().isAfter(end)) {
          throw e;
        }
        ChainTime.sleep(200);
      }
    }
  }

  @Override
  public void close() {
    gateways.forEach(RunningGateway::close);
    pair.close();
  }
}
