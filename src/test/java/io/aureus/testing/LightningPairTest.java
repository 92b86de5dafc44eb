package io.aureus.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.testing.LightningPair.Invoice;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The pair works. What was seen of Electrum 4.3.4 meanwhile, for whoever speaks to it:
 *
 * <p><b>Calls.</b> POST to {@code /} with HTTP basic authentication; {@code params} is a list or an
 * object by names. A refusal is HTTP 200 with {@code {"error": {"code": 1, "message": "…"}}}: the
 * code is always 1, the words are all there is. An unknown method is HTTP 500 with the text {@code
 * Invalid Request}; wrong credentials are 403 {@code Forbidden}, none at all 401. After a start the
 * wallet must be opened: {@code load_wallet}; until then all say {@code wallet not loaded}.
 *
 * <p><b>Units.</b> {@code amount_msat}, {@code fee_msat}, {@code balance_msat} are thousandths of a
 * satoshi, {@code amount_sat} and all of {@code list_channels} whole satoshi, numbers of JSON.
 * {@code amount_BTC} and amounts that are given are decimal text in bitcoin; below a satoshi they
 * are cut off in silence.
 *
 * <p><b>add_request</b> (amount, memo, expiration in seconds, force) makes an invoice:
 *
 * <pre>{@code
 * {"is_lightning": true, "amount_BTC": "0.0007", "amount_sat": 70000, "amount_msat": 70000000,
 *  "message": "order 2", "timestamp": 1796045735, "expiration": 1796046335,
 *  "status": 0, "status_str": "Expires in 10 minutes",
 *  "request_id": "0649…d1a3", "rhash": "0649…d1a3", "lightning_invoice": "lnbcrt700u1p…",
 *  "can_receive": true, "tx_hashes": [], "address": "bcrt1q…", "URI": "bitcoin:bcrt1q…?amount=…"}
 * }</pre>
 *
 * It is {@code false}, without an error, once 20 addresses wait to be paid: then {@code force} must
 * be true. The invoice names the address, so it can be paid on the chain as well, unless the
 * setting {@code bolt11_fallback} is false. Amount 0 makes one without an amount, which {@code
 * lnpay} refuses ("Missing amount"). There is no description hash.
 *
 * <p><b>get_request</b> (request_id, which is the payment hash) and <b>list_requests</b> (pending,
 * expired, paid) say the same with {@code status} 0 unpaid, 1 expired, 3 paid, 7 paid on the chain
 * and not mined; {@code can_receive} while it is unpaid. An unknown one: "Request not found". Paid
 * is said once the payment is here and before it is settled; settled is what lightning_history has.
 *
 * <p><b>lnpay</b> (invoice) answers when it is over, up to minutes later:
 *
 * <pre>{@code
 * {"payment_hash": "0649…d1a3", "success": true, "preimage": "53ab…55a7",
 *  "log": [["1", "162x1x0", "Success"]]}
 * }</pre>
 *
 * Otherwise {@code success} is false and {@code preimage} null; {@code log} is empty where no way
 * was found, or the invoice is its own. Words of refusals: "This invoice has been paid already",
 * "This invoice has expired", "A payment was already initiated for this invoice", "A previous
 * attempt to pay this invoice did not clear", "Bad bech32 checksum". <b>Two at the same moment pay
 * the same invoice twice</b>: both succeed, and the history has twice the amount, half of it as a
 * fee. There is no cap on the fee but its own: 5 satoshi or 1 %.
 *
 * <p><b>get_invoice</b> (payment hash), <b>list_invoices</b>: what lnpay was given. {@code status}
 * 0, 1, 3 as above, 4 in flight, 5 failed; {@code expiration} is seconds from {@code timestamp}
 * here. After a restart failed is 0 again; in flight stays 4, and 3 or 5 follows.
 *
 * <p><b>lightning_history</b>: what is settled, by the time, all of it at each call:
 *
 * <pre>{@code
 * {"type": "payment", "payment_hash": "0649…d1a3", "preimage": "53ab…55a7", "direction": 1,
 *  "amount_msat": 70000000, "fee_msat": null, "balance_msat": 70000000, "label": "order 2",
 *  "timestamp": 1796045735, "date": "2026-11-30 13:35"}
 * }</pre>
 *
 * {@code direction} is 1 for what came; 0 for what went, with {@code amount_msat} below zero, the
 * fee in it, and {@code fee_msat}. Other types are {@code channel_opening} and {@code
 * channel_closure}, which have no payment_hash. There is no index to go on from: seconds only.
 *
 * <p><b>list_channels</b>:
 *
 * <pre>{@code
 * {"type": "CHANNEL", "short_channel_id": "162x1x0", "channel_id": "a0cd…2a06",
 *  "channel_point": "062a…cda0:0", "remote_pubkey": "0380…316e",
 *  "state": "OPEN", "peer_state": "GOOD", "local_balance": 4000000, "remote_balance": 6000000,
 *  "local_reserve": 100000, "remote_reserve": 100000, "local_ctn": 0, "remote_ctn": 0,
 *  "local_unsettled_sent": 0, "remote_unsettled_sent": 0}
 * }</pre>
 *
 * States: PREOPENING, OPENING, FUNDED, OPEN, SHUTDOWN, CLOSING, FORCE_CLOSING, REQUESTED_FCLOSE,
 * WE_ARE_TOXIC, CLOSED, REDEEMED; the peer's: DISCONNECTED, REESTABLISHING, GOOD, BAD. What is in
 * flight is in unsettled_sent, and in the sender's balance until it is settled.
 *
 * <p><b>Others.</b> {@code getbalance}: {@code {"confirmed": "0", "lightning": "0.0407"}}, without
 * those that are none but confirmed. {@code nodeid}: {@code "0342…6ef5@127.0.0.1:44817"}. {@code
 * getinfo}: network, version, connected, blockchain_height, server_height. {@code decode_invoice}:
 * amount_msat, rhash, pubkey, description, time, exp. {@code close_channel} (channel_point): the
 * transaction's id. {@code enable_htlc_settle} (false): it keeps what comes in flight, so that a
 * test can look at that.
 */
