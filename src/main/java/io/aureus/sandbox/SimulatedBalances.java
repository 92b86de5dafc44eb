package io.aureus.sandbox;

import io.aureus.sandbox.SimulatedTransaction.Output;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Who holds how much after which block of the simulated chain. */
final class SimulatedBalances {
  private static final BigInteger PLENTY = BigInteger.TEN.pow(60);

  /** By token (empty: native coin) and address: the balance after each block that changed it. */
  private final Map<String, NavigableMap<Long, BigInteger>> histories = new HashMap<>();

  BigInteger at(String token, String address, long number) {
    BigInteger first = address.equals(SimulatedChain.FAUCET) ? PLENTY : BigInteger.ZERO;
    NavigableMap<Long, BigInteger> history = histories.get(token + "/" + address);
    if (history == null) {
      return first;
    }
    Map.Entry<Long, BigInteger> entry = history.floorEntry(number);
    return entry == null ? first : entry.getValue();
  }

  /** A payer other than the faucet is given what he lacks, so that any address can pay. */
  void move(SimulatedTransaction transaction, long number) {
    String from = transaction.from();
    BigInteger fee = transaction.fee();
    if (transaction.failed()) {
      add("", from, number, fee.min(at("", from, number)).negate());
      return;
    }
    BigInteger coins = fee.add(transaction.value());
    BigInteger held = at("", from, number);
    add("", from, number, held.max(coins).subtract(held).subtract(coins));
    if (!transaction.isNative()) {
      BigInteger units = transaction.sum();
      BigInteger owned = at(transaction.token(), from, number);
      add(transaction.token(), from, number, owned.max(units).subtract(owned).subtract(units));
    }
    for (Output output : transaction.outputs()) {
      add(transaction.token(), output.to(), number, output.units());
    }
  }

  /** Undoes every block above this one. */
  void forgetAbove(long number) {
    histories.values().forEach(history -> history.tailMap(number, false).clear());
  }

  private void add(String token, String address, long number, BigInteger change) {
    BigInteger now = at(token, address, number).add(change);
    histories.computeIfAbsent(token + "/" + address, key -> new TreeMap<>()).put(number, now);
  }
}
