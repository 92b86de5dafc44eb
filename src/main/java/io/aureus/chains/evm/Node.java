package io.aureus.chains.evm;

import io.aureus.chains.BlockHeader;
import io.aureus.chains.ChainFamily;
import io.aureus.chains.nodes.ChainNode;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.chains.nodes.Nodes;
import io.aureus.chains.nodes.RpcEndpoint;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One node of one chain: what may be asked of it. */
final class Node extends ChainNode {
  private static final Duration PROBE = Duration.ofSeconds(5);

  private final RpcEndpoint endpoint;
  private final long chainId;

  Node(RpcEndpoint endpoint, String label, long chainId, Clock clock) {
    super(label, clock);
    this.endpoint = endpoint;
    this.chainId = chainId;
  }

  /** The nodes of a chain by its settings. */
  static Nodes<Node> all(HttpClient http, ChainFamily.Observed observed, Clock clock) {
    RpcEndpoint.Bounds bounds = Nodes.bounds(observed);
    return new Nodes<>(
        observed,
        clock,
        observed.settings().endpoints().stream()
            .map(uri -> new RpcEndpoint(http, uri, bounds))
            .toList(),
        (endpoint, label) -> new Node(endpoint, label, observed.chain().networkId(), clock));
  }

  @Override
  protected BlockHeader askLatest() throws NodeFailure {
    Wire.Header header =
        endpoint.probe(Wire.Header.class, PROBE, "eth_getBlockByNumber", "latest", false);
    if (header == null) {
      throw new NodeFailure(Kind.MALFORMED, "says that it has no newest block");
    }
    return header.read();
  }

  @Override
  public BlockHeader header(long number) throws NodeFailure {
    Wire.Header header =
        endpoint.call(Wire.Header.class, "eth_getBlockByNumber", Hex.of(number), false);
    if (header == null) {
      throw missing(number);
    }
    return numbered(header.read(), number);
  }

  Wire.Block block(long number) throws NodeFailure {
    Wire.Block block =
        endpoint.call(Wire.Block.class, "eth_getBlockByNumber", Hex.of(number), true);
    if (block == null) {
      throw missing(number);
    }
    numbered(block.read(), number);
    return block;
  }

  List<Wire.Log> logs(Object filter) throws NodeFailure {
    List<Wire.Log> logs = endpoint.list(Wire.Log.class, "eth_getLogs", filter);
    if (logs == null) {
      throw new NodeFailure(Kind.MALFORMED, "answered no list of logs");
    }
    return logs;
  }

  Wire.Receipt receipt(String txHash) throws NodeFailure {
    Wire.Receipt receipt = endpoint.call(Wire.Receipt.class, "eth_getTransactionReceipt", txHash);
    if (receipt == null) {
      throw new NodeFailure(Kind.MALFORMED, "has a block but not the receipt of a transaction");
    }
    return receipt;
  }

  /** Its canonical block of this number; null where it has none. */
  @Nullable BlockHeader headerIfAny(long number) throws NodeFailure {
    Wire.Header header =
        endpoint.call(Wire.Header.class, "eth_getBlockByNumber", Hex.of(number), false);
    return header == null ? null : numbered(header.read(), number);
  }

  /** Null where it is in no block that this node has. */
  Wire.@Nullable Receipt receiptIfAny(String txHash) throws NodeFailure {
    return endpoint.call(Wire.Receipt.class, "eth_getTransactionReceipt", txHash);
  }

  /** Whether it has the transaction, in a block or not. */
  boolean knows(String txHash) throws NodeFailure {
    return endpoint.call(Wire.Transaction.class, "eth_getTransactionByHash", txHash) != null;
  }

  Wire.@Nullable Transaction transactionIfAny(String txHash) throws NodeFailure {
    return endpoint.call(Wire.Transaction.class, "eth_getTransactionByHash", txHash);
  }

  /** Offers a signed transaction; answers the hash that the node says it has. */
  String offer(String signed) throws NodeFailure {
    return text("eth_sendRawTransaction", List.of(signed));
  }

  Wire.FeeHistory feeHistory(int blocks, int percentile) throws NodeFailure {
    Wire.FeeHistory history =
        endpoint.call(
            Wire.FeeHistory.class, "eth_feeHistory", Hex.of(blocks), "latest", List.of(percentile));
    if (history == null) {
      throw new NodeFailure(Kind.MALFORMED, "answered no history of fees");
    }
    return history;
  }

  List<Wire.Receipt> receipts(long number) throws NodeFailure {
    List<Wire.Receipt> receipts =
        endpoint.list(Wire.Receipt.class, "eth_getBlockReceipts", Hex.of(number));
    if (receipts == null) {
      throw missing(number);
    }
    return receipts;
  }

  List<String> texts(String method, List<List<Object>> calls) throws NodeFailure {
    return endpoint.texts(method, calls);
  }

  String text(String method, List<Object> params) throws NodeFailure {
    String text = endpoint.call(String.class, method, params.toArray());
    if (text == null) {
      throw new NodeFailure(Kind.MALFORMED, "answered nothing to " + method);
    }
    return text;
  }

  <T> List<T> traces(Class<T> type, String method, Object... params) throws NodeFailure {
    List<T> traces = endpoint.list(type, method, params);
    if (traces == null) {
      throw new NodeFailure(Kind.REFUSED, "answered no trace");
    }
    return traces;
  }

  @Override
  protected void askNetwork() throws NodeFailure {
    long told = Hex.small(endpoint.probe(String.class, PROBE, "eth_chainId"));
    if (told != chainId) {
      throw new NodeFailure(
          Kind.WRONG_CHAIN,
          "is a node of chain id %d, but this chain has %d: it is not used"
              .formatted(told, chainId));
    }
  }

  private static BlockHeader numbered(BlockHeader header, long number) throws NodeFailure {
    if (header.number() != number) {
      throw new NodeFailure(
          Kind.MALFORMED, "answered block %d for %d".formatted(header.number(), number));
    }
    return header;
  }

  private static NodeFailure missing(long number) {
    return new NodeFailure(Kind.MALFORMED, "does not have block " + number);
  }
}
