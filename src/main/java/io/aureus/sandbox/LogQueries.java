package io.aureus.sandbox;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code eth_getLogs}, with the limits that providers put on it. */
final class LogQueries {
  private final SimulatedChain chain;
  private final Faults faults;
  private final EthereumJson json;

  LogQueries(SimulatedChain chain, Faults faults, EthereumJson json) {
    this.chain = chain;
    this.faults = faults;
    this.json = json;
  }

  JsonNode find(JsonNode filter, long head) {
    if (!filter.isObject()) {
      throw RpcError.params("invalid argument: expected a filter object");
    }
    long from;
    long to;
    if (filter.has("blockHash")) {
      Optional<Long> number = chain.blocks().numberOf(Params.hash(filter.path("blockHash")));
      from = number.filter(n -> n <= head).orElseThrow(LogQueries::unknownBlock);
      to = from;
    } else {
      from = number(filter.path("fromBlock"), head);
      to = Math.min(head, number(filter.path("toBlock"), head));
      if (from > head + 1 || from > to + 1) {
        throw RpcError.params("invalid block range params");
      }
    }
    if (to - from + 1 > faults.logRange()) {
      throw new RpcError(RpcError.LIMIT_EXCEEDED, "limit exceeded");
    }
    List<ObjectNode> found = matching(filter, from, to);
    if (found.size() > faults.logResults()) {
      throw new RpcError(
          RpcError.LIMIT_EXCEEDED,
          "query returned more than %d results".formatted(faults.logResults()));
    }
    ArrayNode logs = EthereumJson.JSON.createArrayNode();
    found.forEach(logs::add);
    return logs;
  }

  /** A block's number or tag. The simulated chain is final at a depth of 2 and 4 blocks. */
  static long number(JsonNode tag, long head) {
    return switch (tag.asString("latest")) {
      case "latest", "pending" -> head;
      case "safe" -> Math.max(0, head - 2);
      case "finalized" -> Math.max(0, head - 4);
      case "earliest" -> 0;
      default -> Params.quantity(tag);
    };
  }

  private List<ObjectNode> matching(JsonNode filter, long from, long to) {
    Set<String> addresses = alternatives(filter.path("address"));
    List<ObjectNode> found = new ArrayList<>();
    for (Map.Entry<Long, List<Executed>> block : chain.blocks().filled(from, to).entrySet()) {
      int index = 0;
      for (Executed transaction : block.getValue()) {
        json.logs(new SimulatedChain.Mined(transaction, block.getKey(), index++)).stream()
            .filter(log -> isOneOf(addresses, log.path("address")))
            .filter(log -> hasTopics(log.path("topics"), filter.path("topics")))
            .forEach(found::add);
      }
    }
    return found;
  }

  private static boolean hasTopics(JsonNode topics, JsonNode wanted) {
    if (wanted.size() > topics.size()) {
      return false;
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (!isOneOf(alternatives(wanted.path(i)), topics.path(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOneOf(Set<String> alternatives, JsonNode value) {
    return alternatives.isEmpty() || alternatives.contains(value.asString());
  }

  /** A single value or a list; none of it (null, absent, empty) means any. */
  private static Set<String> alternatives(JsonNode node) {
    Set<String> values = new HashSet<>();
    if (node.isString()) {
      values.add(node.asString().toLowerCase(Locale.ROOT));
    }
    node.forEach(value -> values.add(value.asString().toLowerCase(Locale.ROOT)));
    return values;
  }

  private static RpcError unknownBlock() {
    return new RpcError(RpcError.EXECUTION, "unknown block");
  }
}
