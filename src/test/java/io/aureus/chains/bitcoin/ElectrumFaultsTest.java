package io.aureus.chains.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.CoinNode;
import io.aureus.testing.CoinNode.Fate;
import io.aureus.testing.SimulatedCoinNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Electrum servers that fail, lie, or keep something back. */
class ElectrumFaultsTest {
  private static final String OURS = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";
  private static final String HISTORY = "blockchain.scripthash.get_history";
  private static final long FIVE = 5_000_000;
  private static final long SIX = 6_000_000;

  private final CoinNode node = SimulatedCoinNode.start("BTC", Clock.systemUTC());
  private final ElectrumServer first = ElectrumServer.before(node);
  private final ElectrumServer second = ElectrumServer.before(node);
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeEach
  void mine() {
    node.mine(1);
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
    first.close();
    second.close();
    node.close();
  }

  private CoinObservation observation(ElectrumServer... servers) {
    List<ElectrumServer> all = List.of(servers);
    CoinObservation observation =
        new CoinObservation(node, all.stream().map(ElectrumServer::url).toArray(String[]::new));
    open.add(observation);
    observation.watch(OURS);
    observation.observe();
    return observation;
  }

  /** Says of what waits that it is in the newest block; and so in every status. */
  private ElectrumServer.Lie confirmed(String txid, Object proof) {
    String raw = node.rpc("getrawtransaction", txid).asString();
    node.evict(txid);
    return (method, params) ->
        switch (method) {
          case "blockchain.scripthash.subscribe" -> "ab".repeat(32);
          case HISTORY -> List.of(Map.of("tx_hash", txid, "height", node.height()));
          case "blockchain.transaction.get" -> raw;
          case "blockchain.transaction.get_merkle" -> proof;
          default -> null;
        };
  }

  @Test
  void aPaymentIsNeverMinedBecauseAServerSaysSo() {
    CoinObservation observation = observation(first);
    for (Object proof :
        List.of(
            Map.of("merkle", List.of(), "pos", 0, "block_height", 1),
            Map.of("merkle", List.of("00".repeat(32)), "pos", 1),
            Map.of("merkle", List.of("what"), "pos", 0),
            Map.of("merkle", List.of(), "pos", -1),
            Map.of("merkle", List.of(), "pos", 1.5),
            List.of())) {
      first.lie = confirmed(node.pay(OURS, FIVE), proof);
      observation.startAgain();
      observation.observe();
      observation.observe();
      assertThat(observation.told()).isEmpty();
      assertThat(observation.transfers()).isZero();
      assertThat(observation.health(0).healthy()).isFalse();
    }
  }

  @Test
  void theOtherServerGoesOnWhereOneMakesSomethingUpAndPeopleAreTold() {
    CoinObservation observation = observation(first, second);
    String txid = node.pay(OURS, SIX);
    first.lie = confirmed(txid, Map.of("merkle", List.of("00".repeat(32)), "pos", 1));
    node.mine(1);
    first.hangUp();
    node.pay(OURS, FIVE);
    node.mine(3);
    observation.observe();
    observation.observe();
    assertThat(observation.told()).containsExactly("SEEN " + FIVE, "CONFIRMED " + FIVE);
    assertThat(observation.health(0).healthy()).isFalse();
    assertThat(observation.health(1).healthy()).isTrue();
  }

  @Test
  void whatOneServerHidesTheOtherProvesAndWhoHidItIsShown() {
    CoinObservation observation = observation(first, second);
    first.lie = (method, params) -> method.equals(HISTORY) ? List.of() : null;
    node.pay(OURS, FIVE);
    observation.observe();
    assertThat(observation.told()).containsExactly("SEEN " + FIVE);
    node.mine(3);
    observation.observe();
    assertThat(observation.told()).containsExactly("MOVED " + FIVE, "CONFIRMED " + FIVE);
    observation.observe();
    assertThat(observation.health(0).words()).contains("left out transaction");
    assertThat(observation.health(0).healthy()).isFalse();
    assertThat(observation.health(1).healthy()).isTrue();
  }

  @Test
  void aServerThatTellsOfABlockBeforeWhatIsInItLosesNothing() {
    CoinObservation observation = observation(first);
    first.isMute = true;
    node.pay(OURS, FIVE);
    node.mine(2);
    observation.observe();
    assertThat(observation.cursor()).isEqualTo(node.height());
    assertThat(observation.told()).isEmpty();
    first.isMute = false;
    observation.observe();
    assertThat(observation.cursor()).isEqualTo(node.height());
    assertThat(observation.told()).containsExactly("SEEN " + FIVE);
    node.mine(1);
    observation.observe();
    assertThat(observation.told()).containsExactly("CONFIRMED " + FIVE);
  }

