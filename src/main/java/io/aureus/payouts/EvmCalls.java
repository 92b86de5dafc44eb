package io.aureus.payouts;

import io.aureus.chains.AccountNetwork.Call;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.EvmCall;
import io.aureus.money.Amount;

/** The calls whose gas is estimated, as the signer makes them. */
final class EvmCalls {
  private EvmCalls() {}

  static Call payment(String from, String to, Amount amount) {
    EvmCall call = EvmCall.transfer(amount.asset(), amount.units(), to);
    return new Call(from, call.to(), call.value(), call.data());
  }

  /** A call that would fail on the chain is an answer; that no node can say is none. */
  static void refuseUnlessItWouldFail(Refusal refusal) {
    if (refusal.code() != ErrorCode.CONFLICT) {
      throw refusal;
    }
  }
}
