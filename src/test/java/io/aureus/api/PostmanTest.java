package io.aureus.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.aureus.keys.MerchantAccount;
import io.aureus.orders.OrderDesk;
import io.aureus.orders.OrderId;
import io.aureus.orders.Payment;
import io.aureus.testing.FundedMerchant;
import io.aureus.testing.RunningAureus;
import io.aureus.testing.SimulatedLightningNodes;
import io.aureus.testing.SimulatedNode;
import io.aureus.wallets.SelfCustody;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs the Postman collection with newman, a signer that is not ours. Skipped with the reason where
 * newman cannot be had; with {@code CI=true} it fails instead.
 */
class PostmanTest {
  /** Blocks that make a payment final here. */
  private static final int DEEP = 2;

  private static final String ORDER =
      "{\"chain\":\"ETH\",\"currency\":\"ETH\",\"vs_currency\":\"USD\",\"vs_price\":100}";

  /** As they stand in it. */
  private static final List<String> PATHS =
      List.of(
          "/api/order/pay-url",
          "/api/order/pay-info",
          "/api/bln/order",
          "/api/bln/withdraw",
          "/api/bln/balance",
          "/api/order/plugin",
          "/api/order/pay/token",
          "/api/order/pay/crypto-currency",
          "/api/order/pay/real-currency",
          "/api/v2/order/?",
          "/api/v2/order/detail/",
          "/api/v2/order/terminate/",
          "/api/v2/order/resolve/",
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
          "/api/v2/payout/{{own_payout_id}}\"",
          "/api/v2/payout/{{own_payout_id}}/transaction",
          "/api/v2/payout/{{own_payout_id}}/signed",
          "/api/v2/tx",
          "/api/v2/events",
          "/api/plugin/key/aurpay",
          "/api/plugin/key/verify");

  private record Ended(int exit, String output) {}

  @Test
  void everyRequestOfTheCollectionIsSignedAndAnsweredAsItSays(@TempDir Path folder)
      throws Exception {
    Ended had = run(folder, "nodes/get-newman");
    if (!"true".equals(System.getenv("CI"))) {
      assumeThat(had.exit()).as(had.output()).isZero();
    }
    assertThat(had.exit()).as(had.output()).isZero();
    try (SimulatedNode node = SimulatedNode.start(31_337, Clock.systemUTC());
        SimulatedLightningNodes lightning = SimulatedLightningNodes.start(Clock.systemUTC());
        RunningAureus aureus = RunningAureus.start(settings(node, lightning))) {
      Path demo = folder.resolve("demo.json");
      Files.writeString(
          demo,
          JsonMapper.builder()
              .build()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(variables(aureus, node)));
      Ended ran = run(folder, "nodes/run-postman", demo.toString());
      assertThat(ran.exit()).as(ran.output()).isZero();
      assertThat(ran.output())
          .contains(
              "there is an invoice to pay",
              "the payout is set aside",
              "it is taken back",
              "the refund is set aside",
              "it is among the refunds of the order",
              "what came late is UNKNOWN",
              "the payment is taken for the order",
              "a resolved order is not resolved again",
              "your own wallet is to sign it",
              "there is a transaction to sign",
              "the hash is noted",
              "only payouts of coins have a PSBT");
    }
  }

  private static Map<String, Object> settings(
      SimulatedNode node, SimulatedLightningNodes lightning) {
    Map<String, Object> settings = new HashMap<>(lightning.settings());
    settings.put("aureus.chains.eth.rpc", node.url());
    settings.put("aureus.chains.eth.poll", "100ms");
    settings.put("aureus.chains.eth.confirmations", DEEP);
    return settings;
  }

  /** A merchant with a balance, an order that is paid, one that was paid late, and a wallet. */
  private static Map<String, String> variables(RunningAureus aureus, SimulatedNode node) {
    node.mine(1);
    RunningAureus.Access access = aureus.anotherMerchant();
    FundedMerchant.give(aureus::bean, access.merchant(), "ETH", "2");
    String paid = paid(aureus, node, access, false);
    String late = paid(aureus, node, access, true);
    aureus
        .bean(SelfCustody.class)
        .adopt(access.merchant(), "evm", new MerchantAccount(3).xpub(), "person:1");
    paid(aureus, node, access, false);
    return Map.of(
        "base_url", aureus.url(),
        "username", access.email(),
        "password", access.password(),
        "api_key", access.key(),
        "api_token", access.token(),
        "api_secret", access.secret(),
        "paid_order_id", paid,
        "late_order_id", late);
  }

  /** An order in ether whose payment is final; late where it was closed before. */
  private static String paid(
      RunningAureus aureus, SimulatedNode node, RunningAureus.Access access, boolean isLate) {
    String key = "API-Key: " + access.key();
    JsonNode made = aureus.http().post("/api/order/pay-info", key, ORDER).data();
    String id = made.get("order_id").asString();
    if (isLate) {
      aureus.bean(OrderDesk.class).terminate(access.merchant(), new OrderId(id));
    }
    node.pay(
        made.get("address").asString(),
        made.get("amount").decimalValue().movePointRight(18).toBigIntegerExact());
    node.mine(1 + DEEP);
    for (int i = 0; i < 600; i++) {
      if (aureus.order(id).payments().stream().anyMatch(PostmanTest::isConfirmed)) {
        return id;
      }
      LockSupport.parkNanos(100_000_000);
    }
    throw new AssertionError("no payment of order " + id + " became final");
  }

  private static boolean isConfirmed(Payment payment) {
    return payment.state() == Payment.State.CONFIRMED;
  }

  @Test
  void theCollectionHasARequestForEachPathThatWorks() throws IOException {
    String collection = Files.readString(Path.of("docs/api/aureus.postman_collection.json"));
    TreeSet<String> missing = new TreeSet<>();
    for (String path : PATHS) {
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
