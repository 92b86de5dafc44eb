package io.aureus.chains.evm;

import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.chains.nodes.Nodes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Asks what addresses hold at a block, many at once. */
final class Balances {
  private static final int AT_ONCE = 50;

  private final Nodes<Node> nodes;

  Balances(Nodes<Node> nodes) {
    this.nodes = nodes;
  }

  /** Native coin, in the order of the addresses. */
  List<BigInteger> coins(List<String> addresses, long block) throws NodeFailure {
    List<List<Object>> calls = new ArrayList<>();
    addresses.forEach(address -> calls.add(List.of(address, Hex.of(block))));
    return ask("eth_getBalance", calls, block);
  }

  /** A token, in the order of the addresses. */
  List<BigInteger> tokens(String contract, List<String> addresses, long block) throws NodeFailure {
    List<List<Object>> calls = new ArrayList<>();
    for (String address : addresses) {
      String data = "0x70a08231" + "0".repeat(24) + address.substring(2);
      calls.add(List.of(Map.of("to", contract, "data", data), Hex.of(block)));
    }
    return ask("eth_call", calls, block);
  }

  private List<BigInteger> ask(String method, List<List<Object>> calls, long block)
      throws NodeFailure {
    List<BigInteger> values = new ArrayList<>();
    for (int from = 0; from < calls.size(); from += AT_ONCE) {
      List<List<Object>> part = calls.subList(from, Math.min(calls.size(), from + AT_ONCE));
      for (String text : nodes.ask(block, node -> texts(node, method, part))) {
        values.add(Hex.number(text));
      }
    }
    return values;
  }

  /** Nodes that know no batches are asked one by one. */
  private static List<String> texts(Node node, String method, List<List<Object>> calls)
      throws NodeFailure {
    try {
      return node.texts(method, calls);
    } catch (NodeFailure e) {
      if (e.kind() != Kind.MALFORMED) {
        throw e;
      }
      List<String> texts = new ArrayList<>();
      for (List<Object> call : calls) {
        texts.add(node.text(method, call));
      }
      return texts;
    }
  }
}
