package io.aureus.api;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.merchants.Caller;
import io.aureus.merchants.Merchants;
import io.aureus.merchants.Scope;

/**
 * Who may move money out, or see where it went: a signed request with the scope; an API key, which
 * travels with each request, only where the merchant has switched that on.
 */
final class PayoutAccess {
  private final Merchants merchants;

  PayoutAccess(Merchants merchants) {
    this.merchants = merchants;
  }

  boolean allows(Caller caller) {
    return caller.scopes().contains(Scope.PAYOUTS) && !isKeySwitchedOff(caller);
  }

  /**
   * @throws Refusal {@code FORBIDDEN} with how it would be allowed
   */
  void require(Caller caller) {
    if (isKeySwitchedOff(caller)) {
      throw new Refusal(
          ErrorCode.FORBIDDEN,
          "payouts by API-Key are switched off: sign the request with an API token, or let the"
              + " owner switch them on on the dashboard under Payouts, Options");
    }
    caller.must(Scope.PAYOUTS);
  }

  private boolean isKeySwitchedOff(Caller caller) {
    return caller.apiKeyId() != null && !merchants.known(caller.merchant()).keyPayouts();
  }
}
