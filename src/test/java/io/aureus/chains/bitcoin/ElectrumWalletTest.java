package io.aureus.chains.bitcoin;

import static io.aureus.testing.ElectrumDaemon.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.keys.OwnAccount;
import io.aureus.money.CatalogueFile;
import io.aureus.testing.BitcoindNode;
import io.aureus.testing.CoinNode.Fate;
import io.aureus.testing.ElectrumDaemon;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * What our other tests take for an Electrum server is one: a wallet that is not ours, Debian's
 * Electrum, believes it. It checks each history's order, each proof and each header by itself, and
 * ends the connection where the protocol is not kept.
 */
class ElectrumWalletTest {
  /** A wallet that Electrum made for this test, and its account's public key. */
  private static final String SEED =
      "run chaos modify shove six hotel fruit swim strong dress order sand";

  private static final String PUBLIC =
      "vpub5UnGm2acGscRnW1JBB7YXnArWV3K7uR9J2sTS4AdvbBa5tT3KNCaUpZyduKu3f4BV56vyPkJADnPHZoGiMHgJ4"
          + "zemav3h71e3PpHCZtCHsU";

  private static BitcoindNode node;
  private static ElectrumServer server;

  /** Has the seed. */
  private static ElectrumDaemon owner;

  /** Has the public key only. */
  private static ElectrumDaemon watcher;

  @BeforeAll
  static void start() {
    node = BitcoindNode.start();
    server = ElectrumServer.telling(node);
    owner = ElectrumDaemon.start(server.url());
    owner.restore(SEED);
    watcher = ElectrumDaemon.start(server.url());
    watcher.restore(PUBLIC);
  }

  @AfterAll
  static void stop() {
    for (AutoCloseable each : List.of(watcher, owner, server, node)) {
      try {
        each.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void aWalletSeesWhatIsPaidFollowsItsBlocksAndSpendsIt() {
    String address = owner.rpc("getunusedaddress").asString();
    String paid = node.pay(address, 150_000_000);
    for (ElectrumDaemon each : List.of(owner, watcher)) {
      await("the payment to be seen", () -> depth(each, paid) == 0);
      assertThat(balance(each)).containsOnly(Map.entry("unconfirmed", coins("1.5")));
    }
    node.mine(3);
    for (ElectrumDaemon each : List.of(owner, watcher)) {
      await("three confirmations", () -> depth(each, paid) == 3);
      assertThat(balance(each)).containsOnly(Map.entry("confirmed", coins("1.5")));
      assertThat(entry(each, paid).path("height").asInt()).isEqualTo(node.height() - 2);
    }

    node.reorg(3, Fate.WAITING);
    await("the payment to wait again", () -> depth(owner, paid) == 0);
    node.mine(1);
    await("its new block", () -> depth(owner, paid) == 1);

    String sent = spend(node.payerAddress(), "0.4");
    assertThat(node.rpc("getmempoolentry", sent).path("depends").isEmpty()).isTrue();
    await("the wallet's own payment", () -> depth(watcher, sent) == 0);
    // Of change that waits: what its history tells as -1.
    String next = spend(node.payerAddress(), "0.4");
    await("its child", () -> depth(watcher, next) == 0);
    assertThat(entry(watcher, next).path("height").asInt()).isLessThanOrEqualTo(0);
    node.mine(1);
    for (ElectrumDaemon each : List.of(owner, watcher)) {
      await("both to be mined", () -> depth(each, sent) == 1 && depth(each, next) == 1);
      assertThat(balance(each).get("confirmed")).isBetween(coins("0.699"), coins("0.7"));
      assertThat(balance(each)).hasSize(1);
    }
  }

  @Test
  void aPaymentThatIsReplacedIsNone() {
    String address = watcher.rpc("createnewaddress").asString();
    String first = node.pay(address, 20_000_000);
    await("the payment to be seen", () -> depth(watcher, first) == 0);
    String second = node.replace(first, Map.of(address, 30_000_000L));
    await("the other in its place", () -> depth(watcher, second) == 0);
    await("the first to be gone", () -> unspent(watcher, address).equals(List.of(second)));
    node.replace(second, Map.of());
    await("both to be gone", () -> unspent(watcher, address).isEmpty());
    node.mine(1);
    JsonNode history = watcher.rpc("getaddresshistory", address);
    assertThat(history.isEmpty()).as("%s", history).isTrue();
  }

  @Test
  void ourAddressesOfAKeyAreThoseOfTheWallet() {
    var chain =
        CatalogueFile.read(Map.of("BTC", new CatalogueFile.Choice("regtest", 0, Map.of())))
            .chains()
            .getFirst();
    // Of Electrum's own seeds an account's key lies where BIP 84 has none: it is told in full.
    OwnAccount account = OwnAccount.read(chain, "wpkh(" + PUBLIC + "/<0;1>/*)");
    for (boolean isChange : List.of(false, true)) {
      List<String> ours = new ArrayList<>();
      List<String> wallets = new ArrayList<>();
      JsonNode listed = watcher.rpc("listaddresses", !isChange, isChange);
      for (int i = 0; i < 5; i++) {
        ours.add(account.address(isChange, i));
        wallets.add(listed.path(i).asString());
      }
      assertThat(ours).isEqualTo(wallets);
    }
  }

  /** Confirmations of a transaction; -1 where the wallet does not know it. */
  private static int depth(ElectrumDaemon wallet, String txid) {
    return entry(wallet, txid).path("confirmations").asInt(-1);
  }

  private static JsonNode entry(ElectrumDaemon wallet, String txid) {
    for (JsonNode each : wallet.rpc("onchain_history").path("transactions")) {
      if (each.path("txid").asString().equals(txid)) {
        return each;
      }
    }
    return NullNode.getInstance();
  }

  /** What is not none of it, by its kind: confirmed, unconfirmed, unmatured. */
  private static Map<String, BigDecimal> balance(ElectrumDaemon wallet) {
    Map<String, BigDecimal> told = new TreeMap<>();
    wallet
        .rpc("getbalance")
        .propertyStream()
        .forEach(each -> told.put(each.getKey(), coins(each.getValue().asString())));
    told.values().removeIf(amount -> amount.signum() == 0);
    return told;
  }

  private static List<String> unspent(ElectrumDaemon wallet, String address) {
    return wallet
        .rpc("getaddressunspent", address)
        .valueStream()
        .map(each -> each.path("tx_hash").asString())
        .toList();
  }

  private static BigDecimal coins(String text) {
    return new BigDecimal(text).stripTrailingZeros();
  }

  private static String spend(String address, String amount) {
    String hex = owner.rpc("payto", address, amount).asString();
    return owner.rpc("broadcast", hex).asString();
  }
}
