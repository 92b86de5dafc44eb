package io.aureus.sandbox;

import io.aureus.sandbox.Executed.Move;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who holds how much, has which nonce and which code, after which block of the simulated chain. */
final class SimulatedState {
  private static final BigInteger PLENTY = BigInteger.TEN.pow(60);
  private static final String SOME_CODE = "0x6080604052";

  private final Histories<BigInteger> balances = new Histories<>();
  private final Histories<Long> nonces = new Histories<>();
  private final Histories<String> codes = new Histories<>();
  private final Map<String, SimulatedChain.Token> tokens = new LinkedHashMap<>();
  private final Map<String, BigInteger> taxes = new ConcurrentHashMap<>();
  private final Set<String> refusing = ConcurrentHashMap.newKeySet();

  /**
   * @param token its contract, empty for the native coin
   */
  BigInteger balance(String token, String address, long number) {
    BigInteger first = address.equals(SimulatedChain.FAUCET) ? PLENTY : BigInteger.ZERO;
    return balances.at(token + "/" + address, number, first);
  }

  long nonce(String address, long number) {
    return nonces.at(address, number, 0L);
  }

  /** As 0x…; {@code 0x} for none. */
  String code(String address, long number) {
    if (address.equals(SimulatedTransaction.SPLITTER) || tokens.containsKey(address)) {
      return SOME_CODE;
    }
    String first = address.equals(SimulatedSweeper.DEPLOYER) ? SimulatedSweeper.DEPLOYER_CODE : "";
    String code = codes.at(address, number, first);
    return code.isEmpty() ? "0x" : code;
  }

  Optional<SimulatedChain.Token> token(String address) {
    return Optional.ofNullable(tokens.get(address));
  }

  /** Whether a token answers without moving anything, as some do instead of failing. */
  boolean refuses(String token) {
    return refusing.contains(token);
  }

  void refuse(String token, boolean refuses) {
    if (refuses) {
      refusing.add(token);
    } else {
      refusing.remove(token);
    }
  }

  /** What the token keeps of each transfer, in its smallest unit. */
  BigInteger tax(String token) {
    return taxes.getOrDefault(token, BigInteger.ZERO);
  }

  void tax(String token, BigInteger units) {
    taxes.put(token, units);
  }

  int tokens() {
    return tokens.size();
  }

  void add(SimulatedChain.Token token) {
    tokens.put(token.address(), token);
  }

  void countNonce(String address, long number) {
    nonces.put(address, number, nonce(address, number) + 1);
  }

  /**
   * @param code empty for none
   */
  void setCode(String address, long number, String code) {
    codes.put(address, number, code);
  }

  void move(Move move, long number) {
    change(move.token(), move.from(), number, move.units().negate());
    change(move.token(), move.to(), number, move.units());
  }

  /** Takes coin from an address; never more than it has. */
  void charge(String address, BigInteger units, long number) {
    change("", address, number, units.min(balance("", address, number)).negate());
  }

  /** Gives an address what it lacks, so that anybody can pay. */
  void provide(String token, String address, BigInteger units, long number) {
    BigInteger missing = units.subtract(balance(token, address, number));
    change(token, address, number, missing.max(BigInteger.ZERO));
  }

  /** Undoes every block above this one. */
  void forgetAbove(long number) {
    balances.forgetAbove(number);
    nonces.forgetAbove(number);
    codes.forgetAbove(number);
  }

  private void change(String token, String address, long number, BigInteger change) {
    if (change.signum() != 0) {
      BigInteger now = balance(token, address, number).add(change);
      balances.put(token + "/" + address, number, now);
    }
  }
}
