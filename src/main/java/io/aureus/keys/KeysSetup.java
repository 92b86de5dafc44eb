package io.aureus.keys;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans of this room. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({KeysSettings.class, AddressSettings.class, PolicySettings.class})
class KeysSetup {
  private static final Logger LOG = LoggerFactory.getLogger(KeysSetup.class);

  @Bean
  KeyRows keyRows(JdbcClient jdbc) {
    return new KeyRows(jdbc);
  }

  @Bean
  SecretBox secretBox(
      KeyRows rows,
      Clock clock,
      RandomGenerator random,
      KeysSettings settings,
      PlatformTransactionManager manager,
      ObjectProvider<OpenedKey> opened,
      @Value("${aureus.data:./data}") String dataFolder) {
    MasterKeys keys =
        new MasterKeys(settings, Path.of(dataFolder), PassphraseSource::console, random);
    OpenedBox box = new OpenedBox(rows, clock, random, new TransactionTemplate(manager));
    return orRefuse(() -> box.open(keys, Optional.ofNullable(opened.getIfAvailable())));
  }

  @Bean
  SpendingRules spendingRules(
      PolicySettings settings,
      KeysSettings keys,
      Catalogue catalogue,
      @Value("${aureus.mode:live}") String mode) {
    // Nobody waits a day in the demo.
    Duration delay = mode.equals("demo") ? Duration.ZERO : Duration.ofHours(24);
    SpendingLimits limits = orRefuse(() -> SpendingLimits.of(settings, catalogue, delay));
    // With a signer of its own these settings bind nothing, and that signer warns of its own.
    if (mode.equals("live") && keys.signer().isBlank()) {
      UncappedAssets.lines(limits, catalogue).forEach(LOG::warn);
    }
    return new SpendingRules(limits);
  }

  @Bean
  KeyParts keyParts(
      KeyRows rows,
      SecretBox box,
      Clock clock,
      RandomGenerator random,
      KeysSettings settings,
      AddressSettings addresses,
      Catalogue catalogue,
      SpendingRules rules,
      JdbcClient jdbc,
      PlatformTransactionManager manager) {
    Map<String, AddressSettings.Plan> coins = addresses.plans(catalogue);
    if (!settings.signer().isBlank()) {
      return orRefuse(() -> KeyParts.distant(rows, settings.signer().strip(), coins));
    }
    SeedKeeper keeper = new SeedKeeper(rows, box, Curve.best(), clock, random, coins);
    orRefuse(() -> seeded(keeper, settings));
    TransactionTemplate apart = new TransactionTemplate(manager);
    apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    StoredPolicy policy = new StoredPolicy(rules, new PolicyRows(jdbc), keeper, clock);
    Signer signer = new EvmSigner(keeper, new SigningRows(jdbc), policy, rules, apart, clock);
    Signer watched = new WatchedSigner(signer, new RefusalRows(jdbc), clock);
    return new KeyParts(watched, policy, keeper);
  }

  private static SeedKeeper seeded(SeedKeeper keeper, KeysSettings settings) {
    if (settings.seedWordsFile().isBlank()) {
      keeper.createIfAbsent();
    } else {
      keeper.restore(wordsIn(Path.of(settings.seedWordsFile())));
    }
    return keeper;
  }

  @Bean
  SeedSource seedSource(KeyParts parts) {
    return parts.seeds();
  }

  @Bean
  Signer signer(KeyParts parts) {
    return parts.signer();
  }

  @Bean
  SpendingPolicy spendingPolicy(KeyParts parts) {
    return parts.policy();
  }

  @Bean
  SignerPort signerPort(KeyParts parts, Catalogue catalogue) {
    return new SignerServer(
        new SignerCalls(parts.signer(), parts.policy(), parts.seeds(), catalogue));
  }

  /** What an operator can mend is said in words alone, without a stack trace. */
  private static <T> T orRefuse(Supplier<T> start) {
    try {
      return start.get();
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw new Refusal(ErrorCode.UNAVAILABLE, String.valueOf(e.getMessage()));
    }
  }

  private static List<String> wordsIn(Path file) {
    try {
      return List.of(Files.readString(file).strip().split("\\s+"));
    } catch (IOException e) {
      throw new IllegalStateException(
          "cannot read aureus.keys.seed-words-file " + file + ": " + e, e);
    }
  }
}
