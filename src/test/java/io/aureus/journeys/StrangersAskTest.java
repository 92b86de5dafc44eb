package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.SentPayment;
import io.aureus.orders.InvoiceBook;
import io.aureus.orders.InvoiceBook.Listed;
import io.aureus.orders.InvoiceBook.Open;
import io.aureus.orders.InvoiceBook.Place;
import io.aureus.orders.LightningAddresses;
import io.aureus.testing.SimulatedLightningNodes;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What strangers who ask at a Lightning address and do not pay can bring about: nothing. */
class StrangersAskTest {
  private static LightningTown town;

  @BeforeAll
  static void open() {
    town = new LightningTown(SimulatedLightningNodes.start(Clock.systemUTC()), Map.of());
    town.gateway().bean(LightningAddresses.class).switchOn(town.account().merchant(), "anybody");
  }

  @AfterAll
  static void close() {
    town.close();
  }

  private static InvoiceBook book() {
    return town.gateway().bean(InvoiceBook.class);
  }

  private static List<String> listed() {
    return book().page(town.account().merchant(), Place.START, 100).stream()
        .map(Listed::paymentHash)
        .toList();
  }

  private static Invoice asked(int network, long millisatoshi) {
    AddressWallet wallet = new AddressWallet(town.gateway().url(), "203.0.113." + network);
    return AddressWallet.read(wallet.invoice("anybody", "?amount=" + millisatoshi));
  }

  @Test
  void raiseNoAlarmAndFillNoListBeforeTheyPay() {
    Story shops = town.order("1");
    Open before = book().open();
    assertThat(before.count()).isEqualTo(1);
    Invoice paid = asked(1, 7_000);
    Invoice large = asked(2, 1_000_000_000);
    assertThat(book().open()).isEqualTo(before);
    assertThat(listed()).containsExactly(shops.address());
    assertThat(town.send(paid)).isInstanceOf(SentPayment.Paid.class);
    AddressWallet.story(town, paid).awaitStatus("SUCCESS");
    assertThat(listed())
        .containsExactlyInAnyOrder(shops.address(), paid.terms().paymentHash())
        .doesNotContain(large.terms().paymentHash());
  }
}
