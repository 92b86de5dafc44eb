package io.aureus.chains.evm;

import io.aureus.chains.AccountNetwork;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.chains.nodes.Nodes;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Asks nodes what a sender needs to know. */
final class EvmAccounts implements AccountNetwork {
  private static final Pattern WOULD_FAIL =
      Pattern.compile(
          "revert|insufficient|out of gas|exceeds allowance|invalid opcode|invalid jump"
              + "|stack (over|under)flow|vm exception|answered error 3:",
          Pattern.CASE_INSENSITIVE);

  /** BLS12_G1ADD of EIP-2537. */
  private static final String CURVE_ADDITION = "0x000000000000000000000000000000000000000b";

  private final Nodes<Node> nodes;
  private final GasPrices prices;
  private final Balances balances;

  EvmAccounts(Nodes<Node> nodes) {
    this.nodes = nodes;
    this.prices = new GasPrices(nodes);
    this.balances = new Balances(nodes);
  }

  /** A question that is put to the nodes at a block on which they agree. */
  private interface AtBlock<T> {
    T ask(long block) throws NodeFailure;
  }

  @Override
  public long nonce(Chain chain, String address) {
    return agreed(chain, block -> count(address, block));
  }

  @Override
  public long finalNonce(Chain chain, String address) {
    return agreed(chain, block -> count(address, finalBlock(chain, block)));
  }

  @Override
  public Numbers numbers(Chain chain, String address) {
    return agreed(
        chain,
        block -> {
          long decided = count(address, finalBlock(chain, block));
          long waiting = Math.max(decided, count(address, block));
          for (Node node : nodes.usable()) {
            waiting = Math.max(waiting, waiting(node, address));
          }
          return new Numbers(finalBlock(chain, block), decided, waiting);
        });
  }

  /** A node that was asked and does not say may be the very one that knows of something. */
  private static long waiting(Node node, String address) throws NodeFailure {
    try {
      String count = node.text("eth_getTransactionCount", List.of(address, "pending"));
      node.answered();
      return Hex.small(count);
    } catch (NodeFailure e) {
      if (e.isOfTheNode()) {
        node.failed(e);
      }
      throw e;
    }
  }

  private static long finalBlock(Chain chain, long block) {
    return Math.max(0, block - chain.confirmations() + 1);
  }

  @Override
  public GasPrice gasPrice(Chain chain) {
    return agreed(chain, prices::now);
  }

  @Override
  public BigInteger gas(Chain chain, Call call) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("from", call.from());
    fields.put("to", call.to());
    fields.put("value", "0x" + call.units().toString(16));
    fields.put("data", call.data());
    return agreed(
        chain,
        block -> {
          try {
            return Hex.number(
                nodes.ask(block, node -> node.text("eth_estimateGas", List.of(fields))));
          } catch (NodeFailure e) {
            if (wouldFail(e)) {
              throw new Refusal(ErrorCode.CONFLICT, "the call would fail: a node " + e.words());
            }
            throw e;
          }
        });
  }

  @Override
  public BigInteger held(Asset asset, String address) {
    List<String> one = List.of(address.toLowerCase(Locale.ROOT));
    return agreed(
        asset.chain(),
        block ->
            asset.isNative()
                ? balances.coins(one, block).getFirst()
                : balances.tokens(asset.contract(), one, block).getFirst());
  }

  @Override
  public List<Sent> sentIn(Asset asset, String txHash) {
    return agreed(asset.chain(), block -> Transactions.sent(nodes, asset, txHash, block));
  }

  @Override
  public String code(Chain chain, String address) {
    return agreed(
        chain,
        block ->
            nodes.ask(block, node -> node.text("eth_getCode", List.of(address, Hex.of(block)))));
  }

  /**
   * One of the precompiles that came in the same upgrade answers with a point, and else nothing.
   */
  @Override
  public boolean takesDelegations(Chain chain) {
    Map<String, String> call = Map.of("to", CURVE_ADDITION, "data", "0x" + "0".repeat(512));
    return agreed(
        chain,
        block ->
            nodes.ask(block, node -> node.text("eth_call", List.of(call, Hex.of(block)))).length()
                > 2);
  }

  @Override
  public List<Moved> moved(Asset token, String txHash) {
    return agreed(
        token.chain(),
        block -> {
          Wire.Receipt receipt = nodes.ask(block, node -> node.receipt(txHash));
          List<Wire.Log> logs = receipt.logs();
          if (logs == null) {
            // Without them nothing is known: it must not pass for a transfer of nothing.
            throw new NodeFailure(Kind.MALFORMED, "answered a receipt without its logs");
          }
          List<Moved> moved = new ArrayList<>();
          for (Wire.Log log : logs) {
            if (token.contract().equalsIgnoreCase(log.address())) {
              moved(log).ifPresent(moved::add);
            }
          }
          return List.copyOf(moved);
        });
  }

  private static Optional<Moved> moved(Wire.Log log) throws NodeFailure {
    List<String> topics = log.topics();
    String data = log.data();
    if (topics == null
        || topics.size() != 3
        || !BlockReader.TRANSFER.equals(topics.getFirst().toLowerCase(Locale.ROOT))
        || data == null
        || data.length() < 66) {
      return Optional.empty();
    }
    return Optional.of(
        new Moved(
            Hex.checksummed(Hex.addressOfTopic(Hex.hash(topics.get(1)))),
            Hex.checksummed(Hex.addressOfTopic(Hex.hash(topics.get(2)))),
            Hex.number(data.substring(0, 66))));
  }

  private long count(String address, long block) throws NodeFailure {
    return Hex.small(
        nodes.ask(
            block, node -> node.text("eth_getTransactionCount", List.of(address, Hex.of(block)))));
  }

  private static boolean wouldFail(NodeFailure failure) {
    return (failure.kind() == Kind.REFUSED || failure.kind() == Kind.TOO_MUCH)
        && WOULD_FAIL.matcher(failure.words()).find();
  }

  private <T> T agreed(Chain chain, AtBlock<T> question) {
    try {
      Nodes.View view = nodes.survey();
      if (view == null || view.target() < 0) {
        throw new NodeFailure(Kind.UNREACHABLE, "cannot be asked at the moment, or disagrees");
      }
      return question.ask(view.target());
    } catch (NodeFailure e) {
      throw EvmNetwork.unavailable(chain, e);
    }
  }
}
