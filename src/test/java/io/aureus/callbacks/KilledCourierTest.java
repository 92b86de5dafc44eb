package io.aureus.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.AdjustableClock;
import io.aureus.testing.TestDatabase;
import java.net.InetAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** IN-23: a real process, killed with -9 between sending a callback and storing its answer. */
class KilledCourierTest {
  private static final Duration DEADLINE = Duration.ofSeconds(50);

  @Test
  void aCallbackOfAKilledProcessIsSentAgainWithTheSameDeliveryId() throws Exception {
    try (Shop shop = new Shop(Shop.hanging());
        Post post = new Post(TestDatabase.fresh(), Post.quick(), InetAddress::getAllByName)) {
      Orders orders = Orders.api(shop.url("/cb"));
      post.succeed(orders, 1);
      Process courier = start(post.database);
      try {
        Eventually.becomes(() -> shop.received.size() == 1, "the other process sends");
      } finally {
        courier.destroyForcibly().waitFor();
      }
      shop.now(Shop.status(200, "ok"));
      post.round();
      assertThat(shop.received).as("the dead one's claim still holds").hasSize(1);
      post.clock.advance(DEADLINE.multipliedBy(3));
      post.round();
      assertThat(shop.received)
          .hasSize(2)
          .allMatch(
              request ->
                  request
                      .header("Aureus-Delivery-Id")
                      .equals(post.delivery(orders, 1).id().toString()));
      assertThat(post.delivery(orders, 1).state()).isEqualTo("DELIVERED");
      assertThat(post.delivery(orders, 1).attempts()).hasSize(1);
    }
  }

  private static Process start(TestDatabase database) throws Exception {
    try (Connection connection = database.dataSource().getConnection()) {
      return new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx128m",
              "-XX:TieredStopAtLevel=1",
              "-cp",
              System.getProperty("java.class.path"),
              KilledCourierTest.class.getName(),
              connection.getMetaData().getURL(),
              "43")
          .inheritIO()
          .start();
    }
  }

  /** The other process: one round of a courier, and then it waits for the answer. */
  public static void main(String[] arguments) throws Exception {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(arguments[0]);
    source.setUser("postgres");
    JdbcClient jdbc = JdbcClient.create(source);
    CallbacksSettings settings = new CallbacksSettings(AllowList.LOOPBACK, DEADLINE, 40, 2);
    Courier courier =
        new Courier(
            new Courier.Parts(
                new CourierRows(jdbc),
                new EventRows(jdbc),
                new TransactionTemplate(new DataSourceTransactionManager(source)),
                new Sender(
                    new GuardedResolver(
                        InetAddress::getAllByName, AllowList.of(AllowList.LOOPBACK), DEADLINE),
                    DEADLINE),
                OwnAddress.NONE,
                new NoSecrets(),
                id -> Optional.empty(),
                job -> {},
                new AdjustableClock(Orders.START),
                new Random(Long.parseLong(arguments[1]))),
            settings);
    courier.run(Post.NoFence.INSTANCE);
    Thread.sleep(DEADLINE.toMillis());
  }
}
