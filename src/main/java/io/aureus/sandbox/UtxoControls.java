package io.aureus.sandbox;

import io.aureus.money.CoinAddress;
import io.aureus.sandbox.UtxoTransaction.Output;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The methods that no real node has: they pay, mine, reorganise and misbehave. They ask for no
 * password.
 *
 * <ul>
 *   <li>{@code sim_pay {to, units, outputs?, rate?, final?}}: the id of a payment that waits;
 *       {@code outputs} is a list of {@code {to, units}} instead of one receiver; {@code rate} its
 *       fee for one virtual byte (5), and {@code final} says that it will not be replaced
 *   <li>{@code sim_replace {txid, to?, units?, outputs?}}: another in its place at a higher fee,
 *       which pays nobody but the payer itself unless it is told whom
 *   <li>{@code sim_lift {txid, rate}}: a child that pays for it
 *   <li>{@code sim_drop txid}: the mempool forgets it; {@code sim_resubmit txid}: offers again what
 *       was forgotten, replaced or lost
 *   <li>{@code sim_find txid}: the number of the block that holds it, or null
 *   <li>{@code sim_mine n}; {@code sim_reorg {depth, keep, wait, drop?}}: the last blocks are
 *       replaced by as many and one; their transactions are mined again ({@code keep}, which is the
 *       default), or else {@code wait} again, or are gone; {@code drop} is one that is gone
 *   <li>{@code sim_setEstimate rate}, or {@code {rate, from?, least?}}: what {@code
 *       estimatesmartfee} answers for spans of {@code from} blocks (1) and more, and what the
 *       mempool takes at {@code least} (1); {@code sim_setLeastRate rate}: what pays less is not
 *       mined
 *   <li>{@code sim_hold held}: no block comes by itself until it is false again
 *   <li>{@code sim_fail {kind, calls}}, {@code sim_failAfterTaking {kind, calls}}, {@code sim_down
 *       seconds}, {@code sim_setBlockTime millis}: as on the simulated Ethereum
 * </ul>
 */
final class UtxoControls {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final long USUAL_RATE = 5;

  private final UtxoChain chain;
  private final UtxoNodeMethods node;
  private final Faults faults;
  private final Miner miner;

  UtxoControls(UtxoChain chain, UtxoNodeMethods node, Faults faults, Miner miner) {
    this.chain = chain;
    this.node = node;
    this.faults = faults;
    this.miner = miner;
  }

  JsonNode call(String method, Params params) {
    try {
      return control(method, params);
    } catch (IllegalArgumentException e) {
      throw RpcError.params(String.valueOf(e.getMessage()));
    }
  }

  private JsonNode control(String method, Params params) {
    JsonNode first = params.at(0);
    return switch (method) {
      case "sim_pay" -> pay(first);
      case "sim_replace" -> replace(first);
      case "sim_lift" -> lift(first);
      case "sim_drop" -> {
        chain.evict(txid(first));
        yield first;
      }
      case "sim_resubmit" -> {
        chain.resubmit(txid(first));
        miner.wake();
        yield first;
      }
      case "sim_find" ->
          chain
              .coins()
              .place(txid(first))
              .<JsonNode>map(place -> NODES.numberNode(place.height()))
              .orElseGet(NODES::nullNode);
      case "sim_mine" -> mine(first);
      case "sim_reorg" -> {
        chain.reorganise((int) number(first.path("depth")), SimulationControls.fate(first));
        if (first.has("drop")) {
          chain.evict(txid(first.path("drop")));
        }
        miner.wake();
        yield NODES.numberNode(chain.height());
      }
      case "sim_down" -> NODES.numberNode(SimulationControls.down(faults, params));
      default -> {
        behave(method, first);
        yield NODES.booleanNode(true);
      }
    };
  }

  private void behave(String method, JsonNode first) {
    switch (method) {
      case "sim_setEstimate" ->
          node.setEstimate(
              number(first.isObject() ? first.path("rate") : first),
              first.path("from").asInt(1),
              first.path("least").asLong(1));
      case "sim_setLeastRate" -> chain.setLeastRate(number(first));
      case "sim_fail" ->
          faults.failNext(SimulationControls.kind(first.path("kind")), number(first.path("calls")));
      case "sim_failAfterTaking" ->
          faults.failAfterTaking(
              SimulationControls.afterTaking(first.path("kind")), number(first.path("calls")));
      case "sim_hold" -> miner.hold(first.asBoolean(true));
      case "sim_setBlockTime" -> miner.setBlockTime(Duration.ofMillis(number(first)));
      default -> throw new RpcError(RpcError.NO_SUCH_METHOD, "no control " + method);
    }
  }

  private JsonNode pay(JsonNode payment) {
    if (!payment.isObject()) {
      throw RpcError.params("sim_pay takes one object");
    }
    List<Output> outputs = outputs(payment);
    if (outputs.isEmpty()) {
      throw RpcError.params("sim_pay needs to know whom: {to, units}");
    }
    long rate = payment.path("rate").asLong(USUAL_RATE);
    boolean isFinal = payment.path("final").asBoolean(false);
    return take(chain.faucet().pay(outputs, rate, isFinal, chain.height()));
  }

  private JsonNode replace(JsonNode wish) {
    UtxoMempool.Waiting old = waiting(wish);
    return take(chain.faucet().replacement(old, outputs(wish), chain.height()));
  }

  private JsonNode lift(JsonNode wish) {
    UtxoTransaction parent = waiting(wish).transaction();
    return take(
        chain
            .faucet()
            .child(parent, number(wish.path("rate")), chain.height())
            .orElseThrow(() -> RpcError.params("it pays nothing back to the faucet")));
  }

  private JsonNode take(UtxoTransaction transaction) {
    boolean isFirst = chain.mempool().isEmpty();
    chain.take(transaction);
    if (isFirst) {
      miner.putOff();
    } else {
      miner.wake();
    }
    return NODES.stringNode(transaction.txid());
  }

  private UtxoMempool.Waiting waiting(JsonNode wish) {
    String txid = txid(wish.path("txid"));
    return chain.mempool().find(txid).orElseThrow(() -> RpcError.params(txid + " does not wait"));
  }

  private JsonNode mine(JsonNode blocks) {
    for (long i = blocks.isMissingNode() ? 1 : number(blocks); i > 0; i--) {
      chain.mine();
    }
    return NODES.numberNode(chain.height());
  }

  private List<Output> outputs(JsonNode wish) {
    List<Output> outputs = new ArrayList<>();
    for (JsonNode each : wish.path("outputs")) {
      outputs.add(output(each));
    }
    if (wish.has("to")) {
      outputs.add(output(wish));
    }
    return outputs;
  }

  private Output output(JsonNode wish) {
    byte[] script =
        CoinAddress.parse(chain.network().chain(), wish.path("to").asString("")).script();
    long units = Params.units(wish.path("units")).longValueExact();
    return new Output(units, UtxoBytes.HEX.formatHex(script));
  }

  private static String txid(JsonNode node) {
    return UtxoMethods.hash(node, "txid");
  }

  private static long number(JsonNode node) {
    return Params.units(node).longValueExact();
  }
}
