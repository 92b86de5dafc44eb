package io.aureus.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.errors.Refusal;
import io.aureus.money.Amount;
import io.aureus.money.Catalogue;
import io.aureus.testing.TestDatabase;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

@ExtendWith(OutputCaptureExtension.class)
class KeysSetupTest {
  private final TestDatabase database = TestDatabase.fresh();
  @TempDir Path folder;

  @Test
  void startsWithASeedOfItsOwnAndKeepsItOverARestart() {
    String[] first = new String[1];
    program()
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              first[0] = context.getBean(Derivation.class).addresses("evm", 0, 1).getFirst();
              assertThat(context.getBean(Seeds.class).wasShown()).isFalse();
            });
    program()
        .run(
            context ->
                assertThat(context.getBean(Derivation.class).addresses("evm", 0, 1))
                    .containsExactly(first[0]));
  }

  @Test
  void restoresTheWordsOfAFile() throws IOException {
    Path words = folder.resolve("words");
    Files.writeString(words, "test test test test test test\ntest test test test test junk\n");
    program()
        .withPropertyValues("aureus.keys.seed-words-file=" + words)
        .run(
            context ->
                assertThat(context.getBean(Derivation.class).addresses("evm", 0, 1))
                    .containsExactly("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"));
  }

  @Test
  void saysInWordsAloneWhyItDoesNotStart() throws IOException {
    program().run(context -> assertThat(context).hasNotFailed());
    Files.delete(folder.resolve("master.key"));
    program()
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("the master key is missing"));
  }

  @Test
  void takesTheLimitsOfThePolicyInEverySpelling() {
    program()
        .withPropertyValues("aureus.keys.policy.daycap.eth=1.5", "aureus.mode=live")
        .run(
            context -> {
              SpendingPolicy.Rules rules = context.getBean(SpendingPolicy.class).rules();
              assertThat(rules.dayCap().get("ETH")).hasToString(eth("1.5").toString());
              assertThat(rules.newDestinationDelay()).hasHours(24);
              assertThat(rules.stop()).isNull();
            });
    program()
        .withPropertyValues("aureus.mode=demo")
        .run(
            context ->
                assertThat(context.getBean(SpendingPolicy.class).rules().newDestinationDelay())
                    .isZero());
  }

  @Test
  void saysAtStartWhatNoCapOfADayBinds(CapturedOutput output) {
    program().withPropertyValues("aureus.mode=demo").run(context -> {});
    program()
        .withPropertyValues("aureus.mode=live", "aureus.keys.policy.day-cap.ETH=1")
        .run(context -> {});
    assertThat(output).doesNotContain("nothing limits");
    program().withPropertyValues("aureus.mode=live").run(context -> {});
    assertThat(output).containsOnlyOnce("evm: nothing limits what may leave in a day of ETH: set");
  }

  @Test
  void eachFamilyHasALineOfItsOwnWithTheAssetsThatNothingBinds() {
    Catalogue catalogue =
        new Catalogue(
            List.of(
                SignerFixture.COIN,
                SignerFixture.TOKEN,
                SignerFixture.BNB_COIN,
                SignerFixture.BITCOIN,
                SignerFixture.LITECOIN),
            Set.of("USD"));
    PolicySettings settings =
        SignerFixture.settings(
            Map.of("BTC", BigDecimal.ONE),
            Map.of("ETH", BigDecimal.ONE, "LTC", BigDecimal.ONE),
            Map.of(),
            null,
            false,
            "");
    assertThat(
            UncappedAssets.lines(SpendingLimits.of(settings, catalogue, Duration.ZERO), catalogue))
        .satisfiesExactly(
            evm -> assertThat(evm).contains("evm:", "in a day of USDT-ERC20, BNB: set"),
            bitcoin -> assertThat(bitcoin).contains("bitcoin:", "in a day of BTC: set"));
  }

  @Test
  void refusesALimitThatWouldGuardNothing() {
    for (String wrong :
        List.of(
            "payout-cap.EHT=1",
            "day-cap.ETH=-1",
            "approval-above.ETH=0.0000000000000000001",
            "cold-address=0x1234",
            "refund-cap.EHT=1",
            "refund-day-cap.ETH=-1",
            "fee-day-cap.EHT=1",
            "fee-cap=0")) {
      program()
          .withPropertyValues("aureus.keys.policy." + wrong)
          .run(
              context ->
                  assertThat(context.getStartupFailure())
                      .as(wrong)
                      .rootCause()
                      .hasMessageContaining("aureus.keys.policy."));
    }
  }

  @Test
  void refusesASignerOfItsOwnBesideASeed() {
    program()
        .withPropertyValues("aureus.keys.signer=/run/signer.sock")
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining("must be unix: and the path"));
    program().run(context -> assertThat(context).hasNotFailed());
    program()
        .withPropertyValues("aureus.keys.signer=unix:/run/signer.sock")
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining("holds a seed of its own"));
  }

  private static Amount eth(String decimal) {
    return Amount.ofDecimal(SignerFixture.COIN, new BigDecimal(decimal));
  }

  private ApplicationContextRunner program() {
    return new ApplicationContextRunner()
        .withUserConfiguration(KeysSetup.class)
        .withBean(Clock.class, Clock::systemUTC)
        .withBean(JdbcClient.class, database::jdbc)
        .withBean(Catalogue.class, () -> new Catalogue(List.of(SignerFixture.COIN), Set.of("USD")))
        .withBean(
            PlatformTransactionManager.class,
            () -> new DataSourceTransactionManager(database.dataSource()))
        .withBean(RandomGenerator.class, SecureRandom::new)
        .withPropertyValues("aureus.data=" + folder);
  }
}
