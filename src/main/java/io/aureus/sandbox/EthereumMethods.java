package io.aureus.sandbox;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The methods of Ethereum's JSON-RPC that read. */
final class EthereumMethods {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonNode NULL = NODES.nullNode();

  private final SimulatedChain chain;
  private final Faults faults;
  private final EthereumJson json;
  private final LogQueries logs;

  EthereumMethods(SimulatedChain chain, Faults faults) {
    this.chain = chain;
    this.faults = faults;
    this.json = new EthereumJson(chain);
    this.logs = new LogQueries(chain, faults, json);
  }

  /** The result, or a null node where there is no such thing. */
  JsonNode call(String method, Params params) {
    return switch (method) {
      case "eth_chainId" -> text(EthereumJson.hex(chain.chainId()));
      case "net_version" -> text(Long.toString(chain.chainId()));
      case "web3_clientVersion" -> text("Aureus-Simulated/1.0");
      case "eth_syncing" -> NODES.booleanNode(false);
      case "eth_blockNumber" -> text(EthereumJson.hex(head()));
      case "eth_gasPrice" -> text(EthereumJson.hex(SimulatedTransaction.GAS_PRICE));
      case "eth_maxPriorityFeePerGas" -> text("0x0");
      case "eth_feeHistory" -> feeHistory(params);
      case "eth_getBlockByNumber" ->
          blockAt(params.at(0)).map(n -> (JsonNode) json.block(n, params.flag(1))).orElse(NULL);
      case "eth_getBlockByHash" ->
          visible(params.hash(0)).map(n -> (JsonNode) json.block(n, params.flag(1))).orElse(NULL);
      case "eth_getBlockReceipts" -> blockReceipts(params);
      case "eth_getTransactionByHash" -> transaction(params.hash(0));
      case "eth_getTransactionReceipt" ->
          mined(params.hash(0)).map(m -> (JsonNode) json.receipt(m)).orElse(NULL);
      case "eth_getLogs" -> logs.find(params.at(0), head());
      case "eth_getBalance" ->
          text(EthereumJson.hex(chain.balance("", params.address(0), state(params.at(1)))));
      case "eth_getTransactionCount" ->
          text(EthereumJson.hex(chain.nonce(params.address(0), state(params.at(1)))));
      case "eth_getCode" -> code(params.address(0));
      case "eth_call" -> text(view(params));
      case "debug_traceBlockByNumber" -> trace(params);
      default ->
          throw new RpcError(
              RpcError.NO_SUCH_METHOD, "the method " + method + " does not exist/is not available");
    };
  }

  private long head() {
    return Math.max(0, chain.head() - faults.lag());
  }

  private Optional<Long> blockAt(JsonNode tag) {
    long number = LogQueries.number(tag, head());
    return number > head() ? Optional.empty() : Optional.of(number);
  }

  private long state(JsonNode tag) {
    return blockAt(tag.isMissingNode() ? NODES.stringNode("latest") : tag)
        .orElseThrow(() -> new RpcError(RpcError.EXECUTION, "header not found"));
  }

  private Optional<Long> visible(String hash) {
    return chain.numberOf(hash).filter(number -> number <= head());
  }

  private Optional<SimulatedChain.Mined> mined(String hash) {
    return chain.mined(hash).filter(m -> m.block() <= head());
  }

  private JsonNode transaction(String hash) {
    return mined(hash)
        .map(m -> json.transaction(m.transaction(), m.block(), m.index()))
        .or(
            () ->
                chain.pending().stream()
                    .filter(t -> t.hash().equals(hash))
                    .findFirst()
                    .map(json::pending))
        .map(node -> (JsonNode) node)
        .orElse(NULL);
  }

  private JsonNode blockReceipts(Params params) {
    JsonNode which = params.at(0);
    boolean isHash = which.asString("").length() == 66;
    Optional<Long> number = isHash ? visible(Params.hash(which)) : blockAt(which);
    if (number.isEmpty()) {
      return NULL;
    }
    ArrayNode receipts = NODES.arrayNode();
    for (SimulatedTransaction transaction : chain.transactions(number.get())) {
      mined(transaction.hash()).ifPresent(m -> receipts.add(json.receipt(m)));
    }
    return receipts;
  }

  private JsonNode trace(Params params) {
    if (!params.at(1).path("tracer").asString("").equals("callTracer")) {
      throw RpcError.params("only callTracer is known");
    }
    long number = state(params.at(0));
    ArrayNode traces = NODES.arrayNode();
    chain.transactions(number).forEach(transaction -> traces.add(json.trace(transaction)));
    return traces;
  }

  private JsonNode feeHistory(Params params) {
    long newest = LogQueries.number(params.at(1), head());
    JsonNode asked = params.at(0);
    long blocks = asked.isNumber() ? asked.asLong() : Params.quantity(asked);
    long count = Math.clamp(blocks, 1, Math.min(1024, newest + 1));
    ObjectNode history = NODES.objectNode();
    history.put("oldestBlock", EthereumJson.hex(newest - count + 1));
    ArrayNode fees = history.putArray("baseFeePerGas");
    ArrayNode used = history.putArray("gasUsedRatio");
    ArrayNode rewards = history.putArray("reward");
    for (long i = 0; i <= count; i++) {
      fees.add(EthereumJson.hex(SimulatedTransaction.GAS_PRICE));
      if (i < count) {
        used.add(0);
        ArrayNode row = rewards.addArray();
        params.at(2).forEach(percentile -> row.add("0x0"));
      }
    }
    return history;
  }

  private JsonNode code(String address) {
    boolean isContract =
        address.equals(SimulatedTransaction.SPLITTER) || chain.token(address).isPresent();
    return text(isContract ? "0x6080604052" : "0x");
  }

  private String view(Params params) {
    JsonNode call = params.at(0);
    Optional<SimulatedChain.Token> token = chain.token(Params.address(call.path("to")));
    String data = call.path("data").asString(call.path("input").asString(""));
    if (token.isEmpty() || data.length() < 10) {
      return "0x";
    }
    long number = state(params.at(1));
    return switch (data.substring(0, 10)) {
      case "0x70a08231" -> balanceOf(token.get(), data, number);
      case "0x313ce567" ->
          "0x" + SimulatedTransaction.word(BigInteger.valueOf(token.get().decimals()));
      case "0x95d89b41", "0x06fdde03" -> abiString(token.get().symbol());
      default -> throw new RpcError(3, "execution reverted");
    };
  }

  private String balanceOf(SimulatedChain.Token token, String data, long number) {
    if (data.length() < 74) {
      throw new RpcError(3, "execution reverted");
    }
    String holder = "0x" + data.substring(34, 74).toLowerCase(Locale.ROOT);
    return "0x" + SimulatedTransaction.word(chain.balance(token.address(), holder, number));
  }

  private static String abiString(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(bytes, (bytes.length + 31) / 32 * 32);
    return "0x"
        + SimulatedTransaction.word(BigInteger.valueOf(32))
        + SimulatedTransaction.word(BigInteger.valueOf(bytes.length))
        + Keccak.hex(padded).substring(2);
  }

  private static JsonNode text(String value) {
    return NODES.stringNode(value);
  }
}
