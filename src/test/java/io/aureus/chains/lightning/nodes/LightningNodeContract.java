package io.aureus.chains.lightning.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.InvoiceWish;
import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.lightning.NodeIdentity;
import io.aureus.chains.lightning.SentPayment;
import io.aureus.chains.lightning.SentPayment.Failed;
import io.aureus.chains.lightning.SentPayment.InFlight;
import io.aureus.chains.lightning.SentPayment.Paid;
import io.aureus.chains.lightning.SentPayment.Unknown;
import io.aureus.chains.lightning.Settlements;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What every kind of node has to show, as the one that pays and as the one that is paid. Between
 * the two is one open channel on a private network, with {@value #LEAST} satoshi at least on each
 * side, and nobody else.
 */
abstract class LightningNodeContract {
  /** On each side, in satoshi. */
  static final long LEAST = 1_000_000;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final long SATOSHI = 1_000;

  protected abstract LightningNode payer();

  protected abstract LightningNode shop();

  /** Ends the shop's node and starts it again; returns once it can be paid. */
  protected abstract void restartShop();

  /** Whether the shop's node keeps what comes in without taking it. */
  protected abstract void hold(boolean isHeld);

  /** Lets the clock go on by which we judge how long something is in doubt. */
  protected abstract void later(Duration by);

  @Test
  void eachSaysWhoItIs() throws NodeFailure {
    NodeIdentity identity = shop().identity();
    assertThat(identity.id()).matches("0[23][0-9a-f]{64}");
    assertThat(identity.network()).isEqualTo(LightningNetwork.REGTEST);
    assertThat(identity.program()).isNotBlank();
    assertThat(identity.id()).isNotEqualTo(payer().identity().id());
    assertThat(identity.isSynced()).isTrue();
  }

  @Test
  void anInvoiceIsAsItWasWished() throws NodeFailure {
    String place = record().end();
    InvoiceWish wish = wish(1_234, "Käse & “quotes”, 2 × 🧀", Duration.ofSeconds(901));
    Invoice invoice = shop().make(wish);
    assertThat(invoice).isEqualTo(Invoice.read(LightningNetwork.REGTEST, invoice.text()));
    assertThat(invoice.payee()).isEqualTo(shop().identity().id());
    assertThat(invoice.terms().millisatoshi()).hasValue(wish.millisatoshi());
    assertThat(invoice.terms().description()).isEqualTo(wish.description());
    assertThat(invoice.terms().expiry()).isEqualTo(wish.expiry());
    assertThat(invoice.terms().createdAt())
        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
    assertThat(invoice.terms().fallbacks()).isEmpty();
    assertThat(shop().after(place).invoices()).isEmpty();
  }

  @Test
  void aDescriptionIsHashedOrRefused() throws NodeFailure {
    InvoiceWish wish = new InvoiceWish(label(), 5 * SATOSHI, "[[\"a\",\"b\"]]", true, HOUR);
    try {
      Invoice invoice = shop().make(wish);
      assertThat(invoice.terms().descriptionHash()).isNotNull();
      assertThat(invoice.isFor(wish.description())).isTrue();
    } catch (NodeFailure e) {
      assertThat(e.kind()).isEqualTo(Kind.REFUSED);
    }
  }

  @Test
  void whatWasPaidIsToldOnceAlsoAfterARestart() throws Exception {
    long both = both();
    String place = record().end();
    Invoice first = invoice(7_001);
    Paid paid = pay(first);
    assertThat(hash(paid.preimage())).isEqualTo(first.terms().paymentHash());
    assertThat(paid.feeMillisatoshi()).isZero();
    awaitTold(place, first);
    String next = record().end();
    assertThat(shop().after(next).invoices()).isEmpty();

    Invoice unseen = invoice(7_002);
    pay(unseen);
    restartShop();
    awaitTold(next, unseen);
    assertThat(record().amount(place, first)).isEqualTo(7_001 * SATOSHI);
    assertThat(record().amount(Settlements.START, first)).isEqualTo(7_001 * SATOSHI);
    assertThat(record().amount(Settlements.START, unseen)).isEqualTo(7_002 * SATOSHI);
    assertThat(shop().after(record().end()).invoices()).isEmpty();
    await("the sum of both sides", () -> both() == both);
  }

  @Test
  void manyInOneSecondAreAllTold() throws Exception {
    String place = record().end();
    List<Invoice> invoices = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      invoices.add(invoice(100 + i));
    }
    List<String> told = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Paid> each : threads.invokeAll(invoices.stream().map(this::paying).toList())) {
        assertThat(each.get().preimage()).hasSize(64);
        // Read on meanwhile, as whoever follows the shop does.
        place = record().readOn(place, told);
      }
    }
    List<String> all =
        invoices.stream().map(invoice -> invoice.terms().paymentHash()).sorted().toList();
    String[] from = {place};
    await(
        "all to be told",
        () -> {
          from[0] = record().readOn(from[0], told);
          return told.stream().distinct().sorted().toList().equals(all);
        });
  }

  @Test
  void oneInvoiceIsPaidOnce() throws Exception {
    long before = payer().funds().local();
    Invoice invoice = invoice(20_000);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<SentPayment>> twice = List.of(() -> ask(invoice), () -> ask(invoice));
      for (Future<SentPayment> each : threads.invokeAll(twice)) {
        assertThat(each.get()).isInstanceOfAny(Paid.class, InFlight.class);
      }
    }
    Paid paid = awaitPaid(invoice);
    assertThat(ask(invoice)).isEqualTo(paid);
    awaitLocal(before - 20_000 * SATOSHI);
    assertThat(record().amount(Settlements.START, invoice)).isEqualTo(20_000 * SATOSHI);
  }

  @Test
  void whatCannotBePaidCostsNothing() throws Exception {
    long before = payer().funds().local();
    Invoice expired = shop().make(wish(30_000, "late", Duration.ofSeconds(1)));
    Invoice large = invoice(payer().funds().spendable() / SATOSHI + LEAST);
    Invoice own = payer().make(wish(30_000, "to myself", HOUR));
    await("it to expire", () -> expired.isExpired(Instant.now().minusSeconds(1)));
    for (Invoice each : List.of(expired, large, own)) {
      try {
        assertThat(ask(each)).isInstanceOf(Failed.class);
      } catch (NodeFailure e) {
        assertThat(e.kind()).as(e.words()).isEqualTo(Kind.REFUSED);
      }
      assertThat(fate(each.terms().paymentHash())).isInstanceOfAny(Unknown.class, Failed.class);
    }
    assertThat(fate("0".repeat(64))).isInstanceOf(Unknown.class);
    assertThat(payer().funds().local()).isEqualTo(before);
    assertThat(record().amount(Settlements.START, expired)).isZero();
  }

  @Test
  void aCapOfTheFeeIsKeptOrRefused() throws Exception {
    Invoice invoice = invoice(40_000);
    try {
      SentPayment payment = payer().pay(invoice, 40_000 * SATOSHI, 0);
      assertThat(payment).isInstanceOf(Paid.class);
      assertThat(((Paid) payment).feeMillisatoshi()).isZero();
    } catch (NodeFailure e) {
      assertThat(e.kind()).isEqualTo(Kind.REFUSED);
      assertThat(fate(invoice.terms().paymentHash())).isInstanceOf(Unknown.class);
    }
  }

  @Test
  void whatIsHeldIsInFlightUntilItIsTaken() throws Exception {
    long before = payer().funds().local();
    String place = record().end();
    Invoice invoice = invoice(50_000);
    hold(true);
    try {
      assertThat(ask(invoice)).isInstanceOf(InFlight.class);
      assertThat(payer().sent(invoice.terms().paymentHash())).isInstanceOf(InFlight.class);
      assertThat(ask(invoice)).isInstanceOf(InFlight.class);
      assertThat(shop().after(place).invoices()).isEmpty();
      assertThat(payer().funds().local()).isEqualTo(before);
    } finally {
      hold(false);
    }
    awaitPaid(invoice);
    awaitTold(place, invoice);
    awaitLocal(before - 50_000 * SATOSHI);
  }

  protected final Invoice invoice(long satoshi) throws NodeFailure {
    return shop().make(wish(satoshi, "order " + satoshi, HOUR));
  }

  private static InvoiceWish wish(long satoshi, String description, Duration expiry) {
    return new InvoiceWish(label(), satoshi * SATOSHI, description, false, expiry);
  }

  private static String label() {
    return UUID.randomUUID().toString();
  }

  /** Has it paid with any fee of 1 %; without an answer in time its record is asked. */
  protected final SentPayment ask(Invoice invoice) throws NodeFailure {
    long amount = invoice.terms().millisatoshi().orElseThrow();
    try {
      return payer().pay(invoice, amount, Math.max(10 * SATOSHI, amount / 100));
    } catch (NodeFailure e) {
      if (e.kind() == Kind.TIMEOUT) {
        return payer().sent(invoice.terms().paymentHash());
      }
      throw e;
    }
  }

  private Paid pay(Invoice invoice) throws Exception {
    SentPayment payment = ask(invoice);
    assertThat(payment).isInstanceOfAny(Paid.class, InFlight.class);
    return awaitPaid(invoice);
  }

  private Callable<Paid> paying(Invoice invoice) {
    return () -> pay(invoice);
  }

  /** What became of it, once there is no doubt that no order is on its way. */
  protected final SentPayment fate(String hash) throws NodeFailure {
    payer().sent(hash);
    later(Duration.ofMinutes(20));
    return payer().sent(hash);
  }

  protected final Paid awaitPaid(Invoice invoice) throws Exception {
    String hash = invoice.terms().paymentHash();
    await("it to be paid", () -> payer().sent(hash) instanceof Paid);
    return (Paid) payer().sent(hash);
  }

  private void awaitLocal(long millisatoshi) throws Exception {
    await("what the payer has left", () -> payer().funds().local() == millisatoshi);
  }

  private long both() throws NodeFailure {
    return payer().funds().local() + shop().funds().local();
  }

  private void awaitTold(String place, Invoice invoice) throws Exception {
    long amount = invoice.terms().millisatoshi().orElseThrow();
    await("it to be told", () -> record().amount(place, invoice) == amount);
  }

  private SettledRecord record() {
    return new SettledRecord(shop());
  }

  protected static void await(String what, Callable<Boolean> condition) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.call()) {
      assertThat(Instant.now()).as("waited in vain for " + what).isBefore(end);
      Thread.sleep(50);
    }
  }

  private static String hash(String preimage) throws Exception {
    byte[] bytes = HexFormat.of().parseHex(preimage);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
