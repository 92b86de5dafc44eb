package io.aureus.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.Aureus;
import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.InvoiceWish;
import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.lightning.SentPayment;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.database.DataFolder;
import io.aureus.database.DatabaseAddress;
import io.aureus.database.EmbeddedServer;
import io.aureus.testing.ElectrumDaemon;
import io.aureus.testing.ElectrumLightningNodes;
import io.aureus.testing.Line;
import io.aureus.testing.TwoLightningNodes;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/** A gateway in a process of its own at one of two real Electrum daemons, over all its lives. */
final class ElectrumCrashTown implements AutoCloseable {
  /** A little more than the lease of an order to a real node. */
  private static final int LATER = 200;

  private static final Duration DAY = Duration.ofHours(24);
  private static final long SATOSHI = 1_000;

  private final ElectrumLightningNodes nodes = ElectrumLightningNodes.start();
  private final Line line = Line.overheard(nodes.shopUrl());
  private final DataFolder folder;
  private final EmbeddedServer server;
  private final Map<String, Object> chains;
  private final CrashNode gateway;
  private final CrashRows rows;
  private final JdbcClient jdbc;
  private final long begin;
  private final Map<String, Invoice> asked = new HashMap<>();
  private final Set<String> takenBack = new HashSet<>();
  private int ahead;

  ElectrumCrashTown(Path data) {
    folder = DataFolder.at(data);
    StartSettings.claim(folder, "demo");
    server = EmbeddedServer.start(folder, SharedBeans.random());
    DatabaseAddress database = server.address();
    chains = new HashMap<>(nodes.settings());
    chains.put("aureus.chains.bln.rpc", line.url());
    Map<String, String> environment = CrashGateways.environment(database, chains);
    gateway =
        new CrashNode(
            "1",
            () ->
                CrashGateways.process(
                    Aureus.class, folder, environment, List.of("--ahead", "" + ahead)),
            folder.file("gateway-1.log"));
    rows = new CrashRows(database);
    jdbc =
        JdbcClient.create(
            new DriverManagerDataSource(database.url(), database.user(), database.password()));
    begin = local();
  }

  void start() {
    gateway.start();
    gateway.awaitReady();
  }

  /** Starts it as if the lease of all that the dead one held were over. */
  void startLater() {
    ahead += LATER;
    start();
  }

  CrashNode gateway() {
    return gateway;
  }

  TwoLightningNodes nodes() {
    return nodes;
  }

  CrashRows rows() {
    return rows;
  }

  /** The invoices that were asked to be paid, by the payouts that came of it. */
  Map<String, Invoice> asked() {
    return asked;
  }

  Set<String> takenBack() {
    return takenBack;
  }

  /** A customer pays an order by the other Electrum. */
  void earn() throws IOException, NodeFailure {
    JsonNode order = call("/api/bln/order", "{\"price\":1000,\"currency\":\"USD\"}");
    Invoice invoice =
        Invoice.read(LightningNetwork.REGTEST, order.path("payment_request").asString());
    long amount = invoice.terms().millisatoshi().orElseThrow();
    assertThat(nodes.payer().pay(invoice, amount, amount / 50))
        .isInstanceOf(SentPayment.Paid.class);
    ElectrumDaemon.await("the customer's payment", () -> rows.confirmedPayments() == 1);
  }

  /**
   * Asks for a new invoice of the other Electrum to be paid.
   *
   * @return the payout
   */
  String ask() throws IOException, NodeFailure {
    int number = asked.size();
    long amount = (1_000 + number) * SATOSHI;
    Invoice invoice =
        nodes.payer().make(new InvoiceWish("wages-" + number, amount, "wages", false, DAY));
    JsonNode made = call("/api/bln/withdraw", "{\"ln_invoices\":\"%s\"}".formatted(invoice.text()));
    String payout = made.path("tx_id").asString();
    asked.put(payout, invoice);
    return payout;
  }

  void takeBack(String payout) throws IOException {
    call("/api/v2/payout/" + payout + "/cancel", "");
    takenBack.add(payout);
  }

  private JsonNode call(String path, String body) throws IOException {
    Clock clock = Clock.offset(SharedBeans.clock(), Duration.ofSeconds(ahead));
    try (ShopCalls calls = new ShopCalls(DemoAccess.read(folder).orElseThrow(), clock)) {
      ShopCalls.Answer answer = calls.post(gateway.url().orElseThrow(), path, body, null);
      assertThat(answer.isWell()).as(answer.message()).isTrue();
      return answer.data();
    }
  }

  /** Returns once the node is at it, and the receiver keeps what has come. */
  void awaitInFlight(String payout) {
    long satoshi = invoice(payout).terms().millisatoshi().orElseThrow() / SATOSHI;
    ElectrumDaemon.await(
        "a payment in flight",
        () -> nodes.pair().channel().path("local_unsettled_sent").asLong() == satoshi);
  }

  Invoice invoice(String payout) {
    return Objects.requireNonNull(asked.get(payout));
  }

  /** How often the node was told to pay it. */
  int told(String payout) {
    return line.times(invoice(payout).text());
  }

  void awaitRest() {
    ElectrumDaemon.await("rest", () -> rows.unfinished() == 0);
  }

  /** What the receiving Electrum has in its own record, by the payment hash. */
  Map<String, List<Long>> received() {
    Map<String, List<Long>> received = new HashMap<>();
    for (JsonNode one : nodes.pair().payer().rpc("lightning_history")) {
      if (one.path("type").asString().equals("payment") && one.path("direction").asInt() == 1) {
        received
            .computeIfAbsent(one.path("payment_hash").asString(), hash -> new ArrayList<>())
            .add(one.path("amount_msat").asLong());
      }
    }
    return received;
  }

  /** What the gateway's node has in its channel, in millisatoshi. */
  long local() {
    try {
      return nodes.shop().funds().local();
    } catch (NodeFailure e) {
      throw new IllegalStateException(e.words(), e);
    }
  }

  /** The journal holds what the channel holds more than at the beginning, and all else is right. */
  void mustBalance() {
    long booked =
        jdbc.sql(
                """
                select coalesce(-sum(p.units), 0) from posting p join ledger_account a
                    on a.id = p.account
                 where a.kind in ('CUSTODY', 'INCOMING') and a.asset = 'BTC-LN'
                """)
            .query(BigDecimal.class)
            .single()
            .longValueExact();
    assertThat(booked).isEqualTo(local() - begin);
    assertThat(rows.bookDifferences()).isEmpty();
    assertThat(gateway.complaints()).isEmpty();
    Map<String, Object> settings = new HashMap<>(StartSettings.of(folder, server.address()));
    settings.put("aureus.mode", "demo");
    settings.putAll(chains);
    Verified.everythingHolds(settings);
  }

  @Override
  public void close() throws IOException {
    gateway.close();
    server.close();
    line.close();
    nodes.close();
  }
}
