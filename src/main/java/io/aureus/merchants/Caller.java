package io.aureus.merchants;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who a request comes from, once proved.
 *
 * @param credential what rate limits are counted by: the key's or token's own id
 * @param apiKeyId the key that the request was made with; null for a signed request
 */
public record Caller(
    MerchantId merchant, String credential, @Nullable Long apiKeyId, Set<Scope> scopes) {

  /**
   * @throws Refusal with {@link ErrorCode#FORBIDDEN} where the credential lacks the scope
   */
  public void must(Scope scope) {
    if (!scopes.contains(scope)) {
      throw new Refusal(
          ErrorCode.FORBIDDEN, "this key may not do that: it lacks the scope " + scope);
    }
  }
}
