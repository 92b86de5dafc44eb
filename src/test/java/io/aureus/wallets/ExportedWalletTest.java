package io.aureus.wallets;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.keys.BroughtKey;
import io.aureus.money.Chain;
import io.aureus.testing.BitcoindNode;
import io.aureus.testing.CoinNode;
import io.aureus.testing.LitecoindNode;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a merchant is given to import, imported into real wallet programs. */
class ExportedWalletTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String KEY =
      "tpubDD7tXK8KeQ3YY83yWq755fHY2JW8Ha8Q765tknUM5rSvjPcGWfUppDFMpQ1ScziKfW3ZNtZvAD7M3u7bSs7"
          + "HofjTD3KP3YxPK7X6hwV8Rk2";

  @Test
  void bitcoindFindsTheLastPaymentAndTheLastChange() {
    try (BitcoindNode node = BitcoindNode.bare()) {
      findsAll(node, new Chain("BTC", "Bitcoin", "bitcoin", "regtest", 0, 2), true);
    }
  }

  /** Debian builds it without descriptor wallets: {@code importmulti} reads the same text. */
  @Test
  void litecoindDoesAsWell() {
    try (LitecoindNode node = LitecoindNode.start()) {
      findsAll(node, new Chain("LTC", "Litecoin", "litecoin", "regtest", 0, 2), false);
    }
  }

  private static void findsAll(CoinNode node, Chain chain, boolean hasDescriptors) {
    BroughtKey key = BroughtKey.read(chain, "wpkh(" + KEY + "/<0;1>/*)");
    BroughtKey change = BroughtKey.read(chain, "wpkh(" + KEY + "/1/*)");
    node.rpc("unloadwallet", "payer");
    node.rpc("createwallet", "seen", true, true, "", false, hasDescriptors);
    JsonNode imported =
        node.rpc(
            hasDescriptors ? "importdescriptors" : "importmulti", JSON.readTree(key.export(3, 5)));
    assertThat(imported).isNotEmpty().allMatch(one -> one.path("success").asBoolean());
    assertThat(isSeen(node, key.addresses(3, 1).getFirst())).isTrue();
    assertThat(isSeen(node, change.addresses(5, 1).getFirst())).isTrue();
    BroughtKey another = BroughtKey.read(chain, "wpkh(" + KEY + "/2/*)");
    assertThat(isSeen(node, another.addresses(3, 1).getFirst())).isFalse();
  }

  private static boolean isSeen(CoinNode node, String address) {
    JsonNode known = node.rpc("getaddressinfo", address);
    return known.path("ismine").asBoolean() || known.path("iswatchonly").asBoolean();
  }
}
