package io.aureus.chains;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.evm.EvmSetupAccess;
import io.aureus.jobs.Job;
import io.aureus.jobs.Wakeups;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.CatalogueFile;
import io.aureus.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class ChainsSettingsTest {
  private static final String KEY = "http://user:s3cret@localhost:1/v3/4f2a9";

  @Test
  void everyConfiguredChainHasOneJobOfItsOwn() {
    TestDatabase database = TestDatabase.fresh();
    new ApplicationContextRunner()
        .withUserConfiguration(ChainsSetup.class, EvmSetupAccess.CONFIGURATION)
        .withBean(JdbcClient.class, database::jdbc)
        .withBean(TransactionTemplate.class, database::transactions)
        .withBean(Clock.class, Clock::systemUTC)
        .withBean(Wakeups.class, () -> job -> {})
        .withBean(
            Catalogue.class,
            () ->
                CatalogueFile.read(
                    Map.of(
                        "ETH", new CatalogueFile.Choice("simulated", 0, Map.of()),
                        "BNB", new CatalogueFile.Choice("simulated", 0, Map.of()))))
        .withPropertyValues(
            "aureus.chains.eth.rpc=http://localhost:1,http://localhost:2",
            "aureus.chains.eth.network=simulated",
            "aureus.chains.bnb.rpc=http://localhost:3",
            "aureus.chains.bnb.network=simulated",
            "aureus.chains.bnb.poll=700ms",
            "aureus.chains.bnb.unlisted=skip")
        .run(
            context -> {
              assertThat(context.getBeansOfType(Job.class).values())
                  .extracting(Job::name)
                  .containsExactlyInAnyOrder("observe-ETH", "observe-BNB");
              ChainsSettings settings = context.getBean(ChainsSettings.class);
              assertThat(settings.chains().get("ETH"))
                  .extracting(chain -> chain.endpoints().size(), chain -> chain.maxLogRange())
                  .containsExactly(2, 50);
              assertThat(settings.chains().get("BNB"))
                  .extracting(ChainSettings::poll, ChainSettings::unlisted)
                  .containsExactly(Duration.ofMillis(700), ChainSettings.Unlisted.SKIP);
              assertThat(settings.choices().get("BNB"))
                  .isEqualTo(new CatalogueFile.Choice("simulated", 0, Map.of()));
            });
  }

  @Test
  void aContractIsNamedWithOrWithoutItsHyphen() {
    String contract = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
    for (String code : List.of("USDT-ERC20", "usdterc20")) {
      Catalogue catalogue =
          CatalogueFile.read(
              Map.of("ETH", new CatalogueFile.Choice("sepolia", 0, Map.of(code, contract))));
      assertThat(catalogue.asset("USDT-ERC20")).map(Asset::contract).hasValue(contract);
    }
  }

  @Test
  void saysWhichSettingIsWrongAndNeverShowsAnEndpointsKey() {
    assertThatThrownBy(() -> ChainSettings.of(List.of(), "mainnet"))
        .hasMessageContaining("rpc")
        .hasMessageContaining("at least one URL");
    assertThatThrownBy(() -> ChainSettings.of(List.of("ftp://x/v3/4f2a9"), "mainnet"))
        .hasMessageContaining("rpc")
        .hasMessageNotContaining("4f2a9");
    assertThatThrownBy(() -> ChainSettings.of(List.of("http://x/v3/4f 2a9"), "mainnet"))
        .hasMessageNotContaining("2a9");
    ChainSettings settings = ChainSettings.of(List.of(KEY), "mainnet");
    assertThat(settings.toString()).doesNotContain("s3cret").doesNotContain("4f2a9");
    assertThat(new ChainsSettings(Map.of("eth", settings)).toString()).doesNotContain("4f2a9");
  }

  @Test
  void anExplorerIsAnHttpsAddressWithAPlaceForTheTransactionOrThereIsNone() {
    String hash = "ab".repeat(32);
    Explorers some =
        Explorers.of(
            new ChainsSettings(
                Map.of(
                    "btc", explored("https://explorer.example/tx/{tx}?lang=en"),
                    "ltc", ChainSettings.of(List.of(KEY), "mainnet"))));
    assertThat(some.page("BTC", hash)).hasValue("https://explorer.example/tx/" + hash + "?lang=en");
    assertThat(some.page("BTC", "\"><script>")).isEmpty();
    assertThat(some.page("LTC", hash)).isEmpty();
    for (String wrong :
        List.of(
            "http://explorer.example/tx/{tx}",
            "https://explorer.example/tx/",
            "https://explorer.example/{tx}/{tx}",
            "https://{tx}.example/",
            "https://user:word@explorer.example/{tx}",
            "https://explorer.example{tx}",
            "javascript:alert(1)//{tx}",
            "https:///{tx}",
            "{tx}")) {
      assertThatThrownBy(() -> explored(wrong)).as(wrong).hasMessageContaining("explorer");
    }
  }

  private static ChainSettings explored(String explorer) {
    ChainSettings plain = ChainSettings.of(List.of(KEY), "mainnet");
    return new ChainSettings(
        plain.rpc(),
        plain.cookie(),
        plain.electrum(),
        plain.zmq(),
        plain.network(),
        plain.confirmations(),
        plain.contracts(),
        plain.poll(),
        plain.maxLogRange(),
        plain.unlisted(),
        plain.timeout(),
        plain.maxResponse(),
        plain.startBehind(),
        plain.staleAfter(),
        plain.internal(),
        explorer,
        plain.lightning());
  }

  /** Otherwise every chain would stand still, or each payment fail, once it is running. */
  @Test
  void aSecretsFileThatIsNotThereRefusesTheStart() {
    String none = "file:/nowhere/at-all.macaroon";
    assertThatThrownBy(() -> new LightningSettings("lnd", "", none, "", true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "lightning.receiving-secret: /nowhere/at-all.macaroon cannot be read");
    assertThatThrownBy(() -> new LightningSettings("lnd", "", "0201", none, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lightning.paying-secret: /nowhere/at-all.macaroon cannot be read");
    assertThat(new LightningSettings("lnd", "", "0201", "", true).paying()).isEmpty();
  }
}
