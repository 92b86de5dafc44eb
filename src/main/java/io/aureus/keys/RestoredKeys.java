package io.aureus.keys;

import io.aureus.money.Catalogue;
import java.time.Clock;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The seed of a back-up, for commands that start no application. */
public final class RestoredKeys {
  private RestoredKeys() {}

  /**
   * Addresses of the seed in this database, or of the signer that a setting names.
   *
   * @param masterKey that the seed is sealed under
   * @param catalogue whose networks say how addresses are written
   * @return throws an {@link IllegalStateException} in words for the operator, where it cannot
   *     derive
   */
  public static Derivation derivation(
      JdbcClient jdbc,
      byte[] masterKey,
      Environment environment,
      Catalogue catalogue,
      Clock clock,
      RandomGenerator random) {
    KeyRows rows = new KeyRows(jdbc);
    KeysSettings settings = Binder.get(environment).bindOrCreate("aureus.keys", KeysSettings.class);
    Map<String, AddressSettings.Plan> coins =
        Binder.get(environment)
            .bindOrCreate("aureus.keys.addresses", AddressSettings.class)
            .plans(catalogue);
    Derivation derivation =
        settings.signer().isBlank()
            ? new SeedKeeper(
                rows, new AesGcmBox(masterKey, random), Curve.best(), clock, random, coins)
            : KeyParts.distant(rows, settings.signer().strip(), coins).seeds();
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

  /**
   * Stops all signing until a person resumes it: what was signed since the back-up is unknown. A
   * signer of its own is asked to stop as well.
   *
   * @throws io.aureus.errors.Refusal where that signer does not answer
   */
  public static void stopSigning(JdbcClient jdbc, Environment environment, String reason) {
    KeysSettings settings = Binder.get(environment).bindOrCreate("aureus.keys", KeysSettings.class);
    if (!settings.signer().isBlank()) {
      KeyParts.distant(new KeyRows(jdbc), settings.signer().strip(), Map.of())
          .policy()
          .setKillSwitch(true, reason, "restore");
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
