package io.aureus.chains.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.MempoolTrust.Doubt;
import io.aureus.testing.BitcoindNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Which payments a real node's own figures let count before a block: an RBF signal, a fee below the
 * estimate or a parent that waits itself each keeps one waiting.
 */
class BitcoindTrustTest {
  private static final BigDecimal COINS = new BigDecimal("0.001");

  private static BitcoindNode node;
  private static CoinObservation observation;

  @BeforeAll
  static void start() {
    node = BitcoindNode.start();
    node.mine(1);
    observation = new CoinObservation(node, CoinObservation.url(node, node.url()));
  }

  @AfterAll
  static void stop() {
    if (observation != null) {
      observation.close();
    }
    node.close();
  }

  private static Doubt doubt(String txid) {
    return observation.family().trust(observation.observed()).doubt(observation.chain, txid);
  }

  /**
   * @param rate satoshi for each virtual byte
   */
  private static String pay(String address, boolean replaceable, int rate) {
    JsonNode nil = JsonNodeFactory.instance.nullNode();
    String txid =
        node.rpc(
                "sendmany",
                "",
                Map.of(address, COINS),
                1,
                "",
                List.of(),
                replaceable,
                nil,
                "unset",
                rate)
            .asString();
    return sent(node.rpc("gettransaction", txid).path("hex").asString());
  }

  private static String sent(String hex) {
    return node.rpc("sendrawtransaction", hex).asString();
  }

  @Test
  void whatPaysAsMuchAsBlocksAskForIsNotDoubtedAndWhatPaysLessIs() {
    // A chain without fees to learn from: five times the least is taken for the estimate.
    assertThat(doubt(pay(node.payerAddress(), false, 6))).isEqualTo(Doubt.NONE);
    assertThat(doubt(pay(node.payerAddress(), false, 4))).isEqualTo(Doubt.LOW_FEE);
  }

  @Test
  void whatSaysThatItMayBeReplacedIsDoubtedHoweverMuchItPays() {
    assertThat(doubt(pay(node.payerAddress(), true, 60))).isEqualTo(Doubt.REPLACEABLE);
  }

  @Test
  void whatSpendsACoinThatWaitsItselfIsDoubted() {
    String between = node.payerAddress();
    String parent = pay(between, false, 60);
    JsonNode decoded = node.rpc("getrawtransaction", parent, true);
    int index = 0;
    for (JsonNode output : decoded.path("vout")) {
      if (output.at("/scriptPubKey/address").asString("").equals(between)) {
        index = output.path("n").asInt();
      }
    }
    String child =
        node.rpc(
                "createrawtransaction",
                List.of(Map.of("txid", parent, "vout", index, "sequence", 0xffff_ffffL)),
                Map.of(node.payerAddress(), new BigDecimal("0.0009")))
            .asString();
    String signed = node.rpc("signrawtransactionwithwallet", child).path("hex").asString();
    assertThat(doubt(sent(signed))).isEqualTo(Doubt.REPLACEABLE);
    node.mine(1);
    assertThat(doubt(pay(node.payerAddress(), false, 60))).isEqualTo(Doubt.NONE);
  }
}
