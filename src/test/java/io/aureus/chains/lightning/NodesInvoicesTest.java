package io.aureus.chains.lightning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However strict we are: what the nodes of people write is read. */
class NodesInvoicesTest {
  private static final List<Bolt11.Example> ALL = Bolt11.lines("nodes.txt");

  static List<Bolt11.Example> all() {
    return ALL;
  }

  @ParameterizedTest
  @MethodSource("all")
  void areRead(Bolt11.Example example) {
    Invoice invoice = read(example);
    assertThat(invoice.text()).isEqualTo(example.text());
    assertThat(invoice.terms().millisatoshi()).hasValue(Long.parseLong(example.name()));
  }

  /** What the gateway that we follow shows in its documentation. */
  @Test
  void oneOfLndSaysWhatItsMakerSays() {
    InvoiceTerms terms = read(ALL.getFirst()).terms();
    assertThat(terms.createdAt()).isEqualTo(Instant.parse("2024-04-26T10:39:47Z"));
    assertThat(terms.expiry()).hasDays(1);
    assertThat(terms.finalDelta()).isEqualTo(80);
    assertThat(terms.description()).matches("[0-9a-f]{32}");
  }

  /** The node's documentation tells its hash, and eclair's tests who signed. */
  @Test
  void othersSayWhatTheirMakersSay() {
    assertThat(ofNode("phoenixd").terms().paymentHash())
        .isEqualTo("f419207c9edde9021ebfb6bd0df6bd0a6606ecaf935357cc2f362e30835c3765");
    assertThat(ofNode("phoenixd").terms().description()).isEqualTo("my first invoice");
    Invoice eclair = ofNode("eclair-2020");
    assertThat(eclair.payee())
        .isEqualTo("03b207771ddba774e318970e9972da2491ff8e54f777ad0528b6526773730248a0");
    assertThat(eclair.terms().description()).isEqualTo("asd");
    Invoice lightning = ofNode("Core-Lightning");
    assertThat(lightning.terms().paymentSecret())
        .isEqualTo("82644944d3f70d42aad1d5f7b5d7a629e7afa30b529cc952a4c59fc0e3790ea2");
    assertThat(lightning.terms().expiresAt()).isEqualTo(Instant.ofEpochSecond(1_706_757_730));
  }

  private static Invoice ofNode(String node) {
    return read(ALL.stream().filter(one -> one.verdict().equals(node)).findFirst().orElseThrow());
  }

  private static Invoice read(Bolt11.Example example) {
    String text = example.text();
    LightningNetwork network =
        text.startsWith("lnbcrt") ? LightningNetwork.REGTEST : example.network();
    return Invoice.read(network, text);
  }
}
