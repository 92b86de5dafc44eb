package io.aureus.testing;

import com.esaulpaugh.headlong.abi.Address;
import com.esaulpaugh.headlong.abi.Function;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Contracts and signed transactions on a node, each mined as it is sent. */
public final class EvmBench {
  private static final BigInteger GWEI = BigInteger.TEN.pow(9);
  private static final BigInteger PLENTY = BigInteger.TEN.pow(19);

  private final EvmNode node;

  public EvmBench(EvmNode node) {
    this.node = node;
  }

  /** The code that puts a contract on a chain, without its arguments; as 0x…. */
  public static String code(String contract) {
    String path = "/contracts/" + contract + ".json";
    try (InputStream in = EvmBench.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(path + " is missing; run nodes/compile-contracts");
      }
      return JsonMapper.builder().build().readTree(in).path("bytecode").asString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deploys a contract without arguments, from the payer; answers its address. */
  public String deploy(String contract) {
    Map<String, String> call =
        Map.of("from", node.payer(), "gas", "0x4c4b40", "data", code(contract));
    return mined(rpc("eth_sendTransaction", call).asString()).path("contractAddress").asString();
  }

  /** Native coin for an address. */
  public void fund(EvmKey key) {
    node.pay(key.address(), PLENTY);
    node.mine(1);
  }

  /** A receipt of a transaction with this call, signed by the key with its next nonce. */
  public JsonNode send(
      EvmKey key, long gasLimit, String to, String data, List<EvmKey.Authorization> delegations) {
    return send(key, gasLimit, to, BigInteger.ZERO, data, delegations);
  }

  /** Likewise, with native coin. */
  public JsonNode send(
      EvmKey key,
      long gasLimit,
      String to,
      BigInteger value,
      String data,
      List<EvmKey.Authorization> delegations) {
    EvmKey.Tx tx =
        new EvmKey.Tx(
            node.chainId(),
            nonce(key.address()),
            GWEI,
            GWEI.multiply(BigInteger.TEN),
            gasLimit,
            to,
            value,
            data);
    String raw = delegations.isEmpty() ? key.sign(tx) : key.sign(tx, delegations);
    return mined(rpc("eth_sendRawTransaction", raw).asString());
  }

  public JsonNode mined(String hash) {
    node.mine(1);
    JsonNode receipt = rpc("eth_getTransactionReceipt", hash);
    if (receipt.isNull()) {
      throw new IllegalStateException("not mined: " + hash);
    }
    return receipt;
  }

  public long nonce(String address) {
    return JsonRpc.number(rpc("eth_getTransactionCount", address, "latest"));
  }

  public String codeAt(String address) {
    return rpc("eth_getCode", address, "latest").asString();
  }

  public BigInteger coins(String address) {
    return number(rpc("eth_getBalance", address, "latest"));
  }

  public BigInteger tokens(String token, String account) {
    String data = call("balanceOf(address)", address(account));
    return number(rpc("eth_call", Map.of("to", token, "data", data), "latest"));
  }

  public JsonNode rpc(String method, Object... params) {
    return JsonRpc.call(node.url(), method, params);
  }

  public static boolean succeeded(JsonNode receipt) {
    return receipt.path("status").asString().equals("0x1");
  }

  public static long gas(JsonNode receipt) {
    return JsonRpc.number(receipt.path("gasUsed"));
  }

  public static String call(String signature, Object... arguments) {
    ByteBuffer call = Function.parse(signature).encodeCallWithArgs(arguments);
    byte[] bytes = new byte[call.remaining()];
    call.get(bytes);
    return "0x" + HexFormat.of().formatHex(bytes);
  }

  public static Address address(String text) {
    return Address.wrap(Address.toChecksumAddress(text.toLowerCase(Locale.ROOT)));
  }

  private static BigInteger number(JsonNode quantity) {
    return new BigInteger(quantity.asString().substring(2), 16);
  }
}
