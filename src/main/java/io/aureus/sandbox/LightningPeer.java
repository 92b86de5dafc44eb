package io.aureus.sandbox;

import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.InvoiceFeatures;
import io.aureus.chains.lightning.InvoiceTerms;
import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.lightning.LightningRefusal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One end of the simulated channel: what its node has been asked and has paid. Whoever calls holds
 * the channel's lock.
 */
final class LightningPeer {
  private final LightningKey key;
  private final String alias;
  private final Clock clock;
  private final RandomGenerator random;
  private final List<LndInvoice> invoices = new ArrayList<>();
  private final List<LndPayment> payments = new ArrayList<>();
  private long settledOnes;
  private long balance;
  private boolean isHolding;

  /**
   * @param balance its own in the channel, in millisatoshi
   */
  LightningPeer(LightningKey key, String alias, Clock clock, RandomGenerator random, long balance) {
    this.key = key;
    this.alias = alias;
    this.clock = clock;
    this.random = random;
    this.balance = balance;
  }

  String id() {
    return key.node();
  }

  String alias() {
    return alias;
  }

  /** Settled, of which what it has sent and nobody has taken yet is a part. */
  long balance() {
    return balance;
  }

  void add(long millisatoshi) {
    balance += millisatoshi;
  }

  boolean isHolding() {
    return isHolding;
  }

  void hold(boolean isHeld) {
    isHolding = isHeld;
  }

  List<LndInvoice> invoices() {
    return invoices;
  }

  @Nullable LndInvoice invoice(String hash) {
    return invoices.stream().filter(one -> one.hash().equals(hash)).findFirst().orElse(null);
  }

  @Nullable LndPayment payment(String hash) {
    return payments.stream().filter(one -> one.hash().equals(hash)).findFirst().orElse(null);
  }

  /** What it has sent and nobody has taken yet, in millisatoshi. */
  long outgoing() {
    return payments.stream().filter(LndPayment::isOpen).mapToLong(LndPayment::millisatoshi).sum();
  }

  /**
   * Makes and signs an invoice.
   *
   * @param descriptionHash in 64 hexadecimal digits; null where the memo stands in the invoice
   */
  LndInvoice make(
      long millisatoshi, String memo, @Nullable String descriptionHash, Duration expiry) {
    byte[] preimage = bytes();
    String hash = sha256(preimage);
    // An invoice tells whole seconds.
    Instant now = Instant.ofEpochSecond(clock.instant().getEpochSecond());
    String text;
    try {
      InvoiceTerms terms =
          new InvoiceTerms(
              LightningNetwork.REGTEST,
              millisatoshi == 0 ? OptionalLong.empty() : OptionalLong.of(millisatoshi),
              now,
              expiry,
              hash,
              HexFormat.of().formatHex(bytes()),
              descriptionHash == null ? memo : null,
              descriptionHash,
              InvoiceTerms.USUAL_DELTA,
              List.of(),
              List.of(),
              InvoiceFeatures.usual(),
              null);
      text = terms.signed(key::sign);
    } catch (LightningRefusal e) {
      throw new LndError(LndError.UNKNOWN, e.words());
    }
    LndInvoice invoice =
        new LndInvoice(
            invoices.size() + 1L,
            hash,
            HexFormat.of().formatHex(preimage),
            millisatoshi,
            memo,
            text,
            now,
            expiry.toSeconds(),
            LndInvoice.State.OPEN,
            0,
            0,
            Instant.EPOCH);
    invoices.add(invoice);
    return invoice;
  }

  LndPayment begin(Invoice invoice, long millisatoshi) {
    String hash = invoice.terms().paymentHash();
    payments.removeIf(one -> one.hash().equals(hash));
    LndPayment payment =
        LndPayment.begun(payments.size() + 1L, hash, millisatoshi, invoice.text(), clock.instant());
    payments.add(payment);
    return payment;
  }

  void update(LndPayment payment) {
    payments.replaceAll(one -> one.hash().equals(payment.hash()) ? payment : one);
  }

  void update(LndInvoice invoice) {
    invoices.replaceAll(one -> one.hash().equals(invoice.hash()) ? invoice : one);
  }

  LndInvoice settle(LndInvoice invoice) {
    settledOnes++;
    LndInvoice settled = invoice.settled(settledOnes, clock.instant());
    update(settled);
    return settled;
  }

  long settledOnes() {
    return settledOnes;
  }

  private byte[] bytes() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
