package io.aureus.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The two nodes do the same when they are told the same. */
class EvmNodesTest {
  private static final String ONE = "0x00000000000000000000000000000000000c0001";
  private static final String TWO = "0x00000000000000000000000000000000000c0002";
  private static final BigInteger FIVE = BigInteger.valueOf(5);

  @Test
  void theSimulatedNodePaysAndReorganises() {
    try (EvmNode node = SimulatedNode.start(31337, Clock.systemUTC())) {
      paysAndReorganises(node);
    }
  }

  @Test
  void anvilPaysAndReorganises() {
    try (EvmNode node = AnvilNode.start(31337)) {
      paysAndReorganises(node);
    }
  }

  private static void paysAndReorganises(EvmNode node) {
    String token = node.deployToken("USDT", 6);
    String plain = node.payToken(token, ONE, FIVE);
    String inner = node.payTokenInside(token, Map.of(ONE, FIVE, TWO, FIVE));
    String failing = node.payTooMuch(token, ONE);
    String internal = node.payInside(Map.of(TWO, FIVE));
    node.mine(1);
    node.mine(2);

    Function<String, JsonNode> receipt =
        hash -> JsonRpc.call(node.url(), "eth_getTransactionReceipt", hash);
    assertThat(receipt.apply(plain).path("logs")).hasSize(1);
    assertThat(receipt.apply(inner).path("logs")).hasSize(2);
    assertThat(receipt.apply(failing).path("status").asString()).isEqualTo("0x0");
    assertThat(JsonRpc.call(node.url(), "eth_getBalance", TWO, "latest").asString())
        .isEqualTo("0x5");
    String block = receipt.apply(internal).path("blockHash").asString();
    node.reorg(3, true);
    assertThat(receipt.apply(internal).path("blockHash").asString()).isNotEqualTo(block);
    node.reorg(3, false);
    assertThat(receipt.apply(internal).isNull()).isTrue();
    node.resubmit(plain);
    node.mine(1);
    assertThat(receipt.apply(plain).path("status").asString()).isEqualTo("0x1");
  }
}
