package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.ledger.Account;
import io.aureus.ledger.Ledger;
import io.aureus.money.Amount;
import io.aureus.payouts.HandedOver;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutId;
import io.aureus.payouts.PayoutKind;
import io.aureus.payouts.PayoutState;
import io.aureus.payouts.PayoutWish;
import io.aureus.payouts.Payouts;
import io.aureus.testing.BitcoindNode;
import io.aureus.wallets.Custody;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/** A merchant with a wallet of coins of his own, and what he does with it. */
abstract class PsbtStories {
  static CoinTown town;

  /** It has the merchant's keys, and no chain: it signs what it is given. */
  static BitcoindNode signer;

  /** On real bitcoind, with another one as the wallet. */
  static void openBitcoin() {
    town = new CoinTown(BitcoindNode.start());
    signer = BitcoindNode.bare();
    town.bring(descriptor("wpkh("));
  }

  static void closeBitcoin() {
    signer.close();
    town.close();
  }

  /** As the wallet exports it, with both branches. */
  static String descriptor(String kind) {
    for (JsonNode one : signer.rpc("listdescriptors").path("descriptors")) {
      String text = one.path("desc").asString();
      if (text.startsWith(kind) && !one.path("internal").asBoolean()) {
        return text.substring(0, text.indexOf('#')).replace("/0/*", "/<0;1>/*");
      }
    }
    throw new AssertionError("the wallet has no descriptor of " + kind);
  }

  static String othersRaw() {
    String txid = town.node().pay(receiver(), 20_000);
    return town.node().rpc("getrawtransaction", txid).asString();
  }

  static Story sold(String price) {
    return town.sold(price);
  }

  static String receiver() {
    return town.node().payerAddress();
  }

  static JsonNode sign(String psbt) {
    JsonNode signed = signer.rpc("walletprocesspsbt", psbt);
    assertThat(signed.path("complete").asBoolean()).isTrue();
    return signed;
  }

  static String hexOf(String psbt) {
    return signer.rpc("finalizepsbt", sign(psbt).path("psbt").asString()).path("hex").asString();
  }

  static List<String> spent(HandedOver.Draft draft) {
    return signer
        .rpc("decodepsbt", draft.psbt())
        .at("/tx/vin")
        .valueStream()
        .map(in -> in.path("txid").asString() + in.path("vout").asInt())
        .toList();
  }

  static boolean inMempool(String txid) {
    return town.node()
        .rpc("getrawmempool")
        .valueStream()
        .anyMatch(one -> one.asString().equals(txid));
  }

  static Payout own(String amount, String receiver) {
    return payouts()
        .request(
            new PayoutWish(
                    town.merchant(),
                    PayoutKind.WITHDRAWAL,
                    Amount.ofDecimal(town.coin(), new BigDecimal(amount)),
                    receiver,
                    false,
                    null,
                    null,
                    null,
                    "person:1")
                .from(Custody.SELF));
  }

  /** Where the nodes cannot say yet, it is asked for again. */
  static void takeBack(PayoutId id) {
    await(
        () -> {
          try {
            payouts().cancel(id, "person:1", "not needed");
            return true;
          } catch (Refusal refused) {
            assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            return false;
          }
        });
  }

  static void refusesToTakeBack(PayoutId id, String words) {
    await(
        () -> {
          try {
            payouts().cancel(id, "person:1", "");
            throw new AssertionError("it was taken back");
          } catch (Refusal refused) {
            return refused.words().contains(words);
          }
        });
  }

  static void refusesToTake(PayoutId id, String raw, String words) {
    await(
        () -> {
          try {
            handedOver().sign(id, raw, "person:1");
            throw new AssertionError("it was taken");
          } catch (Refusal refused) {
            return refused.words().contains(words);
          }
        });
  }

  static HandedOver.Unsigned unsigned(PayoutId id) {
    return handedOver().unsigned(payouts().find(id).orElseThrow()).orElseThrow();
  }

  static String words(PayoutId id) {
    return handedOver()
        .unsigned(payouts().find(id).orElseThrow())
        .map(HandedOver.Unsigned::words)
        .orElse("");
  }

  static HandedOver.Draft draftOf(PayoutId id) {
    await(
        () ->
            handedOver()
                .unsigned(payouts().find(id).orElseThrow())
                .filter(one -> one.draft() != null)
                .isPresent());
    return Objects.requireNonNull(unsigned(id).draft());
  }

