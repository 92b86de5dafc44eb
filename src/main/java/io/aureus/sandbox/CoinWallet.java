package io.aureus.sandbox;

import io.aureus.money.Amount;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A customer's wallet on a simulated chain of coins.
 *
 * @param chain its code, e.g. {@code BTC}
 */
record CoinWallet(SimulatedNodes nodes, String chain) implements CustomerWallet {
  @Override
  public String pay(String contract, String address, Amount amount) {
    return call("sim_pay", Map.of("to", address, "units", amount.units().toString())).asString();
  }

  @Override
  public Optional<Long> block(String hash) {
    if (call("getrawmempool").valueStream().anyMatch(id -> id.asString().equals(hash))) {
      return Optional.empty();
    }
    JsonNode known = call("sim_find", hash);
    return known.isNumber() ? Optional.of(known.asLong()) : Optional.empty();
  }

  @Override
  public long head() {
    return call("getblockcount").asLong();
  }

  @Override
  public void reorganise(long block, String hash) {
    long depth = head() - block + 1;
    call("sim_reorg", Map.of("depth", depth, "keep", false, "wait", true, "drop", hash));
  }

  @Override
  public void offerAgain(String hash) {
    call("sim_resubmit", hash);
  }

  @Override
  public void mine() {
    call("sim_mine", 1);
  }

  /**
   * Takes back a payment that waits: another spends the same coins at a higher fee, and pays nobody
   * but the customer.
   *
   * @return the other's hash
   */
  String replace(String hash) {
    return call("sim_replace", Map.of("txid", hash)).asString();
  }

  /** The mempool loses a payment that waits. */
  void forget(String hash) {
    call("sim_drop", hash);
  }

  /** Blocks come only when they are asked for, or again by themselves. */
  void hold(boolean held) {
    call("sim_hold", held);
  }

  private JsonNode call(String method, Object... parameters) {
    return nodes.call(chain, method, parameters);
  }
}
