package io.aureus.sandbox;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What waits to be mined, by geth's rules and with its words. */
final class Mempool {
  static final long BLOCK_GAS = 30_000_000;
  private static final BigInteger LEAST_TIP = BigInteger.ONE;
  private static final BigInteger HUNDRED = BigInteger.valueOf(100);
  private static final BigInteger REPLACEMENT = BigInteger.valueOf(110);

  private final SimulatedState state;
  private final Map<String, ChainTransaction> pending = new LinkedHashMap<>();

  Mempool(SimulatedState state) {
    this.state = state;
  }

  Collection<ChainTransaction> all() {
    return List.copyOf(pending.values());
  }

  Optional<ChainTransaction> find(String hash) {
    return Optional.ofNullable(pending.get(hash));
  }

  boolean isEmpty() {
    return pending.isEmpty();
  }

  /** Takes it in, in place of the one with the same sender and nonce. */
  void put(ChainTransaction transaction) {
    if (transaction instanceof SignedTransaction signed) {
      rival(signed).ifPresent(rival -> pending.remove(rival.hash()));
    }
    pending.put(transaction.hash(), transaction);
  }

  void remove(String hash) {
    pending.remove(hash);
  }

  /** Forgets those whose nonce has been used meanwhile. */
  void forgetUsed(long head) {
    pending
        .values()
        .removeIf(
            transaction ->
                transaction instanceof SignedTransaction signed
                    && signed.nonce() < state.nonce(signed.from(), head));
  }

  /** The sender's next nonce if all that waits without a gap is counted. */
  long nextNonce(String address, long head) {
    long next = state.nonce(address, head);
    while (waits(address, next)) {
      next++;
    }
    return next;
  }

  /** What the next block should hold, in an order in which it can be executed. */
  List<String> forBlock(BigInteger baseFee, long head) {
    List<String> chosen = new ArrayList<>();
    Map<String, Long> nonces = new HashMap<>();
    List<ChainTransaction> left = new ArrayList<>(pending.values());
    long gas = BLOCK_GAS;
    int before;
    do {
      before = left.size();
      List<ChainTransaction> later = new ArrayList<>();
      for (ChainTransaction transaction : left) {
        long nonce =
            nonces.computeIfAbsent(transaction.from(), address -> state.nonce(address, head));
        if (isDue(transaction, nonce, baseFee) && transaction.gas() <= gas) {
          chosen.add(transaction.hash());
          nonces.put(transaction.from(), nonce + 1);
          gas -= transaction instanceof SignedTransaction ? transaction.gas() : 0;
        } else {
          later.add(transaction);
        }
      }
      left = later;
    } while (left.size() < before);
    return chosen;
  }

  /**
   * @throws RpcError where a node would not take it
   */
  void check(SignedTransaction signed, long chainId, long head) {
    if (pending.containsKey(signed.hash())) {
      throw refused("already known");
    }
    checkForm(signed, chainId);
    long next = state.nonce(signed.from(), head);
    if (signed.nonce() < next) {
      throw refused("nonce too low: next nonce %d, tx nonce %d".formatted(next, signed.nonce()));
    }
    checkFunds(signed, head);
    rival(signed)
        .filter(
            rival ->
                isTooClose(rival.maxFee(), signed.maxFee())
                    || isTooClose(rival.priority(), signed.priority()))
        .ifPresent(
            rival -> {
              throw refused("replacement transaction underpriced");
            });
  }

  private static void checkForm(SignedTransaction signed, long chainId) {
    if (signed.chainId() != chainId) {
      throw refused(
          "invalid chain id for signer: have %d want %d".formatted(signed.chainId(), chainId));
    }
    if (signed.from().isEmpty()) {
      throw refused("invalid sender");
    }
    if (signed.type() == 4 && signed.authorizations().isEmpty()) {
      throw refused("EIP-7702 transaction with empty auth list");
    }
    if (signed.gas() > BLOCK_GAS) {
      throw refused("exceeds block gas limit");
    }
    if (signed.priority().compareTo(signed.maxFee()) > 0) {
      throw refused("max priority fee per gas higher than max fee per gas");
    }
    if (signed.gas() < signed.intrinsicGas()) {
      throw refused(
          "intrinsic gas too low: gas %d, minimum needed %d"
              .formatted(signed.gas(), signed.intrinsicGas()));
    }
    if (signed.priority().compareTo(LEAST_TIP) < 0) {
      throw refused(
          "transaction underpriced: gas tip cap %d, minimum needed %d"
              .formatted(signed.priority(), LEAST_TIP));
    }
  }

  /** All that the sender has waiting must be covered, the one that is replaced left out. */
  private void checkFunds(SignedTransaction signed, long head) {
    BigInteger balance = state.balance("", signed.from(), head);
    BigInteger queued =
        pending.values().stream()
            .filter(other -> other instanceof SignedTransaction)
            .filter(other -> other.from().equals(signed.from()))
            .filter(other -> other.nonce() != signed.nonce())
            .map(ChainTransaction::mostCost)
            .reduce(BigInteger.ZERO, BigInteger::add);
    if (balance.compareTo(queued.add(signed.mostCost())) < 0) {
      throw refused(
          "insufficient funds for gas * price + value: balance %d, queued cost %d, tx cost %d"
              .formatted(balance, queued, signed.mostCost()));
    }
  }

  private static boolean isTooClose(BigInteger before, BigInteger now) {
    return now.multiply(HUNDRED).compareTo(before.multiply(REPLACEMENT)) < 0;
  }

  private static boolean isDue(ChainTransaction transaction, long nonce, BigInteger baseFee) {
    return transaction instanceof SimulatedTransaction
        || (transaction.nonce() == nonce && transaction.maxFee().compareTo(baseFee) >= 0);
  }

  private Optional<ChainTransaction> rival(SignedTransaction signed) {
    return pending.values().stream()
        .filter(other -> other instanceof SignedTransaction)
        .filter(other -> other.from().equals(signed.from()) && other.nonce() == signed.nonce())
        .findFirst();
  }

  private boolean waits(String address, long nonce) {
    return pending.values().stream()
        .anyMatch(other -> other.from().equals(address) && other.nonce() == nonce);
  }

  private static RpcError refused(String words) {
    return new RpcError(RpcError.EXECUTION, words);
  }
}
