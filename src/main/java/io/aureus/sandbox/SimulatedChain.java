package io.aureus.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The state of the simulated chain: blocks, balances and what waits to be mined. Every change is an
 * entry of its file before it is seen. Not safe for threads: its owner locks it.
 */
final class SimulatedChain implements Miner.Minable, AutoCloseable {
  /** Where payments come from unless another payer is named; it never runs dry. */
  static final String FAUCET = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";

  /** A token that the chain knows. */
  record Token(String address, String symbol, int decimals) {}

  /** Where a mined transaction is. */
  record Mined(Executed executed, long block, int index) {}

  private final Clock clock;
  private final ChainFile<ChainEntry> file;
  private final SimulatedBlocks blocks = new SimulatedBlocks();
  private final SimulatedState state = new SimulatedState();
  private final Mempool mempool = new Mempool(state);
  private final Execution execution = new Execution(state);
  private final Map<String, Long> nonces = new HashMap<>();
  private final Map<String, ChainTransaction> orphaned = new LinkedHashMap<>();
  private BigInteger baseFee = SimulatedTransaction.GAS_PRICE;
  private long chainId;
  private long forks;

  private SimulatedChain(ChainFile<ChainEntry> file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /**
   * Reads the chain of a folder, or begins one there.
   *
   * @throws IllegalStateException where the folder holds a chain with another id
   */
  static SimulatedChain open(Path dir, Clock clock, long chainId, Collection<Token> tokens) {
    ChainFile<ChainEntry> file = ChainFile.open(dir.resolve("chain.jsonl"), ChainEntry.class);
    SimulatedChain chain = new SimulatedChain(file, clock);
    file.entries().forEach(chain::apply);
    file.forgetEntries();
    if (chain.blocks.isEmpty()) {
      chain.change(new ChainEntry.Genesis(clock.instant().getEpochSecond(), chainId));
    } else if (chain.chainId != chainId) {
      throw new IllegalStateException(dir + " holds a chain with id " + chain.chainId);
    }
    for (Token token : tokens) {
      if (!chain.state.token(token.address()).filter(token::equals).isPresent()) {
        chain.change(new ChainEntry.NewToken(token));
      }
    }
    return chain;
  }

  long chainId() {
    return chainId;
  }

  long head() {
    return blocks.head();
  }

  String hash(long number) {
    return Keccak.hex(blocks.hash(number));
  }

  SimulatedBlocks blocks() {
    return blocks;
  }

  SimulatedState state() {
    return state;
  }

  Mempool mempool() {
    return mempool;
  }

  /** What gas costs in the next block. */
  BigInteger baseFee() {
    return baseFee;
  }

  @Override
  public boolean isBusy(int count) {
    return !mempool.isEmpty() || (blocks.lastFilled() >= 0 && head() - blocks.lastFilled() < count);
  }

  SimulatedTransaction submit(SimulatedTransaction.Payment payment) {
    long nonce = nonces.getOrDefault(payment.from(), 0L);
    SimulatedTransaction transaction = SimulatedTransaction.of(payment, nonce, chainId);
    change(new ChainEntry.Submitted(transaction));
    return transaction;
  }

  /**
   * Takes a signed transaction among those that wait.
   *
   * @throws RpcError where a node would not take it
   */
  SignedTransaction offer(String raw) {
    SignedTransaction signed = SignedBytes.read(raw);
    mempool.check(signed, chainId, head());
    change(new ChainEntry.Offered(raw));
    return signed;
  }

  /** Puts a transaction that was dropped since the last reorganisation, or by it, back. */
  void resubmit(String hash) {
    switch (orphaned.get(hash)) {
      case null ->
          throw new IllegalArgumentException(
              "since the last reorganisation none was dropped: " + hash);
      case SimulatedTransaction payment -> change(new ChainEntry.Submitted(payment));
      case SignedTransaction signed -> change(new ChainEntry.Offered(signed.raw()));
    }
  }

  /** Forgets a transaction that waits. */
  void drop(String hash) {
    if (mempool.find(hash).isEmpty()) {
      throw new IllegalArgumentException(hash + " does not wait");
    }
    change(new ChainEntry.Dropped(hash));
  }

  void setBaseFee(BigInteger units) {
    change(new ChainEntry.BaseFee(units));
  }

  Token deploy(String symbol, int decimals) {
    byte[] address = Keccak.of("token|" + chainId + "|" + state.tokens() + "|" + symbol);
    Token token = new Token("0x" + Keccak.hex(address).substring(26), symbol, decimals);
    change(new ChainEntry.NewToken(token));
    return token;
  }

  @Override
  public void mine() {
    change(new ChainEntry.Block(nextTime(), mempool.forBlock(baseFee, head())));
  }

  /** What becomes of the transactions of blocks that a reorganisation takes away. */
  enum Fate {
    /** They are in the new blocks, in the second one where there is one. */
    MINED,
    /** They wait again. */
    WAITING,
    /** They are gone. */
    GONE
  }

  /** Replaces the last blocks by as many others. */
  void reorganise(int depth, Fate fate) {
    if (depth < 1 || depth > head()) {
      throw new IllegalArgumentException("depth must be 1 to " + head());
    }
    long ancestor = head() - depth;
    List<String> hashes =
        blocks.filled(ancestor + 1, head()).values().stream()
            .flatMap(List::stream)
            .map(executed -> executed.transaction().hash())
            .toList();
    List<ChainEntry.Block> replaced = new ArrayList<>();
    long time = blocks.time(ancestor);
    for (int i = 0; i < depth; i++) {
      time = Math.max(time + 1, blocks.time(ancestor + i + 1));
      boolean isHome = fate == Fate.MINED && i == Math.min(1, depth - 1);
      replaced.add(new ChainEntry.Block(time, isHome ? hashes : List.of()));
    }
    List<String> waiting = fate == Fate.GONE ? List.of() : hashes;
    change(new ChainEntry.Reorganised(ancestor, replaced, waiting));
  }

  private long nextTime() {
    return Math.max(blocks.time(head()) + 1, clock.instant().getEpochSecond());
  }

  private void change(ChainEntry entry) {
    file.append(entry);
    apply(entry);
  }

  private void apply(ChainEntry entry) {
    switch (entry) {
      case ChainEntry.Genesis genesis -> {
        chainId = genesis.chainId();
        byte[] hash = Keccak.of("aureus simulated chain " + chainId + " of " + genesis.time());
        blocks.add(hash, genesis.time(), baseFee, List.of());
      }
      case ChainEntry.NewToken(Token token) -> state.add(token);
      case ChainEntry.Submitted(SimulatedTransaction payment) -> {
        await(payment);
        nonces.merge(payment.from(), payment.nonce() + 1, Math::max);
      }
      case ChainEntry.Offered(String raw) -> await(SignedBytes.read(raw));
      case ChainEntry.Dropped(String hash) -> {
        mempool.find(hash).ifPresent(dropped -> orphaned.put(hash, dropped));
        mempool.remove(hash);
      }
      case ChainEntry.BaseFee(BigInteger units) -> baseFee = units;
      case ChainEntry.Block block -> addBlock(block);
      case ChainEntry.Reorganised reorganised -> replaceBlocks(reorganised);
    }
  }

  private void await(ChainTransaction transaction) {
    mempool.put(transaction);
    orphaned.remove(transaction.hash());
  }

  private void replaceBlocks(ChainEntry.Reorganised reorganised) {
    orphaned.clear();
    for (ChainTransaction removed : blocks.removeAbove(reorganised.ancestor())) {
      if (reorganised.waiting().contains(removed.hash())) {
        mempool.put(removed);
      } else {
        orphaned.put(removed.hash(), removed);
      }
    }
    state.forgetAbove(reorganised.ancestor());
    forks++;
    reorganised.blocks().forEach(this::addBlock);
  }

  /** What cannot be executed after all goes on waiting. */
  private void addBlock(ChainEntry.Block block) {
    long number = head() + 1;
    ByteBuffer fields =
        ByteBuffer.allocate(24).putLong(number).putLong(block.time()).putLong(forks);
    byte[] content = String.join("", block.transactions()).getBytes(StandardCharsets.US_ASCII);
    byte[] hash = Keccak.of(blocks.hash(head()), fields.array(), content);
    Execution.Place place = new Execution.Place(chainId, number, baseFee);
    List<Executed> executed = new ArrayList<>();
    for (String each : block.transactions()) {
      ChainTransaction transaction =
          mempool
              .find(each)
              .orElseThrow(
                  () -> new IllegalStateException("block " + number + " names unknown " + each));
      execution.run(transaction, place).ifPresent(executed::add);
    }
    executed.forEach(one -> mempool.remove(one.transaction().hash()));
    blocks.add(hash, block.time(), baseFee, executed);
    mempool.forgetUsed(number);
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
