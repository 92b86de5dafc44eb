package io.aureus.api;

import io.aureus.web.RateLimits;
import java.time.Clock;

/** The rate limits of the API. */
final class ApiLimits {
  private final RateLimits requests;
  private final RateLimits logins;
  private final RateLimits verifies;
  private final RateLimits strangers;

  ApiLimits(Clock clock, ApiSettings settings) {
    requests = new RateLimits(clock, settings.ratePerMinute(), settings.rateBurst(), "this key");
    logins = perMinute(clock, settings.loginsPerMinute());
    verifies = perMinute(clock, settings.verifiesPerMinute());
    int wrong = settings.wrongKeysPerMinute();
    strangers = new RateLimits(clock, wrong, wrong, "this address with keys that are not good");
  }

  /** By credential. */
  RateLimits requests() {
    return requests;
  }

  /** By remote address. */
  RateLimits logins() {
    return logins;
  }

  /** By remote address. */
  RateLimits verifies() {
    return verifies;
  }

  /** Requests that proved nothing, by remote address. */
  RateLimits strangers() {
    return strangers;
  }

  private static RateLimits perMinute(Clock clock, int rate) {
    return new RateLimits(clock, rate, rate, "this address");
  }
}