class LightningPairTest {
  private static final int UNPAID = 0;
  private static final int PAID = 3;
  private static final int IN_FLIGHT = 4;

  private static LightningPair pair;

  @BeforeAll
  static void start() {
    pair = LightningPair.start();
  }

  @AfterAll
  static void stop() {
    pair.close();
  }

  @Test
  void anInvoiceIsPaidAndKnownByItsHashAlsoAfterARestart() {
    long before = pair.channel().path("local_balance").asLong();
    Invoice invoice = pair.invoice(70_000, "order 1", 600);
    assertThat(status(invoice)).isEqualTo(UNPAID);
    JsonNode paid = pair.pay(invoice);
    assertThat(paid.path("success").asBoolean()).as("%s", paid).isTrue();
    assertThat(hashOf(paid.path("preimage").asString())).isEqualTo(invoice.paymentHash());
    awaitSettled(invoice, 70_000_000);
    assertThat(pair.channel().path("local_balance").asLong()).isEqualTo(before + 70_000);
    assertThatThrownBy(() -> pair.pay(invoice)).hasMessageContaining("paid already");

    Invoice open = pair.invoice(11_000, "order 2", 600);
    pair.stopShop();
    assertThat(pair.pay(open).path("success").asBoolean()).isFalse();
    pair.startShop();
    assertThat(status(invoice)).isEqualTo(PAID);
    assertThat(status(open)).isEqualTo(UNPAID);
    assertThat(pair.pay(open).path("success").asBoolean()).isTrue();
    awaitSettled(open, 11_000_000);
  }

  @Test
  void theShopPaysAndWhatIsInFlightOutlivesAKill() {
    JsonNode refund = pair.payer().rpc("add_request", "0.0003", "refund", 600);
    Invoice invoice =
        new Invoice(refund.path("lightning_invoice").asString(), refund.path("rhash").asString());
    pair.payer().rpc("enable_htlc_settle", false);
    Thread paying = Thread.ofVirtual().start(() -> payByShop(invoice));
    ElectrumDaemon.await(
        "it to be in flight", () -> pair.channel().path("local_unsettled_sent").asLong() == 30_000);
    pair.shop().kill();
    pair.startShop();
    assertThat(outgoing(invoice)).isEqualTo(IN_FLIGHT);
    assertThatThrownBy(() -> payByShop(invoice)).hasMessageContaining("did not clear");
    pair.payer().rpc("enable_htlc_settle", true);
    ElectrumDaemon.await("it to be paid", () -> outgoing(invoice) == PAID);
    awaitSettled(invoice, -30_000_000);
    assertThat(paying.isAlive()).isFalse();
  }

  private static void payByShop(Invoice invoice) {
    try {
      pair.shop().rpc("lnpay", invoice.text());
    } catch (UncheckedIOException e) {
      // It was killed meanwhile.
    }
  }

  private static int outgoing(Invoice invoice) {
    return pair.shop().rpc("get_invoice", invoice.paymentHash()).path("status").asInt();
  }

  private static int status(Invoice invoice) {
    return pair.find(invoice.paymentHash()).path("status").asInt();
  }

  private static void awaitSettled(Invoice invoice, long msat) {
    ElectrumDaemon.await("it to be settled", () -> settled(invoice) == msat);
  }

  /** What the shop's history has of it; 0 where it has nothing. */
  private static long settled(Invoice invoice) {
    return pair.history()
        .valueStream()
        .filter(each -> each.path("payment_hash").asString("").equals(invoice.paymentHash()))
        .mapToLong(each -> each.path("amount_msat").asLong())
        .sum();
  }

  private static String hashOf(String preimage) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(HexFormat.of().parseHex(preimage));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
