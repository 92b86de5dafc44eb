package io.aureus.chains.lightning.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.lightning.ChannelFunds;
import io.aureus.chains.lightning.InvoiceWish;
import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.lightning.NodeIdentity;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.money.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A phoenixd's documented answers, replayed: who it is, what it has, and its invoices. */
class PhoenixdNodeTest {
  private static final String CREATE = "POST /createinvoice";
  private static final String INFO = "GET /getinfo";

  private ReplayedNode server;
  private LightningNode node;

  @BeforeEach
  void start() throws IOException {
    server = ReplayedNode.start();
    node = LightningNodes.PHOENIXD.at(Sample.access(server.uri(), "", Sample.clock()));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String created(String invoice) {
    return "{\"amountSat\":21000,\"paymentHash\":\"%s\",\"serialized\":\"%s\"}"
        .formatted(Sample.hash(), invoice);
  }

  private static String info(String chain, String height) {
    return """
        {"nodeId":"%s","channels":[
          {"state":"Normal","channelId":"c","balanceSat":10,"inboundLiquiditySat":1013562,
           "capacitySat":1015160,"fundingTxId":"f"},
          {"state":"Offline"},
          {"state":"Closing","balanceSat":5,"inboundLiquiditySat":7}],
         "chain":"%s",%s"version":"0.6.2-fc4e78e"}"""
        .formatted(Sample.KEY.node(), chain, height);
  }

  @Test
  void makesAnInvoiceAsWished() throws Exception {
    server.on(CREATE, 200, created(Sample.signed(Sample.WISH)));
    assertThat(node.make(Sample.WISH).text()).isEqualTo(Sample.signed(Sample.WISH));
    ReplayedNode.Asked asked = server.asked.getFirst();
    assertThat(asked.body())
        .isEqualTo("amountSat=21000&description=Order+17&expirySeconds=900&externalId=order-17");
    byte[] user = (":" + Sample.SECRET).getBytes(StandardCharsets.UTF_8);
    assertThat(asked.headers().getFirst("Authorization"))
        .isEqualTo("Basic " + Base64.getEncoder().encodeToString(user));
  }

  @Test
  void givesTheHashOfALongDescription() throws Exception {
    InvoiceWish wish = Sample.hashedWish();
    server.on(CREATE, 200, created(Sample.signed(wish)));
    node.make(wish);
    assertThat(server.asked.getFirst().body())
        .contains("descriptionHash=" + Sha256.hex(wish.description()))
        .doesNotContain("description=");
  }

  @Test
  void whatItCannotSayIsRefusedBeforeItIsAsked() {
    InvoiceWish tooLong =
        new InvoiceWish("order-17", 1_000, "x".repeat(129), false, Duration.ofMinutes(15));
    Sample.assertFails(() -> node.make(Sample.wish(21_500)), Kind.REFUSED, "whole satoshi");
    Sample.assertFails(() -> node.make(tooLong), Kind.REFUSED, "128");
    assertThat(server.asked).isEmpty();
  }

  @Test
  void refusesAnInvoiceThatIsNotWhatWasWished() {
    InvoiceWish week =
        new InvoiceWish("order-17", 21_000_000, "Order 17", false, Duration.ofDays(7));
    server
        .on(CREATE, 200, created(Sample.signed(Sample.wish(22_000_000))))
        .on(CREATE, 200, created(Sample.signed(Sample.WISH, LightningNetwork.MAINNET)))
        .on(CREATE, 200, created(Sample.signed(week)))
        .on(CREATE, 200, created("lnbcrt1").replace("serialized", "invoice"));
    Sample.assertFails(() -> node.make(Sample.WISH), Kind.MALFORMED, "another amount");
    Sample.assertFails(() -> node.make(Sample.WISH), Kind.MALFORMED, "an invoice of Bitcoin");
    Sample.assertFails(() -> node.make(Sample.WISH), Kind.MALFORMED, "another expiry");
    Sample.assertFails(() -> node.make(Sample.WISH), Kind.MALFORMED, "“serialized”");
  }

  @Test
  void tellsWhoItIs() throws Exception {
    server.on(INFO, 200, info("regtest", "\"blockHeight\":812,"));
    server.on(INFO, 200, info("regtest", "")).on(INFO, 200, info("testnet3", ""));
    server.on(INFO, 200, info("testnet9", ""));
    assertThat(node.identity())
        .isEqualTo(
            new NodeIdentity(
                Sample.KEY.node(),
                "",
                "phoenixd 0.6.2-fc4e78e",
                LightningNetwork.REGTEST,
                812,
                true));
    assertThat(node.identity().isSynced()).isFalse();
    Sample.assertFails(node::identity, Kind.WRONG_CHAIN, "runs on Bitcoin's test network");
    Sample.assertFails(node::identity, Kind.WRONG_CHAIN, "not known here");
    assertThat(node.label()).isEqualTo("phoenixd at " + server.uri());
  }

  @Test
  void countsOnlyChannelsThatWork() throws Exception {
    server.on(INFO, 200, info("regtest", ""));
    server.on("GET /getbalance", 200, "{\"balanceSat\":15,\"feeCreditSat\":700}");
    assertThat(node.funds()).isEqualTo(new ChannelFunds(15_000, 10_000, 1_013_562_000, 0));
  }

  @Test
  void aWrongPasswordIsToldWithoutShowingIt() {
    server
        .on(INFO, 401, "Invalid authentication")
        .on(INFO, 500, "cannot do with " + Sample.SECRET)
        .on(INFO, 404, "Unknown endpoint (check api doc)")
        .on(INFO, 200, "[]")
        .breaks(INFO);
    Sample.assertFails(node::identity, Kind.UNREACHABLE, "refuses our password");
    Sample.assertFails(node::identity, Kind.UNREACHABLE, "HTTP 500", "<key>");
    Sample.assertFails(node::identity, Kind.REFUSED, "too old, or no phoenixd");
    Sample.assertFails(node::identity, Kind.MALFORMED);
    Sample.assertFails(node::identity, Kind.UNREACHABLE);
  }
}
