package io.aureus.keys;

import java.time.Clock;
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
   */
  public static Derivation derivation(
      JdbcClient jdbc,
      byte[] masterKey,
      Environment environment,
      Clock clock,
      RandomGenerator random) {
    KeyRows rows = new KeyRows(jdbc);
    KeysSettings settings = Binder.get(environment).bindOrCreate("aureus.keys", KeysSettings.class);
    return settings.signer().isBlank()
        ? new SeedKeeper(rows, new AesGcmBox(masterKey, random), Curve.best(), clock, random)
        : KeyParts.distant(rows, settings.signer().strip()).seeds();
  }

  /** Stops all signing until a person resumes it: what was signed since the back-up is unknown. */
  public static void stopSigning(JdbcClient jdbc, String reason) {
    jdbc.sql(
            """
            update signing_stop set stopped = true, reason = ?, changed_by = 'restore',
              changed_at = now()
            """)
        .param(reason)
        .update();
  }
}
