package io.aureus.api;

import io.aureus.merchants.Caller;
import io.aureus.merchants.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * A request whose sender is proved and may do what he asks.
 *
 * @param id of its {@code Idempotency-Key}; null without one
 */
record ApiCall(Caller caller, ApiRequest request, IdempotencyRows.@Nullable Id id) {
  MerchantId merchant() {
    return caller.merchant();
  }

  Fields body() {
    return Fields.parse(request.body());
  }

  QueryValues query() {
    return QueryValues.parse(request.query());
  }

  /**
   * What an order made by it carries. It holds a part of the request's hash, so that a key that is
   * used anew, long after its answer was forgotten, makes a new order.
   */
  @Nullable String idempotencyRef() {
    return id == null ? null : id.path() + " " + id.hash().substring(0, 16) + " " + id.key();
  }

  /**
   * What a payout made by it carries: a key pays once and for ever, however late it comes again and
   * however its body is written then.
   */
  @Nullable String lastingRef() {
    return id == null ? null : id.path() + " " + id.key();
  }
}
