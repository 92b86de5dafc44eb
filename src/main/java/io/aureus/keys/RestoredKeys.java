package io.aureus.keys;

import io.aureus.money.Catalogue;
import java.time.Clock;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The keys of a back-up, for commands that start no application. */
public final class RestoredKeys {
  private final KeyRows rows;
  private final JdbcClient jdbc;
  private final KeysSettings settings;
  private final AddressSettings addresses;

  /**
   * @param jdbc where the back-up's rows are
   * @param environment the operator's settings
   */
  public RestoredKeys(JdbcClient jdbc, Environment environment) {
    Binder binder = Binder.get(environment);
    this.rows = new KeyRows(jdbc);
    this.jdbc = jdbc;
    this.settings = binder.bindOrCreate("aureus.keys", KeysSettings.class);
    this.addresses = binder.bindOrCreate("aureus.keys.addresses", AddressSettings.class);
  }

  /**
   * Addresses of the seed in this database, or of the signer that a setting names.
   *
   * @param masterKey that the seed is sealed under
   * @param catalogue whose networks say how addresses are written
   * @return throws an {@link IllegalStateException} in words for the operator, where it cannot
   *     derive
   */
  public Derivation derivation(
      byte[] masterKey, Catalogue catalogue, Clock clock, RandomGenerator random) {
    Map<String, AddressSettings.Plan> coins = addresses.plans(catalogue);
    Derivation derivation =
        isDistant()
            ? distant(coins).seeds()
            : new SeedKeeper(
                rows, new AesGcmBox(masterKey, random), Curve.best(), clock, random, coins);
    return (family, from, count) -> {
      try {
        return derivation.addresses(family, from, count);
      } catch (IllegalStateException | IllegalArgumentException e) {
        throw new IllegalStateException(
            "the addresses of %s that the old machine may have given cannot be worked out (%s): set"
                    .formatted(family, e.getMessage())
                + " AUREUS_CHAINS_… and AUREUS_KEYS_… as they were where the back-up was made, and"
                + " run the restore again",
            e);
      }
    };
  }

  private boolean isDistant() {
    return !settings.signer().isBlank();
  }

  private KeyParts distant(Map<String, AddressSettings.Plan> coins) {
    return KeyParts.distant(rows, settings.signer().strip(), coins);
  }

  /**
   * Stops all signing until a person resumes it: what was signed since the back-up is unknown. A
   * signer of its own is asked to stop as well.
   *
   * @throws io.aureus.errors.Refusal where that signer does not answer
   */
  public void stopSigning(String reason) {
    if (isDistant()) {
      distant(Map.of()).policy().setKillSwitch(true, reason, "restore");
    }
    jdbc.sql(
            """
            update signing_stop set stopped = true, reason = ?, changed_by = 'restore',
              changed_at = now()
            """)
        .param(reason)
        .update();
  }
}
