package io.aureus.chains.lightning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aureus.chains.lightning.LightningRefusal.Kind;
import io.aureus.money.Chain;
import io.aureus.money.CoinAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** BOLT11's own examples: each is read as it says there, or refused for the reason it was made. */
class InvoiceTest {
  private static final String CAKES =
      "One piece of chocolate cake, one icecream cone, one pickle, one slice of swiss cheese, one"
          + " slice of salami, one lollypop, one piece of cherry pie, one sausage, one cupcake, and"
          + " one slice of watermelon";

  static List<Bolt11.Example> valid() {
    return Bolt11.valid();
  }

  static List<Bolt11.Example> invalid() {
    return Bolt11.invalid();
  }

  @ParameterizedTest
  @MethodSource("valid")
  void readsEveryExample(Bolt11.Example example) {
    Invoice invoice = example.read();
    assertThat(invoice.text()).isEqualTo(example.text().toLowerCase(Locale.ROOT));
    assertThat(invoice.terms().paymentSecret()).isEqualTo(Bolt11.SECRET);
    assertThat(invoice.terms().network()).isEqualTo(example.network());
    assertThat(invoice.payee().equals(Bolt11.NODE)).isEqualTo(!example.name().equals("larger-s"));
    if (!example.name().equals("pico")) {
      assertThat(invoice.terms().paymentHash()).isEqualTo(Bolt11.HASH);
      assertThat(invoice.terms().createdAt()).isEqualTo(Instant.ofEpochSecond(1496314658));
    }
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void refusesEveryOther(Bolt11.Example example) {
    assertThat(refusal(example.network(), example.text()).kind())
        .isEqualTo(Kind.valueOf(example.verdict()));
  }

  @ParameterizedTest
  @CsvSource({
    "donation, -1, 3600, 18",
    "coffee, 250000000, 60, 18",
    "nonsense, 250000000, 60, 18",
    "hashed, 2000000000, 3600, 18",
    "pico, 967878534, 604800, 10",
    "features, 2500000000, 3600, 18",
    "metadata, 1000000000, 3600, 18"
  })
  void readsAmountExpiryAndLockTime(String name, long amount, long expiry, int delta) {
    InvoiceTerms terms = Bolt11.example(name).read().terms();
    assertThat(terms.millisatoshi().orElse(-1)).isEqualTo(amount);
    assertThat(terms.expiry()).isEqualTo(Duration.ofSeconds(expiry));
    assertThat(terms.finalDelta()).isEqualTo(delta);
  }

  @Test
  void anInvoiceExpiresAtAnInstant() {
    Invoice coffee = Bolt11.example("coffee").read();
    Instant end = Instant.ofEpochSecond(1496314658 + 60);
    assertThat(coffee.isExpired(end.minusMillis(1))).isFalse();
    assertThat(coffee.isExpired(end)).isTrue();
  }

  @Test
  void readsWhatItIsFor() {
    Invoice nonsense = Bolt11.example("nonsense").read();
    assertThat(nonsense.terms().description()).isEqualTo("ナンセンス 1杯");
    assertThat(nonsense.isFor("ナンセンス 1杯")).isTrue();
    assertThat(nonsense.isFor("nonsense")).isFalse();
    Invoice hashed = Bolt11.example("hashed").read();
    assertThat(hashed.terms().description()).isNull();
    assertThat(hashed.isFor(CAKES)).isTrue();
    assertThat(hashed.isFor(CAKES + "s")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "testnet, testnet, mk2QpYatsKicvFVuTAQLBryyccRXMUaGHP",
    "route, mainnet, 1RustyRX2oai4EYYDpQGWvEL62BBGqN9T",
    "p2sh, mainnet, 3EktnHQD7RiAE6uzMj2ZifT9YgRrkSgzQX",
    "p2wpkh, mainnet, bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
    "p2wsh, mainnet, bc1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3qccfmv3",
    "p2tr, mainnet, bc1pptdvg0d2nj99568qn6ssdy4cygnwuxgw2ukmnwgwz7jpqjz2kszse2s3lm"
  })
  void readsTheAddressOnTheChain(String name, String network, String address) {
    Chain chain = new Chain("BTC", "Bitcoin", "bitcoin", network, 0, 2);
    List<FallbackAddress> fallbacks = Bolt11.example(name).read().terms().fallbacks();
    assertThat(fallbacks).hasSize(1);
    assertThat(CoinAddress.ofScript(chain, fallbacks.getFirst().script()).orElseThrow().text())
        .isEqualTo(address);
  }

  @Test
  void readsPrivateRoutes() {
    List<List<RouteHop>> routes = Bolt11.example("route").read().terms().routes();
    String node = "9e03a901b85534ff1e92c43c74431f7ce72046060fcf7a95c37e148f78c77255";
    assertThat(routes)
        .containsExactly(
            List.of(
                new RouteHop("02" + node, 0x0102030405060708L, 1, 20, 3),
                new RouteHop("03" + node, 0x030405060708090aL, 2, 30, 4)));
    assertThat(routes.getFirst().getFirst().channelText()).isEqualTo("66051x263430x1800");
    RouteHop store = Bolt11.example("pico").read().terms().routes().getFirst().getFirst();
    assertThat(store.channelText()).isEqualTo("589390x3312x1");
    assertThat(store.baseFee()).isEqualTo(1000);
    assertThat(store.partsFee()).isEqualTo(2500);
    assertThat(store.delta()).isEqualTo(40);
  }

  @Test
  void readsFeaturesAndMetadata() {
    assertThat(Bolt11.example("features").read().terms().features().numbers())
        .containsExactly(8, 14, 99);
    InvoiceTerms terms = Bolt11.example("metadata").read().terms();
    assertThat(terms.features().numbers()).containsExactly(8, 14, 48);
    assertThat(terms.metadata()).isEqualTo("01fafaf0");
  }

  @ParameterizedTest
  @CsvSource({
    "donation, TESTNET, Bitcoin,",
    "donation, REGTEST, begins with lnbc:,",
    "testnet, MAINNET, Bitcoin's test network,",
    "testnet, SIGNET, lntbs,"
  })
  void refusesAnotherNetworkByItsName(String name, LightningNetwork network, String words) {
    LightningRefusal refusal = refusal(network, Bolt11.example(name).text());
    assertThat(refusal.kind()).isEqualTo(Kind.NETWORK);
    assertThat(refusal.words()).contains(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "ln1", "lnbc1", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"})
  void refusesWhatIsNoInvoiceAtAll(String text) {
    assertThat(refusal(LightningNetwork.MAINNET, text)).isNotNull();
  }

  @Test
  void looksAtNothingThatIsTooLong() {
    LightningRefusal refusal = refusal(LightningNetwork.MAINNET, "l".repeat(Invoice.MOST + 1));
    assertThat(refusal.words()).contains("7089 at most");
  }

  @Test
  void knowsTheNetworksOfTheCatalogue() {
    assertThat(LightningNetwork.of("mainnet").prefix()).isEqualTo("lnbc");
    assertThat(LightningNetwork.of("testnet").prefix()).isEqualTo("lntb");
    assertThat(LightningNetwork.of("signet").prefix()).isEqualTo("lntbs");
    assertThat(LightningNetwork.of("regtest").prefix()).isEqualTo("lnbcrt");
    assertThat(LightningNetwork.of("simulated").prefix()).isEqualTo("lnbcrt");
  }

  private static LightningRefusal refusal(LightningNetwork network, String text) {
    return catchThrowableOfType(LightningRefusal.class, () -> Invoice.read(network, text));
  }
}