  static Payout awaitState(PayoutId id, PayoutState state) {
    await(() -> payouts().find(id).orElseThrow().state() == state);
    return payouts().find(id).orElseThrow();
  }

  static void await(BooleanSupplier condition) {
    Instant end = Instant.now().plus(Duration.ofSeconds(40));
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("waited in vain");
      }
      ChainTime.sleep(100);
    }
  }

  static Amount balance(Account.Kind kind) {
    return town.gateway()
        .bean(Ledger.class)
        .balance(Account.of(town.merchant().value(), kind), town.coin());
  }

  static Amount units(long units) {
    return Amount.ofUnits(town.coin(), units);
  }

  static Payouts payouts() {
    return town.gateway().bean(Payouts.class);
  }

  static HandedOver handedOver() {
    return town.gateway().bean(HandedOver.class);
  }

  static String dearer(Payout asked, HandedOver.Draft draft) {
    return dearer(asked, draft, asked.destination());
  }

  /** The same coins, but a dearer fee: as a wallet program raises it. */
  static String dearer(Payout asked, HandedOver.Draft draft, String receiver) {
    return dearer(asked, draft, receiver, "bech32");
  }

  /**
   * @param kind of the address that its change goes to
   */
  static String dearer(Payout asked, HandedOver.Draft draft, String receiver, String kind) {
    JsonNode decoded = signer.rpc("decodepsbt", draft.psbt());
    List<Map<String, Object>> inputs = new ArrayList<>();
    List<Map<String, Object>> before = new ArrayList<>();
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < decoded.at("/tx/vin").size(); i++) {
      JsonNode in = decoded.at("/tx/vin").get(i);
      JsonNode utxo = decoded.path("inputs").get(i).path("witness_utxo");
      inputs.add(Map.of("txid", in.path("txid").asString(), "vout", in.path("vout").asInt()));
      before.add(
          Map.of(
              "txid",
              in.path("txid").asString(),
              "vout",
              in.path("vout").asInt(),
              "scriptPubKey",
              utxo.at("/scriptPubKey/hex").asString(),
              "amount",
              utxo.path("amount").decimalValue()));
      sum = sum.add(utxo.path("amount").decimalValue());
    }
    BigDecimal paid = asked.amount().decimal();
    BigDecimal rest = sum.subtract(paid).subtract(new BigDecimal("0.00005"));
    Map<String, Object> outputs = new HashMap<>(Map.of(receiver, paid));
    if (rest.compareTo(new BigDecimal("0.00001")) > 0) {
      outputs.put(signer.rpc("getrawchangeaddress", kind).asString(), rest);
    }
    // The lock time makes it another one where there is no change.
    String unsigned = signer.rpc("createrawtransaction", inputs, outputs, 1).asString();
    return signer.rpc("signrawtransactionwithwallet", unsigned, before).path("hex").asString();
  }

  /** Pays another one with what came back from a transaction, and with nothing else. */
  static String ofChange(String raw, Payout before, Payout asked, String kind) {
    JsonNode decoded = signer.rpc("decoderawtransaction", raw);
    JsonNode change =
        decoded
            .path("vout")
            .valueStream()
            .filter(one -> !one.at("/scriptPubKey/address").asString().equals(before.destination()))
            .findFirst()
            .orElseThrow();
    String txid = decoded.path("txid").asString();
    int output = change.path("n").asInt();
    BigDecimal held = change.path("value").decimalValue();
    BigDecimal rest = held.subtract(asked.amount().decimal()).subtract(new BigDecimal("0.00001"));
    String unsigned =
        signer
            .rpc(
                "createrawtransaction",
                List.of(Map.of("txid", txid, "vout", output)),
                Map.of(
                    asked.destination(),
                    asked.amount().decimal(),
                    signer.rpc("getrawchangeaddress", kind).asString(),
                    rest))
            .asString();
    Map<String, Object> spent =
        Map.of(
            "txid",
            txid,
            "vout",
            output,
            "scriptPubKey",
            change.at("/scriptPubKey/hex").asString(),
            "amount",
            held);
    return signer
        .rpc("signrawtransactionwithwallet", unsigned, List.of(spent))
        .path("hex")
        .asString();
  }
}
