package io.aureus.sandbox;

import io.aureus.sandbox.SimulatedTransaction.Output;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The methods that no real node has: they pay, mine, reorganise and misbehave.
 *
 * <ul>
 *   <li>{@code sim_pay {to, units, asset?, from?, failed?, internal?, outputs?}}: the hash of a
 *       payment that is in the next block; {@code asset} is a token's contract, or {@code native};
 *       {@code outputs} is a list of {@code {to, units}} instead of one receiver
 *   <li>{@code sim_deployToken {symbol, decimals}}: a new token's contract
 *   <li>{@code sim_mine n}; {@code sim_reorg {depth, keep, wait, drop?}}: its transactions are
 *       mined again ({@code keep}, which is the default), or else {@code wait} again, or are gone;
 *       of those that wait the mempool forgets {@code drop}; {@code sim_resubmit hash}: one that is
 *       gone waits again
 *   <li>{@code sim_drop hash}: the mempool forgets it; {@code sim_setBaseFee units}: what offers
 *       less for one gas is not mined
 *   <li>{@code sim_refuse {asset, refuse}}: from the next block on the token answers transfers
 *       without moving anything, or moves again
 *   <li>{@code sim_lag n}: shows a head n blocks behind
 *   <li>{@code sim_fail {kind, calls}}: {@code error}, {@code hang}, {@code garbage} or {@code
 *       rate_limit} for the next HTTP requests
 *   <li>{@code sim_down seconds}: nothing but these controls is answered for so long (0: it is
 *       again); the answer is for how long it still is not; without a number it only tells that
 *   <li>{@code sim_failAfterTaking {kind, calls}}: {@code reset}, {@code hang}, {@code error},
 *       {@code bad_gateway} or {@code twice} for the next transactions that are offered and taken
 *   <li>{@code sim_setBlockTime millis} (0: on demand only); {@code sim_setLogLimit {results,
 *       blocks}} (0: none)
 * </ul>
 */
final class SimulationControls {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final SimulatedChain chain;
  private final Faults faults;
  private final Miner miner;

  SimulationControls(SimulatedChain chain, Faults faults, Miner miner) {
    this.chain = chain;
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
      case "sim_pay" -> NODES.stringNode(pay(first));
      case "sim_deployToken" ->
          NODES.stringNode(
              chain
                  .deploy(first.path("symbol").asString(), first.path("decimals").asInt())
                  .address());
      case "sim_mine" -> mine(first);
      case "sim_reorg" -> {
        chain.reorganise((int) count(first.path("depth")), fate(first));
        if (first.has("drop")) {
          chain.drop(Params.hash(first.path("drop")));
        }
        yield head();
      }
      case "sim_resubmit" -> {
        chain.resubmit(Params.hash(first));
        miner.wake();
        yield first;
      }
      case "sim_drop" -> {
        chain.drop(Params.hash(first));
        yield first;
      }
      case "sim_down" -> NODES.numberNode(down(faults, params));
      case "sim_setBaseFee" -> {
        chain.setBaseFee(Params.units(first));
        yield first;
      }
      default -> {
        behave(method, first);
        yield NODES.booleanNode(true);
      }
    };
  }

  /** Those that change how the node behaves, and not its chain. */
  private void behave(String method, JsonNode first) {
    switch (method) {
      case "sim_refuse" ->
          chain
              .state()
              .refuse(Params.address(first.path("asset")), first.path("refuse").asBoolean(true));
      case "sim_tax" ->
          chain.state().tax(Params.address(first.path("asset")), Params.units(first.path("units")));
      case "sim_lag" -> faults.setLag(count(first));
      case "sim_fail" -> faults.failNext(kind(first.path("kind")), count(first.path("calls")));
      case "sim_failAfterTaking" ->
          faults.failAfterTaking(afterTaking(first.path("kind")), count(first.path("calls")));
      case "sim_setBlockTime" -> miner.setBlockTime(Duration.ofMillis(count(first)));
      case "sim_setLogLimit" ->
          faults.setLogLimits(limit(first.path("results")), limit(first.path("blocks")));
      default -> throw new RpcError(RpcError.NO_SUCH_METHOD, "no control " + method);
    }
  }

  /** For how many seconds nothing is answered from now on. */
  static long down(Faults faults, Params params) {
    if (!params.at(0).isMissingNode()) {
      faults.goDown(count(params.at(0)));
    }
    return faults.secondsDown();
  }

  private JsonNode mine(JsonNode blocks) {
    for (long i = blocks.isMissingNode() ? 1 : count(blocks); i > 0; i--) {
      chain.mine();
    }
    return head();
  }

  private String pay(JsonNode payment) {
    if (!payment.isObject()) {
      throw RpcError.params("sim_pay takes one object");
    }
    String asset = payment.path("asset").asString("native").toLowerCase(Locale.ROOT);
    String token = asset.equals("native") ? "" : Params.address(payment.path("asset"));
    if (!token.isEmpty() && chain.state().token(token).isEmpty()) {
      throw RpcError.params("no token at " + token + "; see sim_deployToken");
    }
    JsonNode payer = payment.path("from");
    List<Output> outputs = outputs(payment);
    String from = payer.isMissingNode() ? SimulatedChain.FAUCET : Params.address(payer);
    String hash =
        chain
            .submit(
                new SimulatedTransaction.Payment(
                    from,
                    token,
                    outputs,
                    payment.path("internal").asBoolean(false),
                    payment.path("failed").asBoolean(false)))
            .hash();
    miner.wake();
    return hash;
  }

  private static List<Output> outputs(JsonNode payment) {
    JsonNode list = payment.path("outputs");
    if (!list.isArray() || list.isEmpty()) {
      return List.of(output(payment));
    }
    return list.valueStream().map(SimulationControls::output).toList();
  }

  private static Output output(JsonNode node) {
    return new Output(Params.address(node.path("to")), Params.units(node.path("units")));
  }

  private JsonNode head() {
    return NODES.stringNode(EthereumJson.hex(chain.head()));
  }

  static Faults.Kind kind(JsonNode node) {
    try {
      return Faults.Kind.valueOf(node.asString("").toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw RpcError.params("kind must be error, hang, garbage, rate_limit or none");
    }
  }

  static SimulatedChain.Fate fate(JsonNode reorg) {
    if (reorg.path("keep").asBoolean(true)) {
      return SimulatedChain.Fate.MINED;
    }
    return reorg.path("wait").asBoolean(false)
        ? SimulatedChain.Fate.WAITING
        : SimulatedChain.Fate.GONE;
  }

  static Faults.AfterTaking afterTaking(JsonNode node) {
    try {
      return Faults.AfterTaking.valueOf(node.asString("").toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw RpcError.params("kind must be reset, hang, error, bad_gateway, twice or none");
    }
  }

  private static long limit(JsonNode node) {
    return node.isMissingNode() ? 0 : count(node);
  }

  private static long count(JsonNode node) {
    if (!node.canConvertToLong() || node.asLong() < 0) {
      throw RpcError.params("expected a whole number, 0 or more");
    }
    return node.asLong();
  }
}
