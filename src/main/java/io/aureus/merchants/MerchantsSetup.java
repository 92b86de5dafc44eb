package io.aureus.merchants;

import io.aureus.keys.SecretBox;
import io.aureus.money.Catalogue;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Names the beans of this room. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({AccessSettings.class, DepthBounds.class})
class MerchantsSetup {
  @Bean
  MerchantDirectory merchantDirectory(
      JdbcClient jdbc, Catalogue catalogue, ShortMemory<MerchantId, Merchant> merchantMemory) {
    return new MerchantDirectory(new MerchantRows(jdbc), catalogue, merchantMemory);
  }

  @Bean
  MerchantChanging merchantChanging(
      JdbcClient jdbc,
      ShortMemory<MerchantId, Merchant> merchantMemory,
      TransactionTemplate transactions) {
    return new MerchantChanging(new MerchantRows(jdbc), merchantMemory, transactions);
  }

  @Bean
  MerchantSettings merchantSettings(MerchantChanging changing, Catalogue catalogue) {
    return new MerchantSettings(changing, catalogue);
  }

  @Bean
  MerchantDepths merchantDepths(
      MerchantChanging changing, Catalogue catalogue, DepthBounds bounds) {
    return new MerchantDepths(changing, catalogue, bounds);
  }

  @Bean
  LightningNames lightningNames(
      JdbcClient jdbc, TransactionTemplate transactions, Clock clock, AccessSettings settings) {
    return new LightningNames(
        new LightningNameRows(jdbc),
        new MerchantRows(jdbc),
        transactions,
        clock,
        settings.keptNames());
  }

  @Bean
  Brandings brandings(JdbcClient jdbc, Clock clock, AccessSettings settings) {
    return new Brandings(new BrandingRows(jdbc), new ShortMemory<>(clock, settings.cache()), clock);
  }

  @Bean
  ShortMemory<MerchantId, Merchant> merchantMemory(Clock clock, AccessSettings settings) {
    return new ShortMemory<>(clock, settings.cache());
  }

  @Bean
  CredentialStore credentialStore(
      JdbcClient jdbc, SecretBox box, Clock clock, AccessSettings settings) {
    KeyRows keys = KeyRows.ofKeys(jdbc);
    KeyRows tokens = KeyRows.ofTokens(jdbc);
    return new CredentialStore(
        new CredentialStore.Rows(keys, tokens, new CallbackRows(jdbc), new MerchantRows(jdbc)),
        new Seals(box),
        new ShortMemory<>(clock, settings.cache()),
        new ShortMemory<>(clock, settings.cache()),
        new KnownHashes(keys, tokens, clock));
  }

  @Bean
  Secrets secrets(RandomGenerator random) {
    return new Secrets(random);
  }

  @Bean
  Credentials credentials(
      CredentialStore store, Secrets secrets, Clock clock, TransactionTemplate transactions) {
    return new Credentials(store, secrets, clock, transactions);
  }

  @Bean
  KeyCheck keyCheck(CredentialStore store, Clock clock) {
    return new KeyCheck(store, clock);
  }

  @Bean
  UsedSignatures usedSignatures(JdbcClient jdbc, TransactionTemplate transactions) {
    return new UsedSignatures(jdbc, transactions);
  }

  @Bean
  LastUses lastUses(CredentialStore store) {
    return new LastUses(store.keys(), store.tokens());
  }

  @Bean
  Authentication requestAuthentication(
      CredentialStore store,
      UsedSignatures used,
      LastUses lastUses,
      Clock clock,
      AccessSettings settings) {
    return new RequestAuthentication(store, used, lastUses, clock, settings);
  }

  @Bean
  Throttle signInThrottle(JdbcClient jdbc, Clock clock, TransactionTemplate transactions) {
    return new Throttle(new AttemptRows(jdbc), clock, transactions);
  }

  @Bean
  AccessCleaning accessCleaning(UsedSignatures used, Throttle throttle, Clock clock) {
    return new AccessCleaning(used, throttle, clock);
  }

  @Bean
  Passwords passwords() {
    return new Passwords();
  }

  @Bean
  SecondFactors secondFactors(
      JdbcClient jdbc,
      SecretBox box,
      Secrets secrets,
      Clock clock,
      TransactionTemplate transactions) {
    return new SecondFactors(new FactorRows(jdbc), new Seals(box), secrets, clock, transactions);
  }

  @Bean
  People people(
      JdbcClient jdbc,
      Passwords passwords,
      Throttle throttle,
      SecondFactors secondFactors,
      Clock clock) {
    return new People(new PersonRows(jdbc), passwords, throttle, secondFactors, clock);
  }

  @Bean
  Registration registration(JdbcClient jdbc, Catalogue catalogue, Secrets secrets, Clock clock) {
    return new Registration(
        new PersonRows(jdbc), new MerchantRows(jdbc), catalogue, secrets, clock);
  }

  @Bean
  SetupToken setupToken(
      Registration registration,
      JdbcClient jdbc,
      Passwords passwords,
      Secrets secrets,
      Clock clock,
      TransactionTemplate transactions) {
    return new SetupToken(
        registration, new PersonRows(jdbc), passwords, secrets, clock, transactions);
  }

  @Bean
  Colleagues colleagues(
      JdbcClient jdbc, Secrets secrets, Clock clock, TransactionTemplate transactions) {
    return new Colleagues(
        new ColleagueRows(jdbc), new MerchantRows(jdbc), secrets, clock, transactions);
  }

  @Bean
  Invitations invitations(
      JdbcClient jdbc,
      People people,
      Passwords passwords,
      Clock clock,
      TransactionTemplate transactions) {
    return new Invitations(
        new ColleagueRows(jdbc), new PersonRows(jdbc), people, passwords, clock, transactions);
  }

  @Bean
  PayoutRights payoutRights(CredentialStore store, JdbcClient jdbc, Clock clock) {
    return new PayoutRights(store, new PersonRows(jdbc), new MerchantRows(jdbc), clock);
  }

  @Bean
  KeyGrants keyGrants(
      People people,
      Credentials credentials,
      CredentialStore store,
      Secrets secrets,
      Clock clock,
      AccessSettings settings) {
    return new KeyGrants(people, credentials, new AccessTokens(store, secrets, clock, settings));
  }

  @Bean
  @ConditionalOnProperty(name = "aureus.mode", havingValue = "demo")
  DemoMerchant demoMerchant(
      Registration registration,
      JdbcClient jdbc,
      Passwords passwords,
      Credentials credentials,
      TransactionTemplate transactions) {
    return new DemoMerchant(
        registration, new PersonRows(jdbc), passwords, credentials, transactions);
  }
}
