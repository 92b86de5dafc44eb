package io.aureus.sandbox;

import io.aureus.money.Amount;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A customer's wallet on a simulated chain of Ethereum's kind.
 *
 * @param chain its code, e.g. {@code ETH}
 */
record EthereumWallet(SimulatedNodes nodes, String chain) implements CustomerWallet {
  @Override
  public String pay(String contract, String address, Amount amount) {
    return call(
            "sim_pay",
            Map.of(
                "to",
                address,
                "units",
                amount.units().toString(),
                "asset",
                contract.isEmpty() ? "native" : contract))
        .asString();
  }

  @Override
  public Optional<Long> block(String hash) {
    JsonNode receipt = call("eth_getTransactionReceipt", hash);
    return receipt.isObject() ? Optional.of(number(receipt.path("blockNumber"))) : Optional.empty();
  }

  @Override
  public long head() {
    return number(call("eth_blockNumber"));
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

  private JsonNode call(String method, Object... parameters) {
    return nodes.call(chain, method, parameters);
  }

  private static long number(JsonNode hex) {
    return Long.parseLong(hex.asString().substring(2), 16);
  }
}
