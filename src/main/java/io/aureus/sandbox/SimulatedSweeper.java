package io.aureus.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one contract that can be put on the simulated chain: the sweeper of {@code
 * src/main/solidity}, known by its committed code. It stands in for a machine that runs any code.
 */
final class SimulatedSweeper {
  /** Deploys for anybody to an address that depends on the code alone, as on real chains. */
  static final String DEPLOYER = "0x4e59b44847b379578588920ca78fbf26c0b4956c";

  static final String DEPLOYER_CODE =
      "0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0"
          + "3601600081602082378035828234f58015156039578182fd5b8082525050506014600cf3";

  /** Followed by the receiver, it is the code of a sweeper here. */
  private static final String MARK = "0x60a0604052";

  private static final String DELEGATION = "0xef0100";
  private static final String CODE = committedCode();

  private SimulatedSweeper() {}

  /**
   * @param initCode with its argument, in hex without 0x
   * @return the code that it leaves; empty where it is not the sweeper's
   */
  static Optional<String> code(String initCode) {
    boolean isOurs =
        !CODE.isEmpty() && initCode.length() == CODE.length() + 64 && initCode.startsWith(CODE);
    return isOurs
        ? Optional.of(MARK + initCode.substring(initCode.length() - 40))
        : Optional.empty();
  }

  /** Who gets what the sweeper with this code sweeps; empty where it is none. */
  static Optional<String> receiver(String code) {
    return code.startsWith(MARK) && code.length() == MARK.length() + 40
        ? Optional.of("0x" + code.substring(MARK.length()))
        : Optional.empty();
  }

  /** The code of an account that delegates. */
  static String delegation(String delegate) {
    return DELEGATION + delegate.substring(2);
  }

  /** Whether an account with this code runs the code that the sweeper lends. */
  static boolean hasDelegated(String code, String sweeper) {
    return code.equals(delegation(shadow(sweeper)));
  }

  /**
   * @param salt 64 hex digits
   * @param initCode in hex without 0x
   */
  static String create2(String creator, String salt, String initCode) {
    String codeHash = Keccak.hex(Keccak.of(Keccak.bytes("0x" + initCode))).substring(2);
    byte[] content = Keccak.bytes("0xff" + creator.substring(2) + salt + codeHash);
    return "0x" + Keccak.hex(Keccak.of(content)).substring(26);
  }

  private static String shadow(String sweeper) {
    return create2(
        sweeper,
        "0".repeat(64),
        "3d602d80600a3d3981f3363d3d373d3d3d363d73"
            + sweeper.substring(2)
            + "5af43d82803e903d91602b57fd5bf3");
  }

  private static String committedCode() {
    try (@Nullable InputStream in =
        SimulatedSweeper.class.getResourceAsStream("/contracts/Sweeper.json")) {
      return in == null
          ? ""
          : JsonMapper.shared()
              .readTree(in)
              .path("bytecode")
              .asString()
              .substring(2)
              .toLowerCase(Locale.ROOT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