  @Test
  void killedBetweenABlockAndWhatIsInItTheNextStartLooksBack() {
    CoinObservation observation = observation(first);
    first.isMute = true;
    node.pay(OURS, FIVE);
    node.mine(3);
    observation.observe();
    assertThat(observation.told()).isEmpty();
    observation.startAgain();
    observation.observe();
    assertThat(observation.told()).containsExactly("SEEN " + FIVE, "CONFIRMED " + FIVE);
  }

  @Test
  void whatWasPaidToAnAddressLongBeforeItWasWatchedIsNotCounted() {
    String used = "bcrt1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3qzf4jry";
    CoinObservation observation = observation(first);
    node.pay(used, SIX);
    node.mine(10);
    observation.observe();
    observation.watch(used);
    observation.observe();
    observation.startAgain();
    observation.observe();
    assertThat(observation.told()).isEmpty();
    node.pay(used, FIVE);
    observation.observe();
    assertThat(observation.told()).containsExactly("SEEN " + FIVE);
  }

  @Test
  void in21_afterABrokenConnectionWhatHappenedMeanwhileIsRead() {
    CoinObservation observation = observation(first);
    first.hangUp();
    node.pay(OURS, FIVE);
    node.mine(1);
    observation.observe();
    observation.observe();
    assertThat(observation.told()).containsExactly("SEEN " + FIVE);
    assertThat(observation.health(0).healthy()).isTrue();
  }

  @Test
  void aServerOfAnotherNetworkIsNotUsed() {
    try (CoinNode litecoin = SimulatedCoinNode.start("LTC", Clock.systemUTC());
        ElectrumServer other = ElectrumServer.before(litecoin)) {
      CoinObservation observation = observation(other, second);
      assertThat(observation.cursor()).isEqualTo(node.height());
      assertThat(observation.health(0).words())
          .contains("of another network", "that of litecoin regtest", "aureus.chains.btc.network");
      assertThat(observation.health(1).healthy()).isTrue();
    }
  }

  @Test
  void in22_theChainWithMoreWorkIsReadAndTheOtherServerIsToldApart() {
    try (CoinNode shorter = SimulatedCoinNode.start("BTC", Clock.systemUTC());
        ElectrumServer other = ElectrumServer.before(shorter)) {
      shorter.mine(1);
      node.pay(OURS, FIVE);
      node.mine(4);
      CoinObservation observation = observation(other, first);
      node.mine(3);
      shorter.mine(2);
      observation.observe();
      assertThat(observation.cursor()).isEqualTo(node.height());
      assertThat(observation.health(0).words()).contains("less work");
      assertThat(observation.health(1).healthy()).isTrue();
    }
  }

  @Test
  void aDoubleSpendIsFoundOnTheScriptThatThePayersCoinStoodOn() {
    CoinObservation observation = observation(first, second);
    String txid = node.pay(OURS, FIVE);
    node.mine(3);
    observation.observe();
    assertThat(observation.told()).containsExactly("SEEN " + FIVE, "CONFIRMED " + FIVE);
    node.reorg(3, Fate.WAITING);
    node.replace(txid, Map.of());
    node.mine(4);
    observation.observe();
    assertThat(observation.told()).containsExactly("REVERSED " + FIVE);
  }

  @Test
  void whateverAServerAnswersItIsLeftOutAndUsedAgainWhenItIsWell() {
    CoinObservation observation = observation(first);
    Random random = new Random(3);
    List<Object> nonsense =
        List.of(
            "",
            -1,
            1.5,
            List.of(),
            Map.of(),
            List.of(List.of(List.of())),
            Map.of("height", 1L << 40, "hex", "00"),
            Map.of("height", 3, "hex", "zz"),
            List.of(Map.of("tx_hash", "x", "height", 1)),
            "00".repeat(80),
            "f".repeat(65),
            new ElectrumServer.Bytes("\n"),
            new ElectrumServer.Bytes("\u00ff\n"));
    for (int i = 0; i < 40; i++) {
      Object told = nonsense.get(random.nextInt(nonsense.size()));
      int skip = random.nextInt(8);
      int[] count = {0};
      first.lie = (method, params) -> count[0]++ < skip ? null : told;
      node.pay(OURS, FIVE + i);
      if (i % 5 == 0) {
        first.hangUp();
      }
      observation.observe();
    }
    first.lie = (method, params) -> null;
    node.mine(3);
    observation.observe();
    List<String> told = observation.told();
    for (int i = 0; i < 40; i++) {
      assertThat(told).contains("CONFIRMED " + (FIVE + i));
    }
    assertThat(observation.cursor()).isEqualTo(node.height());
  }
}
