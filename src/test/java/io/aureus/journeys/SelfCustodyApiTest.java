package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.keys.MerchantAccount;
import io.aureus.merchants.Credentials;
import io.aureus.merchants.MerchantSettings;
import io.aureus.merchants.Scope;
import io.aureus.payouts.PayoutId;
import io.aureus.payouts.PayoutState;
import io.aureus.testing.EvmKey;
import io.aureus.testing.EvmNode;
import io.aureus.testing.JsonRpc;
import io.aureus.testing.SimulatedNode;
import io.aureus.wallets.SelfCustody;
import java.math.BigInteger;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Payouts from a merchant's own wallet as his program sees them. */
class SelfCustodyApiTest extends PayoutStories {
  private static final String USDT = "USDT-ERC20";

  private final MerchantAccount account = new MerchantAccount(3);

  @Override
  EvmNode node(long chainId) {
    return SimulatedNode.start(chainId, Clock.systemUTC());
  }

  @Test
  void out12OverHttpOfTwoPayoutsWithOneNumberOneIsMinedAndTheOtherWaits() {
    town()
        .gateway()
        .bean(SelfCustody.class)
        .adopt(town().merchant(), "evm", account.xpub(), "person:1");
    earn(USDT, "900");
    ShopClient shop = shopThatMayPay();
    JsonNode first = asked(shop, "100");
    JsonNode second = asked(shop, "200");
    assertThat(first.path("custody").asString()).isEqualTo("self_custody");
    JsonNode one = unsigned(shop, first);
    JsonNode other = unsigned(shop, second);
    assertThat(other.path("from")).isEqualTo(one.path("from"));
    assertThat(other.path("nonce").asLong()).isEqualTo(one.path("nonce").asLong());
    assertThat(one.path("link").asString()).startsWith("ethereum:");
    assertThat(one.path("chain_id").asString()).isEqualTo("31337");
    town().node().pay(one.path("from").asString(), BigInteger.TEN.pow(18));
    town().mine(1);
    EvmKey key = account.keyOf(one.path("from").asString());
    String hash = send(key.signRaw(other.path("raw").asString()));
    String path = "/api/v2/payout/" + second.path("payout_id").asString();
    assertThat(shop.post(path + "/transaction", Map.of("tx_hash", "nonsense")).path("code").asInt())
        .isEqualTo(400);
    JsonNode told = shop.created(path + "/transaction", Map.of("tx_hash", hash));
    assertThat(told.path("unsigned").path("told_hash").asString()).isEqualTo(hash);
    mineUntil(new PayoutId(second.path("payout_id").asString()), PayoutState.CONFIRMED);
    JsonNode done = shop.get(path).path("data");
    assertThat(done.path("status").asString()).isEqualTo("CONFIRMED");
    assertThat(done.path("tx_hash").asString()).isEqualTo(hash);
    assertThat(done.path("unsigned").isNull()).isTrue();
    String waiting = "/api/v2/payout/" + first.path("payout_id").asString();
    assertThat(shop.get(waiting).path("data").path("status").asString()).isEqualTo("HANDED_OVER");
  }

  private ShopClient shopThatMayPay() {
    town().gateway().bean(MerchantSettings.class).changePayouts(town().merchant(), true, "");
    String key =
        town()
            .gateway()
            .bean(Credentials.class)
            .createKey(town().merchant(), "AURPAY", Set.of(Scope.PAYOUTS))
            .key();
    return new ShopClient(town().gateway().url(), key);
  }

  private JsonNode asked(ShopClient shop, String amount) {
    return shop.created(
        "/api/v2/wallet/withdraw",
        Map.of(
            "chain",
            "ETH",
            "currency",
            USDT,
            "amount",
            amount,
            "address",
            receiver(),
            "custody",
            "self_custody"));
  }

  /** What the merchant is to sign, once it is made. */
  private JsonNode unsigned(ShopClient shop, JsonNode payout) {
    String path = "/api/v2/payout/" + payout.path("payout_id").asString();
    awaitTrue(
        () -> shop.get(path).path("data").path("unsigned").path("raw").asString("").length() > 2);
    return shop.get(path).path("data").path("unsigned");
  }

  private String send(String raw) {
    return JsonRpc.call(town().node().url(), "eth_sendRawTransaction", raw).asString();
  }
}
