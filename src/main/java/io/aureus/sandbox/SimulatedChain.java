package io.aureus.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The state of the simulated chain: blocks, balances and what waits to be mined. Every change is an
 * entry of its file before it is seen. Not safe for threads: its owner locks it.
 */
final class SimulatedChain implements AutoCloseable {
  /** Where payments come from unless another payer is named; it never runs dry. */
  static final String FAUCET = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";

  /** A token that the chain knows. */
  record Token(String address, String symbol, int decimals) {}

  /** Where a mined transaction is. */
  record Mined(SimulatedTransaction transaction, long block, int index) {}

  private final Clock clock;
  private final ChainFile file;
  private final List<byte[]> hashes = new ArrayList<>();
  private final List<Long> times = new ArrayList<>();
  private final NavigableMap<Long, List<SimulatedTransaction>> filled = new TreeMap<>();
  private final Map<String, Mined> mined = new HashMap<>();
  private final Map<String, SimulatedTransaction> pending = new LinkedHashMap<>();
  private final SimulatedBalances balances = new SimulatedBalances();
  private final Map<String, Long> nonces = new HashMap<>();
  private final Map<String, SimulatedTransaction> orphaned = new HashMap<>();
  private final Map<String, Token> tokens = new LinkedHashMap<>();
  private long chainId;
  private long forks;

