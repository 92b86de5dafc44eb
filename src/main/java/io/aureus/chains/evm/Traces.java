package io.aureus.chains.evm;

import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.Nodes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the inner calls of a block that brought native coin to an address, where nodes tell. */
final class Traces {
  private static final Set<String> MOVES_VALUE =
      Set.of("CALL", "CREATE", "CREATE2", "SELFDESTRUCT");

  /** An inner call that brought native coin. */
  record InnerCall(String txHash, String position, String from, BigInteger units) {}

  private Traces() {}

  /**
   * @param address in small letters
   * @throws NodeFailure where no node can trace that block
   */
  static List<InnerCall> of(Nodes<Node> nodes, long block, String address) throws NodeFailure {
    try {
      List<Wire.CallTrace> traces =
          nodes.ask(
              block,
              node ->
                  node.traces(
                      Wire.CallTrace.class,
                      "debug_traceBlockByNumber",
                      Hex.of(block),
                      Map.of("tracer", "callTracer")));
      List<InnerCall> found = new ArrayList<>();
      for (Wire.CallTrace trace : traces) {
        Wire.Frame top = trace.result();
        if (top != null && top.error() == null) {
          walk(new Search(address, Hex.hash(trace.txHash()), found), top, "");
        }
      }
      return found;
    } catch (NodeFailure e) {
      // Whatever was wrong: some nodes answer without naming the transactions, some with HTTP 403.
      return flat(
          nodes.ask(block, node -> node.traces(Wire.FlatTrace.class, "trace_block", Hex.of(block))),
          address);
    }
  }

  private record Search(String address, String txHash, List<InnerCall> found) {}

  private static void walk(Search search, Wire.Frame frame, String path) throws NodeFailure {
    List<Wire.Frame> calls = frame.calls() == null ? List.of() : frame.calls();
    for (int i = 0; i < calls.size(); i++) {
      Wire.Frame call = calls.get(i);
      String here = path.isEmpty() ? Integer.toString(i) : path + "_" + i;
      // What a reverted call did, and all below it, did not happen.
      if (call.error() == null) {
        if (search.address().equalsIgnoreCase(call.to()) && movesValue(call)) {
          search
              .found()
              .add(
                  new InnerCall(
                      search.txHash(),
                      "call:" + here,
                      Hex.address(call.from()),
                      Hex.number(call.value())));
        }
        walk(search, call, here);
      }
    }
  }

  private static boolean movesValue(Wire.Frame call) throws NodeFailure {
    return call.type() != null
        && MOVES_VALUE.contains(call.type())
        && call.value() != null
        && Hex.number(call.value()).signum() > 0
        && !String.valueOf(call.from()).equalsIgnoreCase(call.to());
  }

  /** The form of Erigon, Nethermind and others: one flat list, each with its path. */
  static List<InnerCall> flat(List<Wire.FlatTrace> traces, String address) throws NodeFailure {
    Set<String> reverted = new HashSet<>();
    List<InnerCall> found = new ArrayList<>();
    for (Wire.FlatTrace trace : traces) {
      List<Integer> path = trace.traceAddress();
      String txHash = trace.transactionHash();
      if (path == null || txHash == null) {
        continue;
      }
      if (trace.error() != null || isWithin(reverted, txHash, path)) {
        reverted.add(key(txHash, path));
        continue;
      }
      InnerCall call = path.isEmpty() ? null : inner(trace, Hex.hash(txHash), path, address);
      if (call != null) {
        found.add(call);
      }
    }
    return found;
  }

  private static @Nullable InnerCall inner(
      Wire.FlatTrace trace, String txHash, List<Integer> path, String address) throws NodeFailure {
    Wire.Action action = trace.action();
    if (action == null) {
      return null;
    }
    boolean isEnd = "suicide".equals(trace.type()) || "selfdestruct".equals(trace.type());
    boolean isCall = "call".equals(trace.type()) && "call".equals(action.callType());
    String to = isEnd ? action.refundAddress() : action.to();
    String from = isEnd ? action.address() : action.from();
    String value = isEnd ? action.balance() : action.value();
    if (!(isEnd || isCall) || !address.equalsIgnoreCase(to) || value == null) {
      return null;
    }
    BigInteger units = Hex.number(value);
    String position = "call:" + String.join("_", path.stream().map(String::valueOf).toList());
    return units.signum() == 0 || address.equalsIgnoreCase(from)
        ? null
        : new InnerCall(txHash, position, Hex.address(from), units);
  }

  private static boolean isWithin(Set<String> reverted, String txHash, List<Integer> path) {
    for (int length = path.size() - 1; length >= 0; length--) {
      if (reverted.contains(key(txHash, path.subList(0, length)))) {
        return true;
      }
    }
    return false;
  }

  private static String key(String txHash, List<Integer> path) {
    return txHash + path;
  }
}
