package io.aureus.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.sandbox.UtxoTransaction.Output;
import io.aureus.testing.BitcoindNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What bitcoind signs the simulated node takes, and nothing that was changed afterwards. */
class UtxoSignaturesTest {
  private static final String RAW =
      "01000000000101db6b1b20aa0fd7b23880be2ecbd4a98130974cf4748fb66092ac4d3ceb1a5477010000"
          + "001716001479091972186c449eb1ded22b78e40d009bdf0089feffffff02b8b4eb0b000000001976"
          + "a914a457b684d7f0d539a46a45bbc043f35b59d0d96388ac0008af2f000000001976a914fd270b1e"
          + "e6abcaea97fea7ad0402e8bd8ad6d77c88ac02473044022047ac8e878352d3ebbde1c94ce3a10d05"
          + "7c24175747116f8288e5d794d12d482f0220217f36a485cae903c713331d877c1f64677e3622ad40"
          + "10726870540656fe9dcb012103ad1d8e89212f0b92c74d23bb710c00662ad1470198ac48c43f7d6f"
          + "93a2a2687392040000";

  @Test
  void theExampleOfBip143IsRightAndWrongForAnyOtherAmount() {
    UtxoTransaction transaction = UtxoTransaction.read(RAW);
    String script = "a9144733f37cf4db86fbc2efed2500b4f4e49f31202387";
    assertThat(transaction.txid())
        .isEqualTo("ef48d9d0f595052e0f8cdcf825f7a5e50b6a388a81f206f3f4846e5ecd7a0c23");
    assertThat(UtxoSignatures.complaint(transaction, List.of(new Output(10_0000_0000L, script))))
        .isEmpty();
    assertThat(UtxoSignatures.complaint(transaction, List.of(new Output(10_0000_0001L, script))))
        .contains("input 0");
  }

  @Test
  void whatBitcoindSignsIsRightForEachKindOfOutput() {
    try (BitcoindNode node = BitcoindNode.start()) {
      for (String kind : List.of("bech32", "p2sh-segwit", "bech32m")) {
        String address = node.rpc("getnewaddress", "", kind).asString();
        String parent = node.pay(address, 50_000_000);
        node.mine(1);
        UtxoTransaction signed = UtxoTransaction.read(spending(node, parent, address));
        List<Output> spent = spent(node, signed);
        assertThat(UtxoSignatures.complaint(signed, spent)).as(kind).isEmpty();
        Output first = spent.getFirst();
        List<Output> other = List.of(new Output(first.units() - 1, first.script()));
        assertThat(UtxoSignatures.complaint(signed, other)).as(kind).isNotEmpty();
      }
    }
  }

  private static String spending(BitcoindNode node, String parent, String address) {
    JsonNode outputs = node.rpc("getrawtransaction", parent, true).path("vout");
    int index = 0;
    while (!outputs.path(index).at("/scriptPubKey/address").asString().equals(address)) {
      index++;
    }
    String raw =
        node.rpc(
                "createrawtransaction",
                List.of(Map.of("txid", parent, "vout", index)),
                Map.of(node.payerAddress(), new BigDecimal("0.49")))
            .asString();
    return node.rpc("signrawtransactionwithwallet", raw).path("hex").asString();
  }

  private static List<Output> spent(BitcoindNode node, UtxoTransaction transaction) {
    List<Output> spent = new ArrayList<>();
    for (UtxoTransaction.Input input : transaction.inputs()) {
      String raw = node.rpc("getrawtransaction", input.spent().txid()).asString();
      spent.add(UtxoTransaction.read(raw).outputs().get((int) input.spent().index()));
    }
    return spent;
  }
}
