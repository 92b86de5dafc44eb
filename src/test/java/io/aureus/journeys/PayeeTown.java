package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.callbacks.PayeeWorld;
import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.InvoiceWish;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.ledger.Account;
import io.aureus.ledger.Ledger;
import io.aureus.money.Amount;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutId;
import io.aureus.payouts.PayoutState;
import io.aureus.payouts.Payouts;
import io.aureus.testing.RawHttp;
import io.aureus.testing.RawHttp.Answer;
import io.aureus.testing.RunningGateway;
import io.aureus.testing.Signed;
import io.aureus.testing.SimulatedLightningNodes;
import io.aureus.testing.WalletService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Two gateways on one node of Lightning, a shop that was paid there, and a receiver with another
 * node, whose wallet has a service. One for all tests of a run.
 */
final class PayeeTown {
  /** Where wallets believe the gateways to be. */
  static final String PUBLIC = "https://pay.shop.example";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final AtomicLong MILLIS = new AtomicLong();
  private static @Nullable PayeeTown shared;

  private final SimulatedLightningNodes nodes = SimulatedLightningNodes.start(Clock.systemUTC());
  private final WalletService wallet =
      new WalletService((units, words, expiry) -> invoice(units, words, true, expiry).text());
  private final LightningTown town =
      new LightningTown(
          nodes,
          Map.of(
              "aureus.callbacks.deadline",
              "6s",
              "aureus.payouts.poll",
              "200ms",
              "aureus.checkout.address-requests-per-minute",
              10_000,
              "aureus.web.base-url",
              PUBLIC),
          Map.of("payeeReach", PayeeWorld.reach(wallet.trust(), wallet.port())));
  private final RunningGateway second = town.another();

  private PayeeTown() {
    for (int i = 0; i < 3; i++) {
      paidOrder("40");
    }
  }

  static synchronized PayeeTown shared() {
    PayeeTown found = shared;
    if (found == null) {
      found = new PayeeTown();
      shared = found;
    }
    return found;
  }

  LightningTown town() {
    return town;
  }

  WalletService wallet() {
    return wallet;
  }

  Story paidOrder(String dollars) {
    Story story = town.order(dollars);
    story.pay(story.due());
    story.awaitStatus("SUCCESS");
    return story;
  }

  /** An invoice of the receiver's own. */
  Invoice invoice(long millisatoshi) {
    return invoice(millisatoshi, "mine", false, Duration.ofHours(1));
  }

  private Invoice invoice(long millisatoshi, String words, boolean isHashed, Duration expiry) {
    try {
      String label = UUID.randomUUID().toString();
      return nodes.payer().make(new InvoiceWish(label, millisatoshi, words, isHashed, expiry));
    } catch (NodeFailure e) {
      throw new IllegalStateException(e);
    }
  }

  /** Every other number is the other gateway. */
  RunningGateway gateway(int number) {
    return number % 2 == 0 ? town.gateway() : second;
  }

  Answer get(int gateway, String path) {
    return new RawHttp(gateway(gateway).url()).get(path, "");
  }

  Answer post(int gateway, String path, String body, String more) {
    String date = Instant.now().plusMillis(MILLIS.incrementAndGet()).toString();
    String headers =
        Signed.headers(
            town.account().token().token(),
            town.account().token().secret(),
            date,
            "POST",
            path,
            body);
    return new RawHttp(gateway(gateway).url())
        .post(path, more.isEmpty() ? headers : headers + "\n" + more, body);
  }

  Payout await(PayoutId id) {
    Payouts payouts = town.gateway().bean(Payouts.class);
    Instant end = Instant.now().plus(PATIENCE);
    while (payouts.find(id).orElseThrow().state() != PayoutState.CONFIRMED) {
      assertThat(Instant.now()).as(payouts.history(id).toString()).isBefore(end);
      ChainTime.sleep(50);
    }
    return payouts.find(id).orElseThrow();
  }

  Amount balance() {
    String merchant = town.account().merchant().value();
    return town.gateway()
        .bean(Ledger.class)
        .balance(Account.of(merchant, Account.Kind.AVAILABLE), town.asset(LightningTown.COIN));
  }

  static List<Answer> together(int times, IntFunction<Answer> work) throws Exception {
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
