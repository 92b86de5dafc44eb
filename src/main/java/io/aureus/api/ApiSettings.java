package io.aureus.api;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param mirrorStatus whether a business error's code is the HTTP status too; otherwise such
 *     replies are HTTP 200, which is what the shop plugins were written against
 * @param ratePerMinute requests that one credential may make in a minute, 1 or more
 * @param rateBurst how many of them may come at once, 1 or more
 * @param loginsPerMinute how often one remote address may ask for a key by password, and how often
 *     it may start anew at once
 * @param verifiesPerMinute how often one remote address may ask whether a key is valid
 * @param wrongKeysPerMinute how many requests with a key or token that is not good one remote
 *     address may make before such requests are refused unread
 * @param idempotencyKeep how long the answer to an {@code Idempotency-Key} is kept, 24 h or more
 */
@ConfigurationProperties("aureus.api")
record ApiSettings(
    @DefaultValue("false") boolean mirrorStatus,
    @DefaultValue("600") int ratePerMinute,
    @DefaultValue("600") int rateBurst,
    @DefaultValue("10") int loginsPerMinute,
    @DefaultValue("120") int verifiesPerMinute,
    @DefaultValue("60") int wrongKeysPerMinute,
    @DefaultValue("48h") Duration idempotencyKeep) {
  ApiSettings {
    positive("rate-per-minute", ratePerMinute);
    positive("rate-burst", rateBurst);
    positive("logins-per-minute", loginsPerMinute);
    positive("verifies-per-minute", verifiesPerMinute);
    positive("wrong-keys-per-minute", wrongKeysPerMinute);
    if (idempotencyKeep.compareTo(Duration.ofHours(24)) < 0) {
      throw new IllegalArgumentException("aureus.api.idempotency-keep must be 24h or more");
    }
  }

  private static void positive(String key, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("aureus.api." + key + " must be 1 or more");
    }
  }
}
