package io.aureus.chains;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.money.CatalogueFile;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** How Electrum servers are named in the settings. */
class ElectrumAddressTest {
  private static final String PIN = "ab".repeat(32);

  @Test
  void anAddressIsReadWithItsFingerprintInAnyUsualSpelling() {
    assertThat(ElectrumAddress.parse("ssl://electrum.example:50002"))
        .isEqualTo(new ElectrumAddress(true, "electrum.example", 50_002, ""));
    assertThat(ElectrumAddress.parse("ssl://127.0.0.1:50002#sha256-" + PIN).pin()).isEqualTo(PIN);
    String colons = PIN.toUpperCase(Locale.ROOT).replaceAll("(..)(?=.)", "$1:");
    assertThat(ElectrumAddress.parse("ssl://a.example:1#sha256-" + colons).pin()).isEqualTo(PIN);
    assertThat(ElectrumAddress.parse("tcp://a.onion:50001").label())
        .isEqualTo("tcp://a.onion:50001");
  }

  @Test
  void whatIsNoAddressIsRefusedWithWhatWouldBeRight() {
    for (String wrong :
        List.of("a.example:50002", "https://a.example", "ssl://a.example", "ssl://u@a.example:1")) {
      assertThatThrownBy(() -> ElectrumAddress.parse(wrong))
          .hasMessageContaining("ssl://host:port");
    }
    assertThatThrownBy(() -> ElectrumAddress.parse("ssl://a.example:1#" + PIN))
        .hasMessageContaining("sha256-");
    assertThatThrownBy(() -> ElectrumAddress.parse("tcp://a.example:1#sha256-" + PIN))
        .hasMessageContaining("no fingerprint");
  }

  @Test
  void serversStandInPlaceOfNodesAndEachIsNamedOnce() {
    List<String> two = List.of("ssl://a.example:1", "ssl://b.example:1");
    assertThat(ChainSettings.ofElectrum(two, "mainnet").electrumServers()).hasSize(2);
    assertThatThrownBy(
            () -> ChainSettings.ofElectrum(List.of(two.get(0), two.get(0) + "/"), "mainnet"))
        .hasMessageContaining("one server twice");
    assertThatThrownBy(() -> ChainSettings.ofElectrum(List.of(), "mainnet"))
        .hasMessageContaining("needs at least one");
  }

  @Test
  void anEthereumChainHasNoSuchServers() {
    ChainsSettings settings =
        new ChainsSettings(
            Map.of("eth", ChainSettings.ofElectrum(List.of("ssl://a.example:1"), "simulated")));
    Adapters adapters = new Adapters(List.of(), CatalogueFile.read(settings.choices()), settings);
    assertThatThrownBy(() -> adapters.observed("ETH"))
        .hasMessageContaining("aureus.chains.eth.electrum")
        .hasMessageContaining("name nodes in rpc");
  }

  @Test
  void theSettingIsReadAsItStandsInTheGuide() {
    String text = "ssl://a.example:50002#sha256-" + PIN + ",tcp://127.0.0.1:50001";
    ChainsSettings settings =
        new Binder(new MapConfigurationPropertySource(Map.of("aureus.chains.btc.electrum", text)))
            .bind("aureus", ChainsSettings.class)
            .get();
    assertThat(Objects.requireNonNull(settings.chains().get("BTC")).electrumServers())
        .containsExactly(
            new ElectrumAddress(true, "a.example", 50_002, PIN),
            new ElectrumAddress(false, "127.0.0.1", 50_001, ""));
    Map<String, String> both =
        Map.of("aureus.chains.btc.electrum", text, "aureus.chains.btc.rpc", "http://127.0.0.1:1");
    assertThatThrownBy(
            () ->
                new Binder(new MapConfigurationPropertySource(both))
                    .bind("aureus", ChainsSettings.class))
        .hasRootCauseMessage(
            "aureus.chains.<code>.electrum stands in place of rpc: name nodes of your own or"
                + " Electrum servers, not both");
  }
}
