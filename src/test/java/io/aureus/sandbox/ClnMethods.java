package io.aureus.sandbox;

import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.lightning.LightningRefusal;
import io.aureus.chains.lightning.Offer;
import io.aureus.money.Sha256;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a simulated Core Lightning answers, as its schemas of v25.02 and later have it. */
final class ClnMethods {
  /** For which the invoices of offers may be paid. */
  private static final Duration USUAL_EXPIRY = Duration.ofHours(2);

  /** A command that pays goes on as long as the payee holds what came. */
  private static final Duration HELD = Duration.ofMinutes(1);

  private final LightningPeer own;
  private final LightningChannel channel;
  private final Clock clock;
  private final Map<String, String> hashesByLabel = new ConcurrentHashMap<>();
  private final Map<String, ClnOffer> offers = new ConcurrentHashMap<>();
  private final Map<String, String> offersByHash = new ConcurrentHashMap<>();

  ClnMethods(LightningPeer own, LightningChannel channel, Clock clock) {
    this.own = own;
    this.channel = channel;
    this.clock = clock;
  }

  Map<String, Object> call(String method, JsonNode params) throws InterruptedException {
    return switch (method) {
      case "waitanyinvoice" -> next(params);
      case "xpay" -> pay(params);
      default -> channel.within(() -> atOnce(method, params));
    };
  }

  private Map<String, Object> atOnce(String method, JsonNode params) {
    return switch (method) {
      case "getinfo" -> info();
      case "invoice" -> invoice(params);
      case "listinvoices" -> Map.of("invoices", listed(params));
      case "listpays" -> Map.of("pays", pays(params.path("payment_hash").asString("")));
      case "listpeerchannels" -> Map.of("channels", List.of(channelAsItIs()));
      case "listfunds" -> Map.of("outputs", List.of(), "channels", List.of());
      case "offer" -> offer(params);
      default -> throw new ClnError(ClnError.UNKNOWN_COMMAND, "Unknown command");
    };
  }

  private Map<String, Object> info() {
    return Map.of(
        "id",
        own.id(),
        "alias",
        own.alias(),
        "version",
        "v26.06-simulated",
        "blockheight",
        144,
        "network",
        "regtest",
        "our_features",
        Map.of("init", "08a0000a0a69a2"));
  }

  private Map<String, Object> invoice(JsonNode params) {
    String label = params.path("label").asString("");
    if (hashesByLabel.containsKey(label)) {
      throw new ClnError(ClnError.LABEL_TAKEN, "Duplicate label '" + label + "'");
    }
    String description = params.path("description").asString("");
    boolean isHashed = params.path("deschashonly").asBoolean(false);
    LndInvoice made =
        channel.make(
            own,
            own.make(
                params.path("amount_msat").asLong(),
                description,
                isHashed ? Sha256.hex(description) : null,
                Duration.ofSeconds(params.path("expiry").asLong(604_800))));
    hashesByLabel.put(label, made.hash());
    return Map.of("bolt11", made.text(), "payment_hash", made.hash(), "created_index", 1);
  }

  private List<Map<String, Object>> listed(JsonNode params) {
    String hash =
        params.has("label")
            ? hashesByLabel.getOrDefault(params.path("label").asString(""), "")
            : params.path("payment_hash").asString("");
    LndInvoice found = own.invoice(hash);
    return found == null ? List.of() : List.of(json(found, true));
  }

  private Map<String, Object> next(JsonNode params) throws InterruptedException {
    long last = params.path("lastpay_index").asLong();
    LndInvoice found =
        channel.await(
            Duration.ofSeconds(params.path("timeout").asLong()),
            () -> own.settledAfter(last).stream().findFirst().orElse(null));
    if (found == null) {
      throw new ClnError(ClnError.TIMED_OUT, "Timed out while waiting for invoice to be paid");
    }
    return json(found, false);
  }

  /**
   * @param isListed its schema says nothing of the offer in what is waited for
   */
  private Map<String, Object> json(LndInvoice invoice, boolean isListed) {
    Map<String, Object> json = new LinkedHashMap<>();
    String offer = offersByHash.get(invoice.hash());
    json.put("label", "of " + invoice.addIndex());
    json.put("payment_hash", invoice.hash());
    json.put("amount_msat", invoice.millisatoshi());
    json.put(offer == null ? "bolt11" : "bolt12", offer == null ? invoice.text() : "lni1…");
    if (offer != null && isListed) {
      json.put("local_offer_id", offer);
    }
    boolean isPaid = invoice.state() == LndInvoice.State.SETTLED;
    json.put("status", isPaid ? "paid" : "unpaid");
    if (isPaid) {
      json.put("pay_index", invoice.settleIndex());
      json.put("amount_received_msat", invoice.paid());
      json.put("paid_at", invoice.settledAt().getEpochSecond());
      json.put("payment_preimage", invoice.preimage());
    }
    return json;
  }

