package io.aureus.payouts;

import io.aureus.chains.AccountNetwork.Call;
import io.aureus.keys.EvmCall;
import io.aureus.money.Amount;

/** The calls whose gas is estimated, as the signer makes them. */
final class EvmCalls {
  private EvmCalls() {}

  static Call payment(String from, String to, Amount amount) {
    EvmCall call = EvmCall.transfer(amount.asset(), amount.units(), to);
    return new Call(from, call.to(), call.value(), call.data());
  }
}
