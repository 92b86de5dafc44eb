package io.aureus.api;

import java.time.Clock;

/** The three rate limits of the API. */
final class ApiLimits {
  private final RateLimits requests;
  private final RateLimits logins;
  private final RateLimits verifies;

  ApiLimits(Clock clock, ApiSettings settings) {
    requests = new RateLimits(clock, settings.ratePerMinute(), settings.rateBurst(), "this key");
    logins = perMinute(clock, settings.loginsPerMinute());
    verifies = perMinute(clock, settings.verifiesPerMinute());
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

  private static RateLimits perMinute(Clock clock, int rate) {
    return new RateLimits(clock, rate, rate, "this address");
  }
}
