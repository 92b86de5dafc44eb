package io.aureus.sandbox;

import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.lightning.LightningRefusal;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a simulated LND answers by REST at once; its streams are in {@link LndStreams}. */
final class LndMethods {
  private static final String VERSION = "0.20.0-beta simulated";
  private static final String LOOK_UP = "GET /v1/invoice/";
  private static final String USUAL_EXPIRY = "86400";
  private static final long THOUSAND = 1_000;

  private final LightningPeer own;
  private final LightningChannel channel;

  LndMethods(LightningPeer own, LightningChannel channel) {
    this.own = own;
    this.channel = channel;
  }

  /**
   * Called within the channel's lock.
   *
   * @param query the names and values after the question mark
   * @throws LndError where LND would answer one
   */
  Map<String, Object> call(String question, Map<String, String> query, JsonNode body) {
    return switch (question) {
      case "GET /v1/getinfo" -> info();
      case "POST /v1/invoices" -> add(body);
      case "GET /v1/invoices" -> list(query);
      case "GET /v1/balance/channels" -> balance();
      case "GET /v1/balance/blockchain" ->
          Map.of("total_balance", "0", "confirmed_balance", "0", "unconfirmed_balance", "0");
      case "GET /v1/channels" -> Map.of("channels", List.of(channelAsItIs()));
      default -> {
        if (question.startsWith(LOOK_UP)) {
          yield lookUp(question.substring(LOOK_UP.length()));
        }
        throw new LndError(LndError.NOT_FOUND, "Not Found");
      }
    };
  }

  private Map<String, Object> lookUp(String hash) {
    LndInvoice invoice = own.invoice(hash);
    if (invoice == null) {
      throw new LndError(LndError.NOT_FOUND, "unable to locate invoice");
    }
    return invoice.json();
  }

  private Map<String, Object> info() {
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("version", VERSION);
    info.put("identity_pubkey", own.id());
    info.put("alias", own.alias());
    info.put("num_active_channels", 1);
    info.put("num_peers", 1);
    info.put("block_height", 144);
    info.put("synced_to_chain", true);
    info.put("synced_to_graph", true);
    info.put("chains", List.of(Map.of("chain", "bitcoin", "network", "regtest")));
    return info;
  }

  private Map<String, Object> add(JsonNode body) {
    long millisatoshi =
        Math.addExact(
            number(body, "value_msat", "0"),
            Math.multiplyExact(number(body, "value", "0"), THOUSAND));
    long seconds = number(body, "expiry", USUAL_EXPIRY);
    String memo = body.path("memo").asString("");
    String hash = body.path("description_hash").asString("");
    LndInvoice made =
        channel.make(
            own,
            own.make(
                millisatoshi,
                memo,
                hash.isEmpty() ? null : hex(hash),
                Duration.ofSeconds(seconds)));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("r_hash", LndInvoice.base64(made.hash()));
    answer.put("payment_request", made.text());
    answer.put("add_index", Long.toString(made.addIndex()));
    return answer;
  }

  private Map<String, Object> list(Map<String, String> query) {
    long offset = number(query.getOrDefault("index_offset", "0"));
    long most = number(query.getOrDefault("num_max_invoices", "100"));
    List<LndInvoice> some = own.addedAfter(offset).stream().limit(most).toList();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("invoices", some.stream().map(LndInvoice::json).toList());
    answer.put("first_index_offset", index(some.isEmpty() ? null : some.getFirst()));
    answer.put("last_index_offset", index(some.isEmpty() ? null : some.getLast()));
    return answer;
  }

  private static String index(@Nullable LndInvoice invoice) {
    return invoice == null ? "0" : Long.toString(invoice.addIndex());
  }

  private Map<String, Object> balance() {
    LightningPeer peer = channel.peerOf(own);
    Map<String, Object> balance = new LinkedHashMap<>();
    balance.put("local_balance", amount(own.balance() - own.outgoing()));
    balance.put("remote_balance", amount(peer.balance() - peer.outgoing()));
    balance.put("unsettled_local_balance", amount(peer.outgoing()));
    balance.put("unsettled_remote_balance", amount(own.outgoing()));
    balance.put("pending_open_local_balance", amount(0));
    balance.put("pending_open_remote_balance", amount(0));
    return balance;
  }

  private static Map<String, Object> amount(long millisatoshi) {
    return Map.of(
        "sat", Long.toString(millisatoshi / THOUSAND), "msat", Long.toString(millisatoshi));
  }

  private Map<String, Object> channelAsItIs() {
    LightningPeer peer = channel.peerOf(own);
    Map<String, Object> limits =
        Map.of("chan_reserve_sat", Long.toString(channel.reserve() / THOUSAND));
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("active", true);
    one.put("remote_pubkey", peer.id());
    one.put("capacity", Long.toString((own.balance() + peer.balance()) / THOUSAND));
    one.put("local_balance", Long.toString((own.balance() - own.outgoing()) / THOUSAND));
    one.put("remote_balance", Long.toString((peer.balance() - peer.outgoing()) / THOUSAND));
    one.put("local_constraints", limits);
    one.put("remote_constraints", limits);
    return one;
  }

  /**
   * Begins to pay. Called within the channel's lock.
   *
   * @return the payment's hash
   */
  String pay(JsonNode order) {
    Invoice invoice;
    try {
      invoice = Invoice.read(LightningNetwork.REGTEST, order.path("payment_request").asString(""));
    } catch (LightningRefusal e) {
      throw new LndError(LndError.UNKNOWN, "invalid payment request: " + e.words());
    }
    long named = number(order, "amt_msat", "0");
    if (invoice.terms().millisatoshi().isPresent() == (named > 0)) {
      throw new LndError(
          LndError.UNKNOWN, "an amount is needed where the invoice has none, and only there");
    }
    channel.pay(
        own,
        invoice,
        named > 0 ? named : invoice.terms().millisatoshi().orElseThrow(),
        number(order, "fee_limit_msat", "0"));
    return invoice.terms().paymentHash();
  }

  static LndPayment payment(LightningPeer own, String hash) {
    LndPayment payment = own.payment(hash);
    if (payment == null) {
      throw new LndError(LndError.NOT_FOUND, "payment isn't initiated");
    }
    return payment;
  }

  private static long number(JsonNode of, String field, String otherwise) {
    return number(of.path(field).asString(otherwise));
  }

  static long number(String text) {
    try {
      long number = Long.parseLong(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new LndError(LndError.INVALID, "a number is expected");
  }

  /** 32 bytes in either kind of base64; in 64 hexadecimal digits. */
  static String hex(String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64.replace('-', '+').replace('_', '/'));
      if (bytes.length == 32) {
        return HexFormat.of().formatHex(bytes);
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    throw new LndError(LndError.INVALID, "32 bytes are expected");
  }
}
