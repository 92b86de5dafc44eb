package io.aureus.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.aureus.testing.FundedMerchant;
import io.aureus.testing.RunningAureus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs the Postman collection with newman, a signer that is not ours. Skipped with the reason where
 * newman cannot be had; with {@code CI=true} it fails instead.
 */
class PostmanTest {
  private record Ended(int exit, String output) {}

  @Test
  void everyRequestOfTheCollectionIsSignedAndAnsweredAsItSays(@TempDir Path folder)
      throws Exception {
    Ended had = run(folder, "nodes/get-newman");
    if (!"true".equals(System.getenv("CI"))) {
      assumeThat(had.exit()).as(had.output()).isZero();
    }
    assertThat(had.exit()).as(had.output()).isZero();
    RunningAureus aureus = RunningAureus.shared();
    RunningAureus.Access access = aureus.anotherMerchant();
    FundedMerchant.give(aureus::bean, access.merchant(), "ETH", "2");
    Path demo = folder.resolve("demo.json");
    Files.writeString(
        demo,
        JsonMapper.builder()
            .build()
            .writerWithDefaultPrettyPrinter()
            .writeValueAsString(
                Map.of(
                    "base_url", aureus.url(),
                    "username", access.email(),
                    "password", access.password(),
                    "api_key", access.key(),
                    "api_token", access.token(),
                    "api_secret", access.secret())));
    Ended ran = run(folder, "nodes/run-postman", demo.toString());
    assertThat(ran.exit()).as(ran.output()).isZero();
    assertThat(ran.output()).contains("the payout is set aside", "it is taken back");
  }

  @Test
  void theCollectionHasARequestForEachPathThatWorks() throws IOException {
    String collection = Files.readString(Path.of("docs/api/aureus.postman_collection.json"));
    TreeSet<String> missing = new TreeSet<>();
    for (String path :
        new String[] {
          "/api/order/pay-url",
          "/api/order/pay-info",
          "/api/order/plugin",
          "/api/order/pay/token",
          "/api/order/pay/crypto-currency",
          "/api/order/pay/real-currency",
          "/api/v2/order/?",
          "/api/v2/order/detail/",
          "/api/v2/order/terminate/",
          "/api/v2/order/remaining/",
          "/api/v2/order/refund-info/",
          "/api/v2/order/refund/",
          "/api/v2/order/refund-link/",
          "/api/v2/wallet?",
          "/api/v2/wallet/self-custody",
          "/api/v2/wallet/withdraw\"",
          "/api/v2/wallet/withdraw/preview",
          "/api/v2/payout/?",
          "/api/v2/payout?",
          "/api/v2/payout/{{payout_id}}\"",
          "/api/v2/payout/{{payout_id}}/cancel",
          "/api/v2/payout/{{payout_id}}/transaction",
          "/api/v2/tx",
          "/api/v2/events",
          "/api/plugin/key/aurpay",
          "/api/plugin/key/verify"
        }) {
      if (!collection.contains("{{base_url}}" + path)) {
        missing.add(path);
      }
    }
    assertThat(missing).isEmpty();
  }

  private static Ended run(Path folder, String... command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "newman", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      return new Ended(-1, "it did not end: " + Files.readString(output, StandardCharsets.UTF_8));
    }
    return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
  }
}
