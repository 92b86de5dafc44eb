package io.aureus.keys;

import com.esaulpaugh.headlong.abi.Address;
import com.esaulpaugh.headlong.abi.Function;
import io.aureus.money.Asset;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * What a transaction of an {@code evm} chain does. The signer makes it itself; whoever estimates
 * gas makes the same here.
 *
 * @param to 20-byte address as 0x…
 * @param value of the native coin, in its smallest unit
 * @param data as 0x…; {@code 0x} for none
 */
public record EvmCall(String to, BigInteger value, String data) {
  private static final Function TRANSFER = Function.parse("transfer(address,uint256)");

  /**
   * Sends an amount: the native coin as the transaction's value, a token by its contract's {@code
   * transfer}.
   *
   * @param destination as 0x…
   * @throws io.aureus.errors.Refusal {@code FORBIDDEN} where it is no address
   */
  public static EvmCall transfer(Asset asset, BigInteger units, String destination) {
    String normal = EvmAddress.normal(destination);
    return asset.isNative()
        ? new EvmCall(normal, units, "0x")
        : of(asset.contract(), TRANSFER.encodeCallWithArgs(Address.wrap(normal), units));
  }

  static EvmCall of(String to, ByteBuffer data) {
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    return new EvmCall(to, BigInteger.ZERO, "0x" + HexFormat.of().formatHex(bytes));
  }
}
