package io.aureus.chains.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.CoinsNow;
import io.aureus.chains.Network;
import io.aureus.chains.Network.Standing;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.testing.CoinNode;
import io.aureus.testing.SimulatedCoinNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What nodes say of our coins now; the payer of the simulated node is we. */
class CoinSpendingTest {
  private static final String ELSEWHERE = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";
  private static final String ANYBODY =
      "00204ae81572f06e1b88fd5ced7a1a000945432e83e1551e6f721ee9c00b8cc33260";
  private static final String HISTORY = "blockchain.scripthash.get_history";
  private static final CoinsNow.Signed NOTHING = coin -> List.of();

  private final CoinNode node = SimulatedCoinNode.start("BTC", Clock.systemUTC());
  private String change = "";
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeEach
  void begin() {
    node.mine(1);
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
    node.close();
  }

  /** Spends the change of the payer, which anybody can. */
  private String spend(CoinObservation observation) {
    return observation
        .database
        .jdbc()
        .sql("select position, units from transfer where tx_hash = ?")
        .param(change)
        .query(
            (row, n) -> {
              byte[] id = Digests.HEX.parseHex(change);
              StringBuilder reversed = new StringBuilder();
              for (int i = id.length - 1; i >= 0; i--) {
                reversed.append("%02x".formatted(id[i]));
              }
              long index = CoinRows.index(row.getString(1));
              String raw =
                  "02000000000101%s%s00fdffffff01%s22%s01015100000000"
                      .formatted(
                          reversed, little(index, 4), little(row.getLong(2) - 1_000, 8), ANYBODY);
              return node.rpc("sendrawtransaction", raw).asString();
            })
        .single();
  }