  private SimulatedChain(ChainFile file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /**
   * Reads the chain of a folder, or begins one there.
   *
   * @throws IllegalStateException where the folder holds a chain with another id
   */
  static SimulatedChain open(Path dir, Clock clock, long chainId, Collection<Token> tokens) {
    ChainFile file = ChainFile.open(dir.resolve("chain.jsonl"));
    SimulatedChain chain = new SimulatedChain(file, clock);
    file.entries().forEach(chain::apply);
    file.forgetEntries();
    if (chain.hashes.isEmpty()) {
      chain.change(new ChainEntry.Genesis(clock.instant().getEpochSecond(), chainId));
    } else if (chain.chainId != chainId) {
      throw new IllegalStateException(dir + " holds a chain with id " + chain.chainId);
    }
    for (Token token : tokens) {
      if (!token.equals(chain.tokens.get(token.address()))) {
        chain.change(new ChainEntry.NewToken(token));
      }
    }
    return chain;
  }

  long chainId() {
    return chainId;
  }

  long head() {
    return hashes.size() - 1L;
  }

  String hash(long number) {
    return Keccak.hex(hashes.get((int) number));
  }

  /** Seconds since 1970. */
  long time(long number) {
    return times.get((int) number);
  }

  /** The number of the block with this hash; searched from the head, where it is usually found. */
  Optional<Long> numberOf(String hash) {
    byte[] wanted = Keccak.bytes(hash);
    for (int number = hashes.size() - 1; number >= 0; number--) {
      if (Arrays.equals(hashes.get(number), wanted)) {
        return Optional.of((long) number);
      }
    }
    return Optional.empty();
  }

  List<SimulatedTransaction> transactions(long number) {
    return filled.getOrDefault(number, List.of());
  }

  /** The blocks of a range that hold any transaction. */
  NavigableMap<Long, List<SimulatedTransaction>> filled(long from, long to) {
    return from > to ? new TreeMap<>() : filled.subMap(from, true, to, true);
  }

  Optional<Mined> mined(String hash) {
    return Optional.ofNullable(mined.get(hash));
  }

  Collection<SimulatedTransaction> pending() {
    return List.copyOf(pending.values());
  }

  Optional<Token> token(String address) {
    return Optional.ofNullable(tokens.get(address));
  }

  /** Mined transactions of an address. */
  long nonce(String address, long upTo) {
    return mined.values().stream()
        .filter(m -> m.block() <= upTo && m.transaction().from().equals(address))
        .count();
  }

  BigInteger balance(String token, String address, long number) {
    return balances.at(token, address, number);
  }

  /** True while payments are about, so that blocks should come quickly. */
  boolean isBusy(int blocks) {
    return !pending.isEmpty() || (!filled.isEmpty() && head() - filled.lastKey() < blocks);
  }

  SimulatedTransaction submit(SimulatedTransaction.Payment payment) {
    long nonce = nonces.getOrDefault(payment.from(), 0L);
    SimulatedTransaction transaction = SimulatedTransaction.of(payment, nonce, chainId);
    change(new ChainEntry.Submitted(transaction));
    return transaction;
  }

  /** Puts a transaction that the last reorganisation dropped back among those that wait. */
  void resubmit(String hash) {
    SimulatedTransaction transaction = orphaned.get(hash);
    if (transaction == null) {
      throw new IllegalArgumentException("the last reorganisation dropped no " + hash);
    }
    change(new ChainEntry.Submitted(transaction));
  }

  Token deploy(String symbol, int decimals) {
    byte[] address = Keccak.of("token|" + chainId + "|" + tokens.size() + "|" + symbol);
    Token token = new Token("0x" + Keccak.hex(address).substring(26), symbol, decimals);
    change(new ChainEntry.NewToken(token));
    return token;
  }

  void mine() {
    change(new ChainEntry.Block(nextTime(), List.copyOf(pending.keySet())));
  }

  /**
   * Replaces the last blocks by as many others.
   *
   * @param keep whether their transactions are mined again, in the second of the new blocks where
   *     there is one
   */
  void reorganise(int depth, boolean keep) {
    if (depth < 1 || depth > head()) {
      throw new IllegalArgumentException("depth must be 1 to " + head());
    }
    long ancestor = head() - depth;
    List<String> again = new ArrayList<>();
    if (keep) {
      filled.tailMap(ancestor, false).values().forEach(l -> l.forEach(t -> again.add(t.hash())));
    }
    List<ChainEntry.Block> blocks = new ArrayList<>();
    long time = time(ancestor);
    for (int i = 0; i < depth; i++) {
      time = Math.max(time + 1, time(ancestor + i + 1));
      boolean isHome = i == Math.min(1, depth - 1);
      blocks.add(new ChainEntry.Block(time, isHome ? List.copyOf(again) : List.of()));
    }
    change(new ChainEntry.Reorganised(ancestor, blocks));
  }

  private long nextTime() {
    return Math.max(time(head()) + 1, clock.instant().getEpochSecond());
  }

  private void change(ChainEntry entry) {
    file.append(entry);
    apply(entry);
  }

  private void apply(ChainEntry entry) {
    switch (entry) {
      case ChainEntry.Genesis genesis -> {
        chainId = genesis.chainId();
        hashes.add(Keccak.of("aureus simulated chain " + chainId + " of " + genesis.time()));
        times.add(genesis.time());
      }
      case ChainEntry.NewToken(Token token) -> tokens.put(token.address(), token);
      case ChainEntry.Submitted(SimulatedTransaction transaction) -> {
        pending.put(transaction.hash(), transaction);
        orphaned.remove(transaction.hash());
        nonces.merge(transaction.from(), transaction.nonce() + 1, Math::max);
      }
      case ChainEntry.Block block -> addBlock(block);
      case ChainEntry.Reorganised reorganised -> {
        removeAbove(reorganised.ancestor());
        forks++;
        reorganised.blocks().forEach(this::addBlock);
        pending.keySet().removeIf(mined::containsKey);
      }
    }
  }

  private void addBlock(ChainEntry.Block block) {
    long number = hashes.size();
    ByteBuffer fields =
        ByteBuffer.allocate(24).putLong(number).putLong(block.time()).putLong(forks);
    byte[] content = String.join("", block.transactions()).getBytes(StandardCharsets.US_ASCII);
    hashes.add(Keccak.of(hashes.getLast(), fields.array(), content));
    times.add(block.time());
    List<SimulatedTransaction> transactions = new ArrayList<>();
    for (String hash : block.transactions()) {
      SimulatedTransaction transaction = pending.remove(hash);
      if (transaction == null) {
        transaction = orphaned.remove(hash);
      }
      if (transaction == null) {
        throw new IllegalStateException("block " + number + " names unknown " + hash);
      }
      mined.put(hash, new Mined(transaction, number, transactions.size()));
      transactions.add(transaction);
      balances.move(transaction, number);
    }
    if (!transactions.isEmpty()) {
      filled.put(number, List.copyOf(transactions));
    }
  }

  private void removeAbove(long ancestor) {
    orphaned.clear();
    NavigableMap<Long, List<SimulatedTransaction>> lost = filled.tailMap(ancestor, false);
    for (List<SimulatedTransaction> transactions : lost.values()) {
      for (SimulatedTransaction transaction : transactions) {
        mined.remove(transaction.hash());
        orphaned.put(transaction.hash(), transaction);
      }
    }
    lost.clear();
    hashes.subList((int) ancestor + 1, hashes.size()).clear();
    times.subList((int) ancestor + 1, times.size()).clear();
    balances.forgetAbove(ancestor);
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
