package io.aureus.chains.evm;

import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.chains.nodes.Nodes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Asks what addresses hold at a block, many at once. */
final class Balances {
  private static final int AT_ONCE = 50;

  /** What a call of an address without code answers, and what such an address has for code. */
  private static final String NOTHING = "0x";

  private final Nodes<Node> nodes;

  Balances(Nodes<Node> nodes) {
    this.nodes = nodes;
  }

  /** Native coin, in the order of the addresses. */
  List<BigInteger> coins(List<String> addresses, long block) throws NodeFailure {
    List<List<Object>> calls = new ArrayList<>();
    addresses.forEach(address -> calls.add(List.of(address, Hex.of(block))));
    return numbers(texts("eth_getBalance", calls, block));
  }

  /**
   * A token, in the order of the addresses. Where there is no contract at its address nobody holds
   * any of it.
   */
  List<BigInteger> tokens(String contract, List<String> addresses, long block) throws NodeFailure {
    List<List<Object>> calls = new ArrayList<>();
    for (String address : addresses) {
      String data = "0x70a08231" + "0".repeat(24) + address.substring(2);
      calls.add(List.of(Map.of("to", contract, "data", data), Hex.of(block)));
    }
    List<String> texts = texts("eth_call", calls, block);
    if (texts.contains(NOTHING) && isAbsent(contract, block)) {
      return Collections.nCopies(texts.size(), BigInteger.ZERO);
    }
    return numbers(texts);
  }

  private boolean isAbsent(String contract, long block) throws NodeFailure {
    return nodes
        .ask(block, node -> node.text("eth_getCode", List.of(contract, Hex.of(block))))
        .equals(NOTHING);
  }

  private static List<BigInteger> numbers(List<String> texts) throws NodeFailure {
    List<BigInteger> values = new ArrayList<>();
    for (String text : texts) {
      values.add(Hex.number(text));
    }
    return values;
  }

  private List<String> texts(String method, List<List<Object>> calls, long block)
      throws NodeFailure {
    List<String> texts = new ArrayList<>();
    for (int from = 0; from < calls.size(); from += AT_ONCE) {
      List<List<Object>> part = calls.subList(from, Math.min(calls.size(), from + AT_ONCE));
      texts.addAll(nodes.ask(block, node -> texts(node, method, part)));
    }
    return texts;
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
