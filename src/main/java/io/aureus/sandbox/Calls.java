package io.aureus.sandbox;

import com.esaulpaugh.headlong.rlp.RLPEncoder;
import io.aureus.sandbox.Executed.Move;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.util.BigIntegers;

/** What calls do on the simulated chain, which knows coin, its tokens and the sweeper. */
final class Calls {
  private static final long TRANSFER_GAS = 30_000;
  private static final long FAILED_GAS = 5_000;
  private static final long SWEEP_GAS = 150_000;
  private static final long GAS_OF_SWEPT = 40_000;
  private static final long DEPLOYMENT_GAS = 900_000;
  private static final int WORD = 64;

  private final SimulatedState state;

  Calls(SimulatedState state) {
    this.state = state;
  }

  /**
   * A call from outside.
   *
   * @param to empty where it makes a contract
   */
  record Call(String from, String to, BigInteger value, String input, long nonce) {}

  /**
   * What a call would do.
   *
   * @param revert why it fails; empty where it does not
   * @param gas that it uses, the intrinsic gas of call data included
   * @param made the address that gets code; empty for none
   */
  record Effect(
      String revert, long gas, boolean inner, List<Move> moves, String made, String code) {
    private static Effect failed(long gas, String words) {
      return new Effect(words, gas, false, List.of(), "", "");
    }
  }

  static long intrinsicGas(String input) {
    long gas = 21_000;
    for (int i = 2; i < input.length(); i += 2) {
      gas += input.startsWith("00", i) ? 4 : 16;
    }
    return gas;
  }

  /** What it does on top of this block's state. */
  Effect of(Call call, long number) {
    long gas = intrinsicGas(call.input());
    if (call.to().isEmpty()) {
      return made(call, gas, call.input().substring(2), created(call));
    }
    if (call.to().equals(SimulatedSweeper.DEPLOYER) && call.input().length() > 2 + WORD) {
      String initCode = call.input().substring(2 + WORD);
      String salt = call.input().substring(2, 2 + WORD);
      String address = SimulatedSweeper.create2(SimulatedSweeper.DEPLOYER, salt, initCode);
      return made(call, gas, initCode, address);
    }
    if (state.token(call.to()).isPresent()) {
      return tokenCall(call, gas, number);
    }
    return SimulatedSweeper.receiver(state.code(call.to(), number))
        .map(receiver -> sweep(call, gas, number, receiver))
        .orElseGet(() -> new Effect("", gas, false, coin(call), "", ""));
  }

  private static List<Move> coin(Call call) {
    return call.value().signum() == 0
        ? List.of()
        : List.of(new Move("", call.from(), call.to(), call.value()));
  }

  private Effect tokenCall(Call call, long gas, long number) {
    String input = call.input();
    if (!input.startsWith("0xa9059cbb") || input.length() < 10 + 2 * WORD) {
      return Effect.failed(gas + FAILED_GAS, "execution reverted");
    }
    String to = "0x" + input.substring(34, 74);
    BigInteger units = new BigInteger(input.substring(74, 138), 16);
    if (call.value().signum() != 0
        || state.balance(call.to(), call.from(), number).compareTo(units) < 0) {
      return Effect.failed(
          gas + FAILED_GAS, "execution reverted: ERC20: transfer amount exceeds balance");
    }
    List<Move> moves = new ArrayList<>();
    if (!state.refuses(call.to())) {
      BigInteger kept = state.tax(call.to()).min(units);
      moves.add(new Move(call.to(), call.from(), to, units.subtract(kept)));
      if (kept.signum() > 0) {
        moves.add(new Move(call.to(), call.from(), call.to(), kept));
      }
    }
    return new Effect("", gas + TRANSFER_GAS, false, moves, "", "");
  }

  /**
   * {@code sweepAll(address token, address[] accounts)}: those that have not delegated are left.
   */
  private Effect sweep(Call call, long gas, long number, String receiver) {
    String words = call.input().length() < 10 ? "" : call.input().substring(10);
    if (!call.input().startsWith(SWEEP_ALL) || words.length() < 3 * WORD) {
      return call.input().equals("0x")
          ? new Effect("", gas, false, coin(call), "", "")
          : Effect.failed(gas + FAILED_GAS, "execution reverted");
    }
    if (!call.from().equals(receiver)) {
      return Effect.failed(gas + FAILED_GAS, "execution reverted: OnlyTheReceiver()");
    }
    int count = new BigInteger(words.substring(2 * WORD, 3 * WORD), 16).intValue();
    if (count < 0 || words.length() != (3 + count) * WORD) {
      return Effect.failed(gas + FAILED_GAS, "execution reverted");
    }
    String contract = "0x" + words.substring(WORD - 40, WORD);
    String token = contract.equals(NOBODY) ? "" : contract;
    List<Move> moves = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String account = "0x" + words.substring((4 + i) * WORD - 40, (4 + i) * WORD);
      BigInteger units = state.balance(token, account, number);
      boolean isDelegated = SimulatedSweeper.hasDelegated(state.code(account, number), call.to());
      boolean isSweepable =
          token.isEmpty() || (state.token(token).isPresent() && !state.refuses(token));
      if (isDelegated && isSweepable && units.signum() > 0) {
        moves.add(new Move(token, account, receiver, units));
      }
    }
    return new Effect("", gas + SWEEP_GAS + count * GAS_OF_SWEPT, true, moves, "", "");
  }

  private static Effect made(Call call, long gas, String initCode, String address) {
    if (call.value().signum() != 0) {
      return Effect.failed(gas + FAILED_GAS, "execution reverted");
    }
    return SimulatedSweeper.code(initCode)
        .map(code -> new Effect("", gas + DEPLOYMENT_GAS, false, List.of(), address, code))
        .orElseGet(
            () -> Effect.failed(gas + FAILED_GAS, "execution reverted: only the sweeper is known"));
  }

  private static String created(Call call) {
    byte[] nonce =
        call.nonce() == 0
            ? new byte[0]
            : BigIntegers.asUnsignedByteArray(BigInteger.valueOf(call.nonce()));
    byte[] list = RLPEncoder.list(Keccak.bytes(call.from()), nonce);
    return "0x" + Keccak.hex(Keccak.of(list)).substring(26);
  }

  static final String NOBODY = "0x" + "0".repeat(40);
  private static final String SWEEP_ALL =
      Keccak.hex(Keccak.of("sweepAll(address,address[])")).substring(0, 10);
}
