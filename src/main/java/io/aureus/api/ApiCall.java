package io.aureus.api;

import io.aureus.merchants.Caller;
import io.aureus.merchants.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * A request whose sender is proved and may do what he asks.
 *
 * @param idempotencyRef what an order made by it carries; null without an {@code Idempotency-Key}
 */
record ApiCall(Caller caller, ApiRequest request, @Nullable String idempotencyRef) {
  MerchantId merchant() {
    return caller.merchant();
  }

  Fields body() {
    return Fields.parse(request.body());
  }

  QueryValues query() {
    return QueryValues.parse(request.query());
  }
}
