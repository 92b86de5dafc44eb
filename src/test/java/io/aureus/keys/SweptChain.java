package io.aureus.keys;

import com.esaulpaugh.headlong.abi.Address;
import io.aureus.testing.AnvilNode;
import io.aureus.testing.EvmBench;
import io.aureus.testing.EvmKey;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A real chain with a sweeper for a hot address, and orders' addresses that hold something. */
final class SweptChain implements AutoCloseable {
  static final long CHAIN_ID = 31_399;
  static final String NO_TOKEN = "0x" + "0".repeat(40);
  static final BigInteger FIVE = BigInteger.valueOf(5_000_000);

  final AnvilNode node = AnvilNode.start(CHAIN_ID);
  final EvmBench bench = new EvmBench(node);
  final EvmKey hot = EvmKey.of("hot");
  final EvmKey stranger = EvmKey.of("stranger");
  final JsonNode deployed;
  final String sweeper;
  final String shadow;
  private int made;

  SweptChain() {
    bench.fund(hot);
    bench.fund(stranger);
    SweeperContract.Deployment deployment = SweeperContract.of(hot.address()).byDeployer();
    deployed =
        bench.send(
            stranger, 2_000_000, String.valueOf(deployment.to()), deployment.data(), List.of());
    sweeper = deployment.address();
    shadow = SweeperContract.shadow(sweeper);
  }

  /** Fresh keys of orders' addresses. */
  List<EvmKey> orders(int count) {
    made += count;
    return IntStream.range(made - count, made).mapToObj(no -> EvmKey.of("order " + no)).toList();
  }

  /** Fresh keys whose addresses hold five of the token. */
  List<EvmKey> paid(String token, int count) {
    List<EvmKey> orders = orders(count);
    pay(token, orders);
    return orders;
  }

  void pay(String token, List<EvmKey> orders) {
    orders.forEach(order -> node.payToken(token, order.address(), FIVE));
    node.mine(1);
  }

  /** As an order's address should sign: for this chain, the shadow, and its nonce now. */
  List<EvmKey.Authorization> authorizations(List<EvmKey> orders) {
    return orders.stream()
        .map(order -> order.authorize(CHAIN_ID, shadow, bench.nonce(order.address())))
        .toList();
  }

  /** The receipt of a sweep that the sender pays for. */
  JsonNode sweep(
      EvmKey sender,
      @Nullable String token,
      List<EvmKey> orders,
      List<EvmKey.Authorization> authorizations) {
    List<String> accounts = orders.stream().map(EvmKey::address).toList();
    long limit = SweeperContract.gasLimit(orders.size(), authorizations.size());
    return bench.send(sender, limit, sweeper, sweepAll(token, accounts), authorizations);
  }

  static String sweepAll(@Nullable String token, List<String> accounts) {
    return EvmBench.call(
        "sweepAll(address,address[])",
        EvmBench.address(token == null ? NO_TOKEN : token),
        accounts.stream().map(EvmBench::address).toArray(Address[]::new));
  }

  /** The receipt of the usual sweep: from the hot address, delegating anew. */
  JsonNode sweep(@Nullable String token, List<EvmKey> orders) {
    return sweep(hot, token, orders, authorizations(orders));
  }

  BigInteger held(String token, List<EvmKey> orders) {
    return orders.stream()
        .map(order -> bench.tokens(token, order.address()))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  @Override
  public void close() {
    node.close();
  }
}
