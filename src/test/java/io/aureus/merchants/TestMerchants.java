package io.aureus.merchants;

import io.aureus.keys.SecretBox;
import io.aureus.keys.TestBox;
import io.aureus.money.Catalogue;
import io.aureus.money.CatalogueFile;
import io.aureus.testing.TestDatabase;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The room wired over a {@link TestDatabase} as in production, for tests of this room and of
 * others. Two of them on one database are two nodes.
 */
public final class TestMerchants implements AutoCloseable {
  public static final Catalogue CATALOGUE =
      CatalogueFile.read(Map.of("ETH", new CatalogueFile.Choice("simulated", 0, Map.of())));

  final TestDatabase database;
  final JdbcClient jdbc;
  final AccessSettings settings;
  final Secrets secrets = new Secrets(new SecureRandom());
  final MerchantsSetup setup = new MerchantsSetup();
  final ShortMemory<MerchantId, Merchant> memory;
  final MerchantDirectory directory;
  final MerchantSettings merchantSettings;
  final CredentialStore store;
  final Credentials credentials;
  final KeyCheck keyCheck;
  final UsedSignatures used;
  final LastUses lastUses;
  final Throttle throttle;
  final Authentication authentication;
  final Passwords passwords = new Passwords();
  final People people;
  private final SecondFactors factors;
  final Registration registration;
  final SetupToken setupToken;
  final KeyGrants keyGrants;
  final Colleagues colleagues;
  final Invitations invitations;
  final DemoMerchant demo;

  public TestMerchants(TestDatabase database, Clock clock) {
    this(database, clock, Duration.ofSeconds(5));
  }

  TestMerchants(TestDatabase database, Clock clock, Duration cache) {
    this.database = database;
    jdbc = database.jdbc();
    settings = new AccessSettings(Duration.ofMinutes(5), cache, Duration.ofHours(12), Set.of());
    SecretBox box = TestBox.under(7, new SecureRandom());
    var transactions = database.transactions();
    memory = setup.merchantMemory(clock, settings);
    directory = setup.merchantDirectory(jdbc, CATALOGUE, memory);
    merchantSettings =
        setup.merchantSettings(setup.merchantChanging(jdbc, memory, transactions), CATALOGUE);
    store = setup.credentialStore(jdbc, box, clock, settings);
    credentials = setup.credentials(store, secrets, clock, transactions);
    keyCheck = setup.keyCheck(store, clock);
    used = setup.usedSignatures(jdbc, transactions);
    lastUses = setup.lastUses(store);
    throttle = setup.signInThrottle(jdbc, clock, transactions);
    authentication = setup.requestAuthentication(store, used, lastUses, clock, settings);
    factors = setup.secondFactors(jdbc, box, secrets, clock, transactions);
    people = setup.people(jdbc, passwords, throttle, factors, clock);
    registration = setup.registration(jdbc, CATALOGUE, secrets, clock);
    setupToken = setup.setupToken(registration, jdbc, passwords, secrets, clock, transactions);
    keyGrants = setup.keyGrants(people, credentials, store, secrets, clock, settings);
    colleagues = setup.colleagues(jdbc, secrets, clock, transactions);
    invitations = setup.invitations(jdbc, people, passwords, clock, transactions);
    demo = setup.demoMerchant(registration, jdbc, passwords, credentials, transactions);
  }

  public Merchants merchants() {
    return directory;
  }

  public Credentials credentials() {
    return credentials;
  }

  public Authentication authentication() {
    return authentication;
  }

  SecondFactors secondFactors() {
    return factors;
  }

  public DemoMerchant demo() {
    return demo;
  }

  /** A merchant without people or keys. */
  public MerchantId newMerchant(String name) {
    Merchant merchant =
        new Merchant(
            secrets.merchantId(),
            name,
            CATALOGUE.assets().stream().map(asset -> asset.code()).toList(),
            0,
            50,
            false,
            "");
    new MerchantRows(jdbc).add(merchant, Instant.parse("2026-01-01T00:00:00Z"));
    return merchant.id();
  }

  @Override
  public void close() {
    used.close();
  }
}
