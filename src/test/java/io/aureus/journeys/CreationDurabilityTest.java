package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.database.DataFolder;
import io.aureus.database.DatabaseAddress;
import io.aureus.database.EmbeddedServer;
import io.aureus.merchants.DemoMerchant;
import io.aureus.testing.EvmNode;
import io.aureus.testing.RunningGateway;
import io.aureus.testing.SimulatedNode;
import io.aureus.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/**
 * PostgreSQL is stopped at once, as by a power cut, while many shops make orders: every order that
 * was answered for is there afterwards, with its quote and its address.
 */
class CreationDurabilityTest {
  private static final int SHOPS = 32;
  private static final int ENOUGH = 500;

  @TempDir Path folder;

  @Test
  void everyAcknowledgedOrderSurvivesAnImmediateStopOfPostgresUnderLoad() throws Exception {
    DataFolder data = DataFolder.at(folder.resolve("data"));
    EmbeddedServer server = EmbeddedServer.start(data, new SecureRandom());
    Set<String> acknowledged;
    try (EvmNode node = SimulatedNode.start(31337, Clock.systemUTC());
        RunningGateway gateway =
            RunningGateway.demo(TestDatabase.fresh(), settings(server.address(), node))) {
      acknowledged = orderUntilTheStop(gateway);
    } finally {
      server.close();
    }
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ENOUGH);
    try (EmbeddedServer again = EmbeddedServer.start(data, new SecureRandom())) {
      assertThat(wholeOrders(again.address())).containsAll(acknowledged);
    }
  }

  private Set<String> orderUntilTheStop(RunningGateway gateway) throws Exception {
    DemoMerchant.Shop shop =
        gateway
            .bean(DemoMerchant.class)
            .ensure("shop@example.com", "a password of some length", "Shop");
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    AtomicBoolean stopped = new AtomicBoolean();
    try (ExecutorService shops = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < SHOPS; i++) {
        shops.execute(
            () -> order(new ShopClient(gateway.url(), shop.key().key()), acknowledged, stopped));
      }
      while (acknowledged.size() < ENOUGH) {
        Thread.sleep(5);
      }
      stopAtOnce();
      stopped.set(true);
    }
    return acknowledged;
  }

  private static void order(ShopClient client, Set<String> acknowledged, AtomicBoolean stopped) {
    while (!stopped.get()) {
      JsonNode answer =
          client.post(
              "/api/order/pay-info",
              Map.of(
                  "chain", "ETH", "currency", "USDT-ERC20", "vs_currency", "USD", "vs_price", 5));
      if (answer.path("code").asInt(-1) == 0) {
        acknowledged.add(answer.get("data").get("order_id").asString());
      }
    }
  }

  private void stopAtOnce() throws IOException, InterruptedException {
    Path pidFile = folder.resolve("data/postgres/postmaster.pid");
    String pid = Files.readAllLines(pidFile).getFirst().strip();
    // SIGQUIT is PostgreSQL's immediate shutdown: nothing is flushed.
    assertThat(new ProcessBuilder("kill", "-QUIT", pid).start().waitFor()).isZero();
  }

  private static Map<String, Object> settings(DatabaseAddress database, EvmNode node) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("aureus.database.url", database.url());
    settings.put("aureus.database.user", database.user());
    settings.put("aureus.database.password", database.password());
    settings.put("aureus.database.durable", "true");
    settings.put("aureus.chains.eth.rpc", node.url());
    settings.put("aureus.api.rate-per-minute", "1000000");
    return settings;
  }

  private static Set<String> wholeOrders(DatabaseAddress database) {
    JdbcClient jdbc =
        JdbcClient.create(
            new DriverManagerDataSource(database.url(), database.user(), database.password()));
    return new HashSet<>(
        jdbc.sql(
                """
                select o.order_id from orders o
                  join order_quote q using (order_id)
                  join receiving_address a on a.order_id = o.order_id and a.address = q.address
                """)
            .query(String.class)
            .list());
  }
}