  private List<Map<String, Object>> pays(String hash) {
    LndPayment payment = own.payment(hash);
    if (payment == null) {
      return List.of();
    }
    Map<String, Object> pay = new LinkedHashMap<>();
    pay.put("payment_hash", hash);
    pay.put("amount_msat", payment.millisatoshi());
    pay.put("amount_sent_msat", payment.millisatoshi());
    pay.put(
        "status",
        switch (payment.status()) {
          case SUCCEEDED -> "complete";
          case IN_FLIGHT -> "pending";
          case FAILED -> "failed";
        });
    if (payment.status() == LndPayment.Status.SUCCEEDED) {
      pay.put("preimage", payment.preimage());
    }
    return List.of(pay);
  }

  private Map<String, Object> pay(JsonNode params) throws InterruptedException {
    Invoice invoice;
    try {
      invoice = Invoice.read(LightningNetwork.REGTEST, params.path("invstring").asString(""));
    } catch (LightningRefusal e) {
      throw new ClnError(ClnError.OTHER, "Invalid invoice: " + e.words());
    }
    String hash = invoice.terms().paymentHash();
    long amount =
        invoice.terms().millisatoshi().orElseGet(() -> params.path("amount_msat").asLong());
    try {
      channel.within(
          () -> {
            channel.pay(own, invoice, amount, params.path("maxfee").asLong(0));
            return hash;
          });
    } catch (LndError e) {
      throw new ClnError(ClnError.CANNOT_PAY, String.valueOf(e.getMessage()));
    }
    LndPayment over = channel.await(HELD, () -> over(hash));
    if (over == null || over.status() == LndPayment.Status.FAILED) {
      throw new ClnError(ClnError.ROUTE_FAILED, "Failed: " + (over == null ? "" : over.reason()));
    }
    return Map.of(
        "payment_preimage", over.preimage(), "amount_msat", amount, "amount_sent_msat", amount);
  }

  private @Nullable LndPayment over(String hash) {
    LndPayment payment = own.payment(hash);
    return payment == null || payment.isOpen() ? null : payment;
  }

  private Map<String, Object> channelAsItIs() {
    LightningPeer peer = channel.peerOf(own);
    return Map.of(
        "state",
        "CHANNELD_NORMAL",
        "short_channel_id",
        "103x1x0",
        "peer_connected",
        true,
        "to_us_msat",
        own.balance(),
        "spendable_msat",
        own.balance() - own.outgoing() - channel.reserve(),
        "receivable_msat",
        peer.balance() - peer.outgoing() - channel.reserve());
  }

  private Map<String, Object> offer(JsonNode params) {
    String amount = params.path("amount").asString("").replace("msat", "");
    ClnOffer made =
        ClnOffer.of(
            own.id(),
            Long.parseLong(amount),
            params.path("description").asString(""),
            params.path("absolute_expiry").asLong());
    boolean isNew = offers.putIfAbsent(made.id(), made) == null;
    return Map.of(
        "offer_id",
        made.id(),
        "active",
        true,
        "single_use",
        params.path("single_use").asBoolean(false),
        "bolt12",
        made.text(),
        "used",
        isUsed(made.id()),
        "created",
        isNew);
  }

  private boolean isUsed(String offer) {
    return offersByHash.entrySet().stream()
        .filter(one -> one.getValue().equals(offer))
        .map(one -> Objects.requireNonNull(own.invoice(one.getKey())))
        .anyMatch(invoice -> invoice.state() == LndInvoice.State.SETTLED);
  }

  /**
   * What the node gives a payer who asks for an invoice of an offer, in the form that the simulated
   * channel knows.
   */
  Invoice fetch(String text) {
    return channel.within(
        () -> {
          Offer offer = Offer.read(LightningNetwork.REGTEST, text);
          String id =
              offers.values().stream()
                  .filter(one -> one.text().equals(offer.text()))
                  .map(ClnOffer::id)
                  .findFirst()
                  .orElseThrow(() -> new ClnError(ClnError.OTHER, "Unknown offer"));
          if (isUsed(id) || offer.isExpired(clock.instant())) {
            throw new ClnError(ClnError.OTHER, "Offer no longer available");
          }
          LndInvoice made =
              own.make(
                  offer.amount().orElseThrow(),
                  String.valueOf(offer.description()),
                  null,
                  USUAL_EXPIRY);
          channel.make(own, made);
          offersByHash.put(made.hash(), id);
          return Invoice.read(LightningNetwork.REGTEST, made.text());
        });
  }
}
