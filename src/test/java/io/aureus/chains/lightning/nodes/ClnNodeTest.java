package io.aureus.chains.lightning.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.lightning.ChannelFunds;
import io.aureus.chains.lightning.InvoiceWish;
import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.lightning.NodeIdentity;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.testing.OwnCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Core Lightning's documented answers, replayed: who it is, what it has, and its invoices. */
class ClnNodeTest {
  private static final String INVOICE = "POST /v1/invoice";
  private static final String LIST = "POST /v1/listinvoices";
  private static final String INFO = "POST /v1/getinfo";
  private static final String TAKEN =
      "{\"code\":900,\"message\":\"Duplicate label 'order-17'\",\"data\":{}}";

  private ReplayedNode server;
  private LightningNode node;

  @BeforeEach
  void start() throws IOException {
    server = ReplayedNode.start();
    node = at(server, "");
  }

  private static LightningNode at(ReplayedNode server, String pin) {
    return LightningNodes.CORE_LIGHTNING.at(Sample.access(server.uri(), pin, Sample.clock()));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String made(String invoice) {
    return """
        {"payment_hash":"%s","expires_at":1764504900,"bolt11":"%s",
         "payment_secret":"%s","created_index":2,"warning_capacity":"too little"}"""
        .formatted(Sample.hash(), invoice, "11".repeat(32));
  }

  private static String listed(String invoice) {
    return """
        {"invoices":[{"label":"order-17","bolt11":"%s","payment_hash":"%s","status":"unpaid",
         "expires_at":1764504900,"created_index":2}]}"""
        .formatted(invoice, Sample.hash());
  }

  private static String info(String network, String features, String more) {
    return """
        {"id":"%s","alias":"SILENTARTIST","color":"022d22","num_peers":0,"version":"v25.05",
         "blockheight":110,"network":"%s","our_features":{"init":"%s"}%s}"""
        .formatted(Sample.KEY.node(), network, features, more);
  }

  @Test
  void makesAnInvoiceAsWished() throws Exception {
    server.on(INVOICE, 201, made(Sample.signed(Sample.WISH)));
    assertThat(node.make(Sample.WISH).text()).isEqualTo(Sample.signed(Sample.WISH));
    ReplayedNode.Asked asked = server.asked.getFirst();
    assertThat(asked.body())
        .contains("\"label\":\"order-17\"", "\"amount_msat\":21000000", "\"expiry\":900")
        .contains("\"description\":\"Order 17\"", "\"deschashonly\":false");
    assertThat(asked.headers().getFirst("Rune")).isEqualTo(Sample.SECRET);
  }

  @Test
  void letsTheNodeHashALongDescription() throws Exception {
    InvoiceWish wish = Sample.hashedWish();
    server.on(INVOICE, 201, made(Sample.signed(wish)));
    assertThat(node.make(wish).terms().descriptionHash()).isNotNull();
    assertThat(server.asked.getFirst().body()).contains("\"deschashonly\":true", "A long story");
  }

  @Test
  void findsTheInvoiceAgainWhoseAnswerWasLost() throws Exception {
    server.on(INVOICE, 500, TAKEN);
    server.on(LIST, 201, listed(Sample.signed(Sample.WISH)));
    server.on(LIST, 201, listed(Sample.signed(Sample.wish(5_000))));
    server.on(LIST, 201, "{\"invoices\":[]}");
    assertThat(node.make(Sample.WISH).text()).isEqualTo(Sample.signed(Sample.WISH));
    Sample.assertFails(() -> node.make(Sample.WISH), Kind.REFUSED, "another invoice", "order-17");
    Sample.assertFails(() -> node.make(Sample.WISH), Kind.MALFORMED);
  }

  @Test
  void refusesAnInvoiceThatIsNotWhatWasWished() {
    server
        .on(INVOICE, 201, made(Sample.signed(Sample.wish(20_999_999))))
        .on(INVOICE, 201, made(Sample.signed(Sample.WISH, LightningNetwork.TESTNET)))
        .on(INVOICE, 201, "{\"bolt11\":\"x\",\"payment_hash\":\"abcd\"}")
        .on(INVOICE, 500, "{\"code\":-1,\"message\":\"no\\nmore \\u0007disk\"}");
    Sample.assertFails(() -> node.make(Sample.WISH), Kind.MALFORMED, "another amount");
    Sample.assertFails(() -> node.make(Sample.WISH), Kind.MALFORMED, "test network");
    Sample.assertFails(() -> node.make(Sample.WISH), Kind.MALFORMED, "“payment_hash”");
    Sample.assertFails(() -> node.make(Sample.WISH), Kind.REFUSED, "error -1", "no more disk");
  }

  @Test
  void refusesAnInvoiceThatATransactionWouldSettle() {
    server
        .on(INVOICE, 201, made(Sample.payableOnTheChain(Sample.WISH)))
        .on(INVOICE, 500, TAKEN)
        .on(LIST, 201, listed(Sample.payableOnTheChain(Sample.WISH)));
    for (String made : List.of("at once", "before, and the answer was lost")) {
      assertThatThrownBy(() -> node.make(Sample.WISH))
          .as(made)
          .hasMessageContaining("invoices-onchain-fallback");
    }
  }

  @Test
  void tellsWhoItIsAndFlagsDualFunding() throws Exception {
    server.on(INFO, 201, info("regtest", "08a0000a0a69a2", ""));
    server.on(INFO, 201, info("regtest", "0898882a8a59a1", ",\"warning_bitcoind_sync\":\"x\""));
    server.on(INFO, 201, info("bitcoin", "", ""));
    assertThat(node.identity())
        .isEqualTo(
            new NodeIdentity(
                Sample.KEY.node(),
                "SILENTARTIST",
                "Core Lightning v25.05",
                LightningNetwork.REGTEST,
                110,
                true));
    NodeIdentity flagged = node.identity();
    assertThat(flagged.program()).isEqualTo("Core Lightning v25.05, with experimental-dual-fund");
    assertThat(flagged.isSynced()).isFalse();
    Sample.assertFails(node::identity, Kind.WRONG_CHAIN, "runs on Bitcoin");
    assertThat(node.label()).isEqualTo("Core Lightning at " + server.uri());
  }

  private static String channel(String state, String id, boolean connected) {
    return """
        {"peer_id":"x","peer_connected":%s,"state":"%s",%s"opener":"local","features":[],
         "to_us_msat":900000,"total_msat":2000000,"spendable_msat":700000,
         "receivable_msat":600000}"""
        .formatted(connected, state, id);
  }

  @Test
  void countsOnlyChannelsThatAreOpenAndInABlock() throws Exception {
    String id = "\"short_channel_id\":\"110x1x0\",";
    server.on(
        "POST /v1/listpeerchannels",
        201,
        "{\"channels\":["
            + String.join(
                ",",
                channel("CHANNELD_NORMAL", id, true),
                channel("CHANNELD_NORMAL", id, false),
                channel("CHANNELD_NORMAL", "", true),
                channel("DUALOPEND_AWAITING_LOCKIN", "", true),
                channel("CHANNELD_AWAITING_SPLICE", id, true),
                channel("CHANNELD_SHUTTING_DOWN", id, true),
                channel("ONCHAIN", id, true))
            + "]}");
    server.on(
        "POST /v1/listfunds",
        201,
        """
        {"channels":[],"outputs":[
         {"amount_msat":1000000,"status":"confirmed","reserved":false},
         {"amount_msat":1000000,"status":"confirmed","reserved":true},
         {"amount_msat":1000000,"status":"unconfirmed","reserved":false}]}""");
    assertThat(node.funds()).isEqualTo(new ChannelFunds(3_600_000, 700_000, 600_000, 1_000));
  }

  @Test
  void amountsThatAreTextAreOfAnOlderNode() {
    server.on(
        "POST /v1/listpeerchannels",
        201,
        "{\"channels\":["
            + channel("CHANNELD_NORMAL", "\"short_channel_id\":\"1x1x1\",", true)
                .replace("900000", "\"900000msat\"")
            + "]}");
    Sample.assertFails(node::funds, Kind.MALFORMED, "“to_us_msat”");
  }

  @Test
  void aWrongRuneIsToldWithoutShowingIt() {
    server
        .on(INFO, 401, "{\"code\":1502,\"message\":\"Not authorized: " + Sample.SECRET + "\"}")
        .on(INFO, 403, "{\"code\":1501,\"message\":\"Not authorized: Missing rune\"}")
        .on(INFO, 500, "{\"code\":null,\"message\":\"Connection refused\",\"data\":null}")
        .on(INFO, 404, "{\"code\":-32601,\"message\":\"Unknown command\"}")
        .on(INFO, 404, "<html>")
        .breaks(INFO);
    Sample.assertFails(node::identity, Kind.UNREACHABLE, "refuses our rune", "<key>");
    Sample.assertFails(node::identity, Kind.UNREACHABLE, "refuses our rune");
    Sample.assertFails(node::identity, Kind.UNREACHABLE, "Connection refused");
    Sample.assertFails(node::identity, Kind.REFUSED, "does not know getinfo");
    Sample.assertFails(node::identity, Kind.UNREACHABLE, "HTTP 404");
    Sample.assertFails(node::identity, Kind.UNREACHABLE);
  }

  @Test
  void itsOwnCertificateIsTakenOnlyWhereItIsPinned(@TempDir Path folder) throws Exception {
    OwnCertificate certificate = OwnCertificate.make(folder);
    try (ReplayedNode tls = ReplayedNode.encrypted(certificate.context())) {
      tls.on(INFO, 201, info("regtest", "", ""));
      assertThat(at(tls, certificate.fingerprint()).identity().height()).isEqualTo(110);
      Sample.assertFails(at(tls, "")::identity, Kind.UNREACHABLE, "no authority vouches for");
    }
  }
}
