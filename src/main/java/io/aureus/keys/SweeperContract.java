package io.aureus.keys;

import com.esaulpaugh.headlong.rlp.RLPEncoder;
import com.esaulpaugh.headlong.util.Integers;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The contract that sweeps orders' addresses to one hot address ({@code
 * src/main/solidity/Sweeper.sol}): where it is and how it gets there; {@link SweepCall} is how it
 * is called. It stands in the room of the keys since a signer must know by itself which code it may
 * lend to an address.
 *
 * <p>Addresses come out in the spelling of EIP-55 and go in in any case.
 */
public final class SweeperContract {
  /** Deploys for anybody to an address that depends on the code alone; it is on most chains. */
  public static final String DEPLOYER = "0x4e59b44847b379578588920cA78FbF26c0B4956C";

  /** The deployer's code: where a chain has another one at its address, it is not to be used. */
  public static final String DEPLOYER_CODE =
      "0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0"
          + "3601600081602082378035828234f58015156039578182fd5b8082525050506014600cf3";

  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] NO_SALT = new byte[32];
  private static final String CODE = committedCode();

  private final String receiver;

  private SweeperContract(String receiver) {
    this.receiver = receiver;
  }

  /**
   * @param receiver the hot address: where all that is swept goes, for ever
   * @throws Refusal {@code BAD_REQUEST} where that is no address
   */
  public static SweeperContract of(String receiver) {
    String spelled = EvmAddress.checksummed(digits(receiver));
    if (spelled.equals("0x" + "0".repeat(40))) {
      throw new Refusal(ErrorCode.BAD_REQUEST, "a sweeper needs a receiver that is not 0x0…0");
    }
    return new SweeperContract(spelled);
  }

  /**
   * A transaction that puts the contract on a chain.
   *
   * @param to null where it makes the contract itself
   * @param data as 0x…
   * @param address where the contract is afterwards
   */
  public record Deployment(@Nullable String to, String data, String address) {}

  /** By the deployer, from whatever sender: the same address on every chain. */
  public Deployment byDeployer() {
    byte[] code = initCode();
    String data = "0x" + HEX.formatHex(NO_SALT) + HEX.formatHex(code);
    return new Deployment(DEPLOYER, data, create2(DEPLOYER, code));
  }

  /**
   * By the hot address itself, where a chain has no deployer.
   *
   * @param nonce of the very transaction, 0 or more
   */
  public Deployment bySender(long nonce) {
    byte[] number = nonce == 0 ? new byte[0] : Integers.toBytes(nonce);
    byte[] hash = keccak(RLPEncoder.list(HEX.parseHex(digits(receiver)), number));
    return new Deployment(null, "0x" + HEX.formatHex(initCode()), ofHash(hash));
  }

  /**
   * What the orders' addresses delegate to: it has code only while the sweeper sweeps.
   *
   * @param sweeper where the contract is, of one of the deployments
   */
  public static String shadow(String sweeper) {
    String code =
        "3d602d80600a3d3981f3363d3d373d3d3d363d73"
            + digits(sweeper)
            + "5af43d82803e903d91602b57fd5bf3";
    return create2(sweeper, HEX.parseHex(code));
  }

  /**
   * The gas to allow. A node's estimate is too low while its authorizations do not stand yet, and
   * what is not used costs nothing. There is room for one account that uses up all that the
   * contract lets it have (300,000) while the last one still finds what it asks for (310,000).
   *
   * @param accounts that are swept, 1 or more
   * @param authorizations how many of them delegate anew
   */
  public static long gasLimit(int accounts, int authorizations) {
    return 600_000 + 25_000L * authorizations + 70_000L * accounts;
  }

  private byte[] initCode() {
    return HEX.parseHex(CODE + "0".repeat(24) + digits(receiver));
  }

  private static String create2(String creator, byte[] code) {
    String codeHash = HEX.formatHex(keccak(code));
    return ofHash(keccak(HEX.parseHex("ff" + digits(creator) + HEX.formatHex(NO_SALT) + codeHash)));
  }

  private static String ofHash(byte[] hash) {
    return EvmAddress.checksummed(HEX.formatHex(hash, 12, 32));
  }

  private static byte[] keccak(byte[] bytes) {
    return Digests.keccak256(bytes, 0, bytes.length);
  }

  private static String digits(String address) {
    String digits = address.toLowerCase(Locale.ROOT);
    if (!digits.matches("0x[0-9a-f]{40}")) {
      throw new Refusal(
          ErrorCode.BAD_REQUEST, "expected an address, 0x and 40 hex digits, not " + address);
    }
    return digits.substring(2);
  }

  private static String committedCode() {
    try (InputStream in = SweeperContract.class.getResourceAsStream("/contracts/Sweeper.json")) {
      if (in == null) {
        throw new IllegalStateException("the sweeper's code is missing from this build");
      }
      String code = JsonMapper.builder().build().readTree(in).path("bytecode").asString();
      return code.substring(2);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
