package io.aureus.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.Refusal;
import io.aureus.testing.AnvilNode;
import io.aureus.testing.EvmBench;
import io.aureus.testing.EvmKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Where the sweeper is, and that it is the one whose source is here. */
class SweeperContractTest {
  @Test
  void theCommittedBytecodeIsWhatTheSourcesCompileTo(@TempDir Path folder) throws Exception {
    Path said = folder.resolve("said");
    Process script =
        new ProcessBuilder(Path.of("nodes", "compile-contracts").toString(), folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    boolean done = script.waitFor(3, TimeUnit.MINUTES) && script.exitValue() == 0;
    String words = Files.readString(said, StandardCharsets.UTF_8);
    Assumptions.assumeTrue(done || "true".equals(System.getenv("CI")), words);
    assertThat(done).as(words).isTrue();

    List<Path> compiled = contracts(folder);
    assertThat(compiled).hasSize(6);
    for (Path file : compiled) {
      assertThat(folder.relativize(file)).hasSameTextualContentAs(file);
    }
  }

  @Test
  void theDeployerPutsItWhereItIsExpected() {
    try (SweptChain chain = new SweptChain()) {
      EvmBench bench = chain.bench;
      assertThat(bench.codeAt(SweeperContract.DEPLOYER)).isEqualTo(SweeperContract.DEPLOYER_CODE);
      assertThat(EvmBench.gas(chain.deployed)).isBetween(400_000L, 550_000L);
      assertThat(asked(bench, chain.sweeper, "receiver()"))
          .isEqualToIgnoringCase(chain.hot.address());
      assertThat(asked(bench, chain.sweeper, "shadow()")).isEqualToIgnoringCase(chain.shadow);
    }
  }

  @Test
  void withoutADeployerTheHotAddressMakesItItself() {
    try (AnvilNode node = AnvilNode.start(31_398)) {
      EvmBench bench = new EvmBench(node);
      for (long nonce : new long[] {0, 1, 127, 128, 70_000}) {
        String from = EvmKey.of("hot " + nonce).address();
        SweeperContract.Deployment deployment = SweeperContract.of(from).bySender(nonce);
        bench.rpc("anvil_setNonce", from, "0x" + Long.toHexString(nonce));
        bench.rpc("anvil_setBalance", from, "0xde0b6b3a7640000");
        bench.rpc("anvil_impersonateAccount", from);
        Map<String, String> call =
            Map.of("from", from, "gas", "0x1e8480", "data", deployment.data());
        JsonNode receipt = bench.mined(bench.rpc("eth_sendTransaction", call).asString());

        assertThat(deployment.to()).isNull();
        assertThat(receipt.path("contractAddress").asString())
            .isEqualToIgnoringCase(deployment.address());
        assertThat(asked(bench, deployment.address(), "receiver()")).isEqualToIgnoringCase(from);
        assertThat(asked(bench, deployment.address(), "shadow()"))
            .isEqualToIgnoringCase(SweeperContract.shadow(deployment.address()));
      }
    }
  }

  @Test
  void itHasAnotherAddressForEachReceiver() {
    String one = SweeperContract.of(EvmKey.of("one").address()).byDeployer().address();
    String two = SweeperContract.of(EvmKey.of("two").address()).byDeployer().address();
    assertThat(one).isNotEqualTo(two).hasSize(42);
    assertThat(SweeperContract.shadow(one)).isNotEqualTo(SweeperContract.shadow(two));
  }

  @Test
  void aReceiverThatIsNoAddressIsRefused() {
    for (String bad : List.of("", "0x12", "0x" + "g".repeat(40), "0x" + "0".repeat(40))) {
      assertThatThrownBy(() -> SweeperContract.of(bad)).isInstanceOf(Refusal.class);
    }
  }

  /** An address that a contract answers with. */
  private static String asked(EvmBench bench, String contract, String question) {
    Map<String, String> call = Map.of("to", contract, "data", EvmBench.call(question));
    return "0x" + bench.rpc("eth_call", call, "latest").asString().substring(26);
  }

  private static List<Path> contracts(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(".json")).toList();
    }
  }
}
