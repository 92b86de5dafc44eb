package io.aureus.callbacks;

import io.aureus.merchants.CallbackCredentials;
import io.aureus.merchants.MerchantId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A merchant who has set up no callback authentication. */
final class NoSecrets implements CallbackCredentials {
  @Override
  public Optional<Pair> of(MerchantId merchant) {
    return Optional.empty();
  }

  @Override
  public Optional<String> apiKey(@Nullable Long apiKeyId) {
    return Optional.empty();
  }
}