  private static String little(long value, int bytes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < bytes; i++) {
      text.append("%02x".formatted((value >> (8 * i)) & 0xff));
    }
    return text.toString();
  }

  private CoinObservation observation(String... urls) {
    CoinObservation observation = new CoinObservation(node, urls);
    open.add(observation);
    observation.watch(node.payerAddress());
    observation.observe();
    String paid = node.pay(ELSEWHERE, 5_000);
    node.mine(1);
    change = paid;
    observation.observe();
    observation.observe();
    return observation;
  }

  private static CoinsNow coins(CoinObservation observation) {
    return observation.family().coinsNow(observation.observed());
  }

  private Gate gate() throws IOException {
    Gate gate = new Gate(node.url());
    open.add(gate);
    return gate;
  }

  private String url(Gate gate) {
    return CoinObservation.url(node, gate.url());
  }

  @Test
  void whatWaitsAndWasNotSignedHereTakesOurCoins() throws IOException {
    CoinObservation observation = observation(url(gate()));
    CoinsNow coins = coins(observation);
    assertThat(coins.look(observation.coin, NOTHING).taken()).isEmpty();
    String txid = spend(observation);
    assertThat(coins.look(observation.coin, NOTHING).taken()).isNotEmpty();
    assertThat(coins.look(observation.coin, coin -> List.of("ab".repeat(32), txid)).taken())
        .isEmpty();
    assertThat(coins.look(observation.coin, coin -> List.of("ab".repeat(32))).taken())
        .as("signed here, but another one spends it")
        .isNotEmpty();
  }

  @Test
  void whatWasSignedHereIsOursInABlockThatIsNotReadYetToo() throws IOException {
    CoinObservation observation = observation(url(gate()));
    CoinsNow coins = coins(observation);
    String txid = spend(observation);
    node.mine(1);
    assertThat(coins.look(observation.coin, NOTHING).taken()).isNotEmpty();
    assertThat(coins.look(observation.coin, coin -> List.of(txid)).taken()).isEmpty();
  }

  @Test
  void anElectrumServerIsAskedAnewForWhatItDidNotTellByItself() {
    ElectrumServer server = ElectrumServer.before(node);
    open.add(server);
    CoinObservation observation = observation(server.url());
    CoinsNow coins = coins(observation);
    assertThat(coins.look(observation.coin, NOTHING).taken()).isEmpty();
    server.isMute = true;
    String txid = spend(observation);
    assertThat(coins.look(observation.coin, NOTHING).taken()).isNotEmpty();
    assertThat(coins.look(observation.coin, coin -> List.of(txid)).taken()).isEmpty();
  }

  @Test
  void anElectrumServerTellsAHistoryAgainOnlyWhereItHasChanged() {
    ElectrumServer server = ElectrumServer.before(node);
    open.add(server);
    CoinObservation observation = observation(server.url());
    CoinsNow coins = coins(observation);
    server.called.clear();
    assertThat(coins.look(observation.coin, NOTHING).taken()).isEmpty();
    assertThat(server.called).contains("blockchain.scripthash.subscribe").doesNotContain(HISTORY);
    server.isMute = true;
    spend(observation);
    assertThat(coins.look(observation.coin, NOTHING).taken()).isNotEmpty();
    assertThat(server.called).containsOnlyOnce(HISTORY);
  }

  @Test
  void aNodeThatHearsOfBlocksOnlyCannotSay() throws IOException {
    Gate gate = gate();
    CoinObservation observation = observation(url(gate));
    CoinsNow coins = coins(observation);
    gate.instead = body -> instead(body, "getnetworkinfo", "{\"localrelay\":false}");
    refuses(coins, observation, "blocks only");
    gate.instead = body -> instead(body, "getmempoolinfo", "{\"loaded\":false}");
    refuses(coins, observation, "still loading");
    gate.instead = body -> instead(body, "getnetworkinfo", "{\"localrelay\":true}");
    assertThat(coins.look(observation.coin, NOTHING).taken()).isEmpty();
  }

  @Test
  void whileOneOfSeveralNodesIsAwayNothingIsSaid() throws IOException {
    Gate gate = gate();
    CoinObservation observation = observation(url(gate()), url(gate));
    CoinsNow coins = coins(observation);
    gate.instead = body -> body.contains("gettxout") ? new Gate.Answer(503, "busy") : null;
    refuses(coins, observation, "503");
    refuses(coins, observation, "503"); // one lost answer is no outage yet
    refuses(coins, observation, "all of the settings must");
    gate.instead = body -> null;
    observation.clock.advance(Duration.ofSeconds(61));
    assertThat(coins.look(observation.coin, NOTHING).taken()).isEmpty();
  }

  /** A merchant's wallet sent them by itself, or raised a fee: nobody here knows that id. */
  @Test
  void allNodesAreAskedWhatSpendsCoinsThatAreNotOurs() throws IOException {
    Gate gate = gate();
    CoinObservation observation = observation(url(gate()), url(gate));
    CoinsNow coins = coins(observation);
    List<CoinsNow.Point> change = change(observation);
    assertThat(coins.spent(observation.chain, change)).isEmpty();
    assertThat(coins.blockOf(observation.chain, change).orElseThrow().number())
        .isEqualTo(node.height());
    spend(observation);
    assertThat(coins.spent(observation.chain, change)).containsExactlyElementsOf(change);
    node.mine(1);
    assertThatThrownBy(() -> coins.spent(observation.chain, List.of()))
        .hasMessageContaining("still to be read");
    observation.observe();
    assertThat(coins.spent(observation.chain, change)).containsExactlyElementsOf(change);
    assertThat(coins.blockOf(observation.chain, change)).as("spent in a block").isEmpty();
    gate.instead = body -> body.contains("gettxout") ? new Gate.Answer(503, "busy") : null;
    assertThatThrownBy(() -> coins.spent(observation.chain, change))
        .isInstanceOfSatisfying(
            Refusal.class, no -> assertThat(no.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    assertThat(coins.spent(observation.chain, List.of())).isEmpty();
  }

  private List<CoinsNow.Point> change(CoinObservation observation) {
    return observation
        .database
        .jdbc()
        .sql("select position from transfer where tx_hash = ?")
        .param(change)
        .query((row, n) -> new CoinsNow.Point(change, CoinRows.index(row.getString(1))))
        .list();
  }

  /** Signed and stored here, and sent by the machine before. */
  @Test
  void whatABlockHasBeforeItIsOfferedHereIsFoundThere() throws IOException {
    CoinObservation observation = observation(url(gate()));
    Network network = observation.family().network(observation.observed());
    String txid = spend(observation);
    String raw = node.rpc("getrawtransaction", txid).asString();
    node.mine(1);
    observation.observe();
    Standing.Mined mined = (Standing.Mined) network.standing(observation.chain, txid);
    assertThat(mined.block()).isEqualTo(node.height());
    assertThat(network.offer(observation.chain, raw).offer()).isEqualTo(Network.Offer.TAKEN);
    assertThat(network.standing(observation.chain, txid)).isInstanceOf(Standing.Mined.class);
  }

  private static Gate.@Nullable Answer instead(String body, String method, String result) {
    return body.contains(method)
        ? new Gate.Answer(200, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + result + "}")
        : null;
  }

  private static void refuses(CoinsNow coins, CoinObservation observation, String words) {
    assertThatThrownBy(() -> coins.look(observation.coin, NOTHING))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE);
              assertThat(refusal.words()).contains(words);
            });
  }
}
