package io.aureus.chains.lightning.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.lightning.ChannelFunds;
import io.aureus.chains.lightning.InvoiceWish;
import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.lightning.NodeIdentity;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.money.Sha256;
import io.aureus.testing.OwnCertificate;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An LND's documented answers, replayed: who it is, what it has, and how it makes invoices. */
class LndNodeTest {
  private static final String ADD = "POST /v1/invoices";
  private static final String INFO = "GET /v1/getinfo";

  private ReplayedNode server;
  private LightningNode node;

  @BeforeEach
  void start() throws IOException {
    server = ReplayedNode.start();
    node = LightningNodes.LND.at(Sample.access(server.uri(), "", Sample.clock()));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String added(String invoice, String hash) {
    return """
        {"r_hash":"%s","payment_request":"%s","add_index":"7","payment_addr":"AAAA"}"""
        .formatted(Sample.base64(hash), invoice);
  }

  private static String info(String network) {
    return """
        {"version":"0.19.3-beta commit=v0.19.3-beta","commit_hash":"cd0e",
         "identity_pubkey":"%s","alias":"shop","num_active_channels":2,
         "block_height":901234,"synced_to_chain":true,"synced_to_graph":false,
         "chains":[{"chain":"bitcoin","network":"%s"}]}"""
        .formatted(Sample.KEY.node(), network);
  }

  @Test
  void makesAnInvoiceAsWished() throws Exception {
    server.on(ADD, 200, added(Sample.signed(Sample.WISH), Sample.hash()));
    assertThat(node.make(Sample.WISH).text()).isEqualTo(Sample.signed(Sample.WISH));
    ReplayedNode.Asked asked = server.asked.getFirst();
    assertThat(asked.body())
        .contains("\"value_msat\":\"21000000\"", "\"expiry\":\"900\"", "\"memo\":\"Order 17\"")
        .contains("\"private\":true");
    assertThat(asked.headers().getFirst("Grpc-Metadata-macaroon")).isEqualTo(Sample.SECRET);
  }

  @Test
  void putsTheHashOfADescriptionInBase64() throws Exception {
    InvoiceWish wish = Sample.hashedWish();
    server.on(ADD, 200, added(Sample.signed(wish), Sample.hash()));
    assertThat(node.make(wish).isFor(wish.description())).isTrue();
    String hash = Sample.base64(Sha256.hex(wish.description()));
    assertThat(server.asked.getFirst().body())
        .contains("\"description_hash\":\"" + hash + "\"")
        .doesNotContain("memo");
  }

  @Test
  void refusesAnInvoiceThatIsNotWhatWasWished() {
    String other = added(Sample.signed(Sample.wish(21_000_001)), Sample.hash());
    String mainnet = added(Sample.signed(Sample.WISH, LightningNetwork.MAINNET), Sample.hash());
    server
        .on(ADD, 200, other)
        .on(ADD, 200, mainnet)
        .on(ADD, 200, added(Sample.signed(Sample.WISH), "00".repeat(32)))
        .on(ADD, 200, added(Sample.signed(Sample.hashedWish()), Sample.hash()))
        .on(ADD, 200, "{\"payment_request\":\"lnbcrt1\"}")
        .on(ADD, 200, "[]");
    Sample.assertFails(() -> node.make(Sample.WISH), Kind.MALFORMED, "another amount");
    Sample.assertFails(() -> node.make(Sample.WISH), Kind.MALFORMED, "an invoice of Bitcoin");
    Sample.assertFails(() -> node.make(Sample.WISH), Kind.MALFORMED, "another payment hash");
    Sample.assertFails(() -> node.make(Sample.WISH), Kind.MALFORMED, "something else");
    Sample.assertFails(() -> node.make(Sample.WISH), Kind.MALFORMED, "“r_hash”");
    Sample.assertFails(() -> node.make(Sample.WISH), Kind.MALFORMED, "no object");
  }

  @Test
  void tellsWhoItIs() throws Exception {
    server.on(INFO, 200, info("regtest")).on(INFO, 200, info("mainnet"));
    assertThat(node.identity())
        .isEqualTo(
            new NodeIdentity(
                Sample.KEY.node(),
                "shop",
                "LND 0.19.3-beta commit=v0.19.3-beta",
                LightningNetwork.REGTEST,
                901_234,
                true));
    Sample.assertFails(() -> node.identity(), Kind.WRONG_CHAIN, "runs on Bitcoin");
    assertThat(node.label()).isEqualTo("LND at " + server.uri());
  }

  @Test
  void countsOnlyActiveChannelsBeyondTheirReserves() throws Exception {
    server.on(
        "GET /v1/balance/channels",
        200,
        """
        {"balance":"900","local_balance":{"sat":"900","msat":"900250"},
         "remote_balance":{"sat":"5","msat":"5000"},
         "unsettled_local_balance":{"sat":"3","msat":"3000"},
         "unsettled_remote_balance":{"sat":"7","msat":"7000"}}""");
    server.on(
        "GET /v1/channels",
        200,
        """
        {"channels":[
         {"active":true,"local_balance":"700","remote_balance":"40",
          "local_constraints":{"chan_reserve_sat":"100"},
          "remote_constraints":{"chan_reserve_sat":"100"}},
         {"active":true,"local_balance":"50","remote_balance":"900",
          "local_constraints":{"chan_reserve_sat":"100"},
          "remote_constraints":{"chan_reserve_sat":"100"}},
         {"active":false,"local_balance":"5000","remote_balance":"5000",
          "local_constraints":{"chan_reserve_sat":"1"},
          "remote_constraints":{"chan_reserve_sat":"1"}}]}""");
    server.on(
        "GET /v1/balance/blockchain",
        200,
        "{\"total_balance\":\"91\",\"confirmed_balance\":\"81\",\"unconfirmed_balance\":\"10\"}");
    assertThat(node.funds()).isEqualTo(new ChannelFunds(907_250, 600_000, 800_000, 81));
  }

  @Test
  void aWrongMacaroonIsToldWithoutShowingIt() {
    server.on(
        INFO,
        500,
        """
        {"code":2,"message":"verification failed: signature mismatch after %s","details":[]}"""
            .formatted(Sample.SECRET));
    server.on(INFO, 403, "{\"code\":7,\"message\":\"permission denied\",\"details\":[]}");
    server.on(INFO, 500, "{\"code\":2,\"message\":\"permission denied\",\"details\":[]}");
    server.on(INFO, 500, "{\"code\":2,\"message\":\"wallet locked, unlock it\",\"details\":[]}");
    server.on(
        INFO,
        500,
        """
        {"code":2,"message":"waiting to start, RPC services not available","details":[]}""");
    server.on(INFO, 502, "<html>a proxy</html>");
    Sample.assertFails(() -> node.identity(), Kind.UNREACHABLE, "refuses our macaroon", "<key>");
    Sample.assertFails(() -> node.identity(), Kind.UNREACHABLE, "refuses our macaroon");
    Sample.assertFails(() -> node.identity(), Kind.UNREACHABLE, "refuses our macaroon");
    Sample.assertFails(() -> node.identity(), Kind.UNREACHABLE, "is not ready yet");
    Sample.assertFails(() -> node.identity(), Kind.UNREACHABLE, "is not ready yet");
    Sample.assertFails(() -> node.identity(), Kind.UNREACHABLE, "HTTP 502");
  }

  @Test
  void whatIsNoAnswerIsToldAsSuch() {
    server
        .on(INFO, 200, info("regtest").replace("901234", "\"901234\""))
        .on(INFO, 200, info("regtest").replace("true", "1"))
        .on(INFO, 200, info("regtest").replace("\"alias\"", "\"version\""))
        .on(INFO, 200, "{\"a\":\"" + "x".repeat(100_000) + "\"}")
        .breaks(INFO);
    Sample.assertFails(() -> node.identity(), Kind.MALFORMED, "“block_height”");
    Sample.assertFails(() -> node.identity(), Kind.MALFORMED, "“synced_to_chain”");
    Sample.assertFails(() -> node.identity(), Kind.MALFORMED, "no JSON");
    Sample.assertFails(() -> node.identity(), Kind.TOO_MUCH, "max-response");
    Sample.assertFails(() -> node.identity(), Kind.UNREACHABLE, "cannot be reached");
  }

  @Test
  void itsOwnCertificateIsTakenOnlyWhereItIsPinned(@TempDir Path folder) throws Exception {
    OwnCertificate certificate = OwnCertificate.make(folder);
    try (ReplayedNode tls = ReplayedNode.encrypted(certificate.context())) {
      tls.on(INFO, 200, info("regtest"));
      assertThat(pinned(tls, certificate.fingerprint()).identity().alias()).isEqualTo("shop");
      LightningNode unknown = pinned(tls, "");
      Sample.assertFails(unknown::identity, Kind.UNREACHABLE, "no authority vouches for");
      LightningNode other = pinned(tls, "00".repeat(32));
      Sample.assertFails(other::identity, Kind.UNREACHABLE, "another certificate");
      Sample.assertFails(() -> other.after("3"), Kind.UNREACHABLE, "another certificate");
      assertThat(tls.asked).hasSize(1);
    }
  }

  private static LightningNode pinned(ReplayedNode server, String pin) {
    return LightningNodes.LND.at(Sample.access(server.uri(), pin, Sample.clock()));
  }

  @Test
  void whereToFindItIsCheckedFirst() {
    assertThat(Sample.access(server.uri(), "", Sample.clock()).toString())
        .doesNotContain(Sample.SECRET);
    for (String odd : new String[] {"ftp://a:1", "http://u:p@a:1", "http://a:1/?q", "a:1"}) {
      assertThatThrownBy(() -> Sample.access(URI.create(odd), "", Sample.clock()))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> pinned(server, "00".repeat(32)))
        .hasMessageContaining("only with https");
  }
}
