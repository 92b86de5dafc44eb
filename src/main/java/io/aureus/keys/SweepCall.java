package io.aureus.keys;

import com.esaulpaugh.headlong.abi.Address;
import com.esaulpaugh.headlong.abi.Function;
import io.aureus.money.Asset;
import java.util.List;

/**
 * What the sweeper contract is asked: the one place that knows its interface. {@code sweepAll}
 * calls each account, whose code it is by the account's authorization, to pay out all that it
 * holds.
 */
public final class SweepCall {
  private static final Function SWEEP_ALL = Function.parse("sweepAll(address,address[])");
  private static final String NO_TOKEN = "0x0000000000000000000000000000000000000000";

  private SweepCall() {}

  /**
   * @param asset the zero address stands for the native coin
   * @param sweeper the contract, as 0x…
   * @param accounts as 0x…, EIP-55
   */
  public static EvmCall of(Asset asset, String sweeper, List<String> accounts) {
    String token = asset.isNative() ? NO_TOKEN : EvmAddress.normal(asset.contract());
    Address[] addresses = accounts.stream().map(Address::wrap).toArray(Address[]::new);
    return EvmCall.of(sweeper, SWEEP_ALL.encodeCallWithArgs(Address.wrap(token), addresses));
  }
}
