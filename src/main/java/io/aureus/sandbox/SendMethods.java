package io.aureus.sandbox;

import io.aureus.sandbox.Calls.Effect;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The methods of Ethereum's JSON-RPC that senders need. */
final class SendMethods {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** What the node advises to add for the miner, for one gas. */
  private static final BigInteger TIP = BigInteger.valueOf(1_000_000_000);

  private final SimulatedChain chain;
  private final Faults faults;
  private final Calls calls;
  private final Runnable taken;

  /**
   * @param taken is told of each transaction that was taken
   */
  SendMethods(SimulatedChain chain, Faults faults, Runnable taken) {
    this.chain = chain;
    this.faults = faults;
    this.calls = new Calls(chain.state());
    this.taken = taken;
  }

  JsonNode call(String method, Params params) {
    return switch (method) {
      case "eth_sendRawTransaction" -> send(params);
      case "eth_estimateGas" -> estimate(params.at(0));
      case "eth_gasPrice" -> text(chain.baseFee().add(TIP));
      case "eth_maxPriorityFeePerGas" -> text(TIP);
      case "eth_feeHistory" -> feeHistory(params);
      default ->
          throw new RpcError(
              RpcError.NO_SUCH_METHOD, "the method " + method + " does not exist/is not available");
    };
  }

  private JsonNode send(Params params) {
    String raw = params.at(0).asString("").toLowerCase(Locale.ROOT);
    SignedTransaction signed = chain.offer(raw);
    taken.run();
    return NODES.stringNode(signed.hash());
  }

  private JsonNode estimate(JsonNode call) {
    String from = call.has("from") ? Params.address(call.path("from")) : Calls.NOBODY;
    String data = call.path("data").asString(call.path("input").asString("0x"));
    BigInteger value = call.has("value") ? Params.units(call.path("value")) : BigInteger.ZERO;
    BigInteger held = chain.state().balance("", from, chain.head());
    if (held.compareTo(value) < 0) {
      throw new RpcError(
          RpcError.EXECUTION,
          "insufficient funds for gas * price + value: address %s have %d want %d"
              .formatted(from, held, value));
    }
    String to = call.hasNonNull("to") ? Params.address(call.path("to")) : "";
    long nonce = chain.state().nonce(from, chain.head());
    Effect effect =
        calls.of(
            new Calls.Call(from, to, value, data.toLowerCase(Locale.ROOT), nonce), chain.head());
    if (!effect.revert().isEmpty()) {
      throw new RpcError(3, effect.revert());
    }
    return text(BigInteger.valueOf(effect.gas()));
  }

  private JsonNode feeHistory(Params params) {
    long head = Math.max(0, chain.head() - faults.lag());
    long newest = LogQueries.number(params.at(1), head);
    JsonNode asked = params.at(0);
    long blocks = asked.isNumber() ? asked.asLong() : Params.quantity(asked);
    long count = Math.clamp(blocks, 1, Math.min(1024, newest + 1));
    ObjectNode history = NODES.objectNode();
    history.put("oldestBlock", EthereumJson.hex(newest - count + 1));
    ArrayNode fees = history.putArray("baseFeePerGas");
    ArrayNode used = history.putArray("gasUsedRatio");
    ArrayNode rewards = history.putArray("reward");
    for (long number = newest - count + 1; number <= newest; number++) {
      fees.add(EthereumJson.hex(chain.blocks().baseFee(number)));
      used.add(0);
      List<BigInteger> tips = tips(number);
      ArrayNode row = rewards.addArray();
      params
          .at(2)
          .forEach(
              percentile ->
                  row.add(
                      EthereumJson.hex(
                          tips.isEmpty()
                              ? BigInteger.ZERO
                              : tips.get(percentile.asInt() * (tips.size() - 1) / 100))));
    }
    fees.add(EthereumJson.hex(chain.baseFee()));
    return history;
  }

  /** What the transactions of a block paid the miner for one gas, in order of size. */
  private List<BigInteger> tips(long number) {
    BigInteger base = chain.blocks().baseFee(number);
    return chain.blocks().transactions(number).stream()
        .map(executed -> executed.gasPrice().subtract(base).max(BigInteger.ZERO))
        .sorted()
        .toList();
  }

  private static JsonNode text(BigInteger number) {
    return NODES.stringNode(EthereumJson.hex(number));
  }
}
