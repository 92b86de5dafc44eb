package io.aureus.commands;

import io.aureus.money.Amount;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A customer's wallet on the simulated Ethereum. */
record EthereumWallet(RunningDemo demo) implements CustomerWallet {
  @Override
  public String pay(String contract, String address, Amount amount) {
    return demo.node(
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
    JsonNode receipt = demo.node("eth_getTransactionReceipt", hash);
    return receipt.isObject() ? Optional.of(number(receipt.path("blockNumber"))) : Optional.empty();
  }

  @Override
  public void reorganise(long block) {
    long head = number(demo.node("eth_blockNumber"));
    demo.node("sim_reorg", Map.of("depth", head - block + 1, "keep", false));
  }

  @Override
  public void offerAgain(String hash) {
    demo.node("sim_resubmit", hash);
  }

  private static long number(JsonNode hex) {
    return Long.parseLong(hex.asString().substring(2), 16);
  }
}
