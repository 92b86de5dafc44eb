package io.aureus.sandbox;

import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.InvoiceFeatures;
import io.aureus.chains.lightning.InvoiceTerms;
import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.lightning.LightningRefusal;
import io.aureus.money.Sha256;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
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

  /** By their hashes, in the order in which they were made. */
  private final Map<String, LndInvoice> invoices = new LinkedHashMap<>();

  private final NavigableMap<Long, String> added = new TreeMap<>();
  private final NavigableMap<Long, String> settled = new TreeMap<>();
  private final Map<String, LndPayment> payments = new HashMap<>();
  private final Map<String, Long> outgoing = new HashMap<>();
  private long balance;
  private boolean isHolding;
  private long repeated;
  private RoutingFee fee = RoutingFee.NONE;

  LightningPeer(LightningKey key, String alias, Clock clock, RandomGenerator random) {
    this.key = key;
    this.alias = alias;
    this.clock = clock;
    this.random = random;
  }

  String id() {
    return key.node();
  }

  String alias() {
    return alias;
  }

  /** In millisatoshi, of which what it has sent and nobody has taken yet is a part. */
  long balance() {
    return balance;
  }

  /** What has come, or below 0 what has gone, in millisatoshi. */
  void add(long millisatoshi) {
    balance += millisatoshi;
  }

  boolean isHolding() {
    return isHolding;
  }

  void hold(boolean isHeld) {
    isHolding = isHeld;
  }

  /** Those made after others. */
  List<LndInvoice> addedAfter(long index) {
    return of(added.tailMap(index, false));
  }

  /** Those settled after others, in the order of that. */
  List<LndInvoice> settledAfter(long index) {
    return of(settled.tailMap(index, false));
  }

  private List<LndInvoice> of(Map<Long, String> hashes) {
    return hashes.values().stream().map(invoices::get).filter(Objects::nonNull).toList();
  }

  long lastAdded() {
    return added.isEmpty() ? 0 : added.lastKey();
  }

  long lastSettled() {
    return settled.isEmpty() ? 0 : settled.lastKey();
  }

  @Nullable LndInvoice invoice(String hash) {
    return invoices.get(hash);
  }

  @Nullable LndPayment payment(String hash) {
    return payments.get(hash);
  }

  /** What it has sent and nobody has taken yet, in millisatoshi. */
  long outgoing() {
    return outgoing.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The payments that nobody has taken yet. */
  List<LndPayment> open() {
    return outgoing.keySet().stream().map(payments::get).filter(Objects::nonNull).toList();
  }

  void put(LndInvoice invoice) {
    invoices.put(invoice.hash(), invoice);
    added.put(invoice.addIndex(), invoice.hash());
    if (invoice.settleIndex() > 0) {
      settled.put(invoice.settleIndex(), invoice.hash());
    }
  }

  void put(LndPayment payment) {
    payments.put(payment.hash(), payment);
    if (payment.isOpen()) {
      outgoing.put(payment.hash(), payment.total());
    } else {
      outgoing.remove(payment.hash());
    }
  }

  /**
   * Signs an invoice, which it does not know before it is put.
   *
   * @param descriptionHash in 64 hexadecimal digits; null where the memo stands in the invoice
   */
  LndInvoice make(
      long millisatoshi, String memo, @Nullable String descriptionHash, Duration expiry) {
    byte[] preimage = bytes();
    String hash = Sha256.hex(preimage);
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
    return new LndInvoice(
        lastAdded() + 1,
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
  }

  /** Somebody ordered what it is paying, or has paid. */
  void noteRepeated() {
    repeated++;
  }

  long repeated() {
    return repeated;
  }

  /** What routing takes of its payments from now on. */
  void route(RoutingFee next) {
    fee = next;
  }

  /** A payment that is under way, which it does not know before it is put. */
  LndPayment begun(Invoice invoice, long millisatoshi) {
    return LndPayment.begun(
        payments.size() + 1L,
        invoice.terms().paymentHash(),
        millisatoshi,
        fee.of(millisatoshi),
        invoice.text(),
        clock.instant());
  }

  private byte[] bytes() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return bytes;
  }
}
