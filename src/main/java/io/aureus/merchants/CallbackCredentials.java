package io.aureus.merchants;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a callback is authenticated with, opened for the moment of sending. */
public interface CallbackCredentials {
  /**
   * @param token value of the {@code Callback-Token} header
   * @param secret HMAC key of the {@code Signature} header
   */
  record Pair(String token, String secret) {
    @Override
    public String toString() {
      return "Pair[hidden]";
    }
  }

  /** The merchant's own callback token and secret, where they are set up. */
  Optional<Pair> of(MerchantId merchant);

  /** The API key in clear, for the {@code Api-Key} header of its orders; empty once revoked. */
  Optional<String> apiKey(@Nullable Long apiKeyId);
}
