package io.aureus.sandbox;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The methods of Ethereum's JSON-RPC that read; those for senders are in {@link SendMethods}. */
final class EthereumMethods {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonNode NULL = NODES.nullNode();

  /** A precompile of Prague, whose rules this chain keeps; nothing plus nothing is nothing. */
  private static final String CURVE_ADDITION = "0x000000000000000000000000000000000000000b";

  private final SimulatedChain chain;
  private final Faults faults;
  private final EthereumJson json;
  private final LogQueries logs;
  private final SendMethods sending;

  EthereumMethods(SimulatedChain chain, Faults faults, Runnable taken) {
    this.chain = chain;
    this.faults = faults;
    this.json = new EthereumJson(chain);
    this.logs = new LogQueries(chain, faults, json);
    this.sending = new SendMethods(chain, faults, taken);
  }

  /** The result, or a null node where there is no such thing. */
  JsonNode call(String method, Params params) {
    return switch (method) {
      case "eth_chainId" -> text(EthereumJson.hex(chain.chainId()));
      case "net_version" -> text(Long.toString(chain.chainId()));
      case "web3_clientVersion" -> text("Aureus-Simulated/1.0");
      case "eth_syncing" -> NODES.booleanNode(false);
      case "eth_blockNumber" -> text(EthereumJson.hex(head()));
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
          text(EthereumJson.hex(chain.state().balance("", params.address(0), state(params.at(1)))));
      case "eth_getTransactionCount" -> count(params);
      case "eth_getCode" -> text(chain.state().code(params.address(0), state(params.at(1))));
      case "eth_call" -> text(view(params));
      case "debug_traceBlockByNumber" -> trace(params);
      default -> sending.call(method, params);
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
    return chain.blocks().numberOf(hash).filter(number -> number <= head());
  }

  private Optional<SimulatedChain.Mined> mined(String hash) {
    return chain.blocks().mined(hash).filter(m -> m.block() <= head());
  }

  private JsonNode transaction(String hash) {
    return mined(hash)
        .map(m -> json.transaction(m.executed(), m.block(), m.index()))
        .or(() -> chain.mempool().find(hash).map(json::pending))
        .map(node -> (JsonNode) node)
        .orElse(NULL);
  }

  private JsonNode count(Params params) {
    String address = params.address(0);
    long count =
        params.at(1).asString("").equals("pending")
            ? chain.mempool().nextNonce(address, head())
            : chain.state().nonce(address, state(params.at(1)));
    return text(EthereumJson.hex(count));
  }

  private JsonNode blockReceipts(Params params) {
    JsonNode which = params.at(0);
    boolean isHash = which.asString("").length() == 66;
    Optional<Long> number = isHash ? visible(Params.hash(which)) : blockAt(which);
    if (number.isEmpty()) {
      return NULL;
    }
    ArrayNode receipts = NODES.arrayNode();
    for (Executed executed : chain.blocks().transactions(number.get())) {
      mined(executed.transaction().hash()).ifPresent(m -> receipts.add(json.receipt(m)));
    }
    return receipts;
  }

  private JsonNode trace(Params params) {
    if (!params.at(1).path("tracer").asString("").equals("callTracer")) {
      throw RpcError.params("only callTracer is known");
    }
    long number = state(params.at(0));
    ArrayNode traces = NODES.arrayNode();
    chain.blocks().transactions(number).forEach(executed -> traces.add(json.trace(executed)));
    return traces;
  }

  private String view(Params params) {
    JsonNode call = params.at(0);
    String to = Params.address(call.path("to"));
    if (to.equals(CURVE_ADDITION)) {
      return "0x" + "0".repeat(256);
    }
    Optional<SimulatedChain.Token> token = chain.state().token(to);
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
    return "0x" + SimulatedTransaction.word(chain.state().balance(token.address(), holder, number));
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
