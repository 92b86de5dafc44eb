package io.aureus.payouts;

import io.aureus.chains.CoinsNow;
import io.aureus.chains.Departures;
import io.aureus.chains.Network;
import io.aureus.chains.SpentCoins;
import io.aureus.chains.UnspentCoins;
import io.aureus.chains.bitcoin.CoinTransaction;
import io.aureus.chains.bitcoin.OutPoint;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import io.aureus.money.CoinAddress;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A chain of coins in memory: it spends each coin once, and replaces what pays more. */
final class PretendCoins
    implements Network, UnspentCoins, SpentCoins, PretendProgress, CoinsNow, Departures {
  /** How its node answers to offers; one that is deaf never hears of them. */
  enum Manner {
    WELL,
    /** It takes them, and the answer is lost. */
    LOST,
    DEAF
  }

  static final String THIEF = "ee".repeat(32);
  private static final String NOW = "2026-11-21T12:00:00Z";

  private record Held(String address, long units, int block) {}

  private final Chain chain;
  private final Set<String> ours = new HashSet<>();
  private final Map<OutPoint, Held> funded = new HashMap<>();
  private final PretendPool pool = new PretendPool();
  private final List<List<CoinTransaction>> blocks = new ArrayList<>();
  private final Map<OutPoint, Integer> stolen = new HashMap<>();
  private final Set<String> paidByTheThief = new HashSet<>();
  final Set<Point> taken = new HashSet<>();
  private Manner manner = Manner.WELL;
  private int offers;
  int looks;

  PretendCoins(Chain chain) {
    this.chain = chain;
    blocks.add(List.of());
  }

  synchronized void answers(Manner how) {
    manner = how;
  }

  synchronized int offers() {
    return offers;
  }

  synchronized void watch(String address) {
    ours.add(address);
  }

  /** A final coin from nowhere. */
  synchronized void fund(String address, long units) {
    String txid = "%064x".formatted(funded.size() + 1);
    funded.put(new OutPoint(txid, 0), new Held(address, units, 0));
  }

  synchronized void mine(int count) {
    for (int i = 0; i < count; i++) {
      blocks.add(List.copyOf(pool.waiting().values()));
      pool.waiting().clear();
    }
  }

  /** A block has a transaction of somebody else with our seed. */
  synchronized void steal(OutPoint coin) {
    pool.waiting()
        .values()
        .removeIf(one -> one.inputs().stream().anyMatch(in -> in.spent().equals(coin)));
    blocks.add(List.of());
    stolen.put(coin, blocks.size() - 1);
  }

  /** The thief's transactions pay this address as well, whatever is asked for. */
  synchronized void theThiefPays(String address) {
    paidByTheThief.add(address);
  }

  /** The newest blocks are gone; what they held waits again, or is forgotten. */
  synchronized void undo(int count, boolean isForgotten) {
    for (int i = 0; i < count; i++) {
      List<CoinTransaction> gone = blocks.removeLast();
      stolen.values().removeIf(block -> block >= blocks.size());
      if (!isForgotten) {
        gone.forEach(one -> pool.waiting().put(one.txid(), one));
      }
    }
  }

  synchronized void forgetWaiting() {
    pool.waiting().clear();
  }

  /** Its node takes nothing any more that pays less than this for 1,000 bytes. */
  synchronized void floor(long rate) {
    pool.floor(rate);
  }

  synchronized List<CoinTransaction> waiting() {
    return List.copyOf(pool.waiting().values());
  }

  /** How often blocks pay this much to the address. */
  synchronized long paid(String address, long units) {
    return blocks.stream()
        .flatMap(List::stream)
        .flatMap(one -> one.outputs().stream())
        .filter(out -> out.units() == units && address.equals(address(out)))
        .count();
  }

  /** How many transactions blocks hold. */
  synchronized long transactions() {
    return blocks.stream().mapToLong(List::size).sum();
  }

  /** What our addresses hold by the blocks. */
  synchronized long held() {
    return utxo().values().stream()
        .filter(one -> ours.contains(one.address()))
        .mapToLong(Held::units)
        .sum();
  }

  @Override
  public synchronized Answer offer(Chain on, String signed) {
    offers++;
    if (manner == Manner.DEAF) {
      return new Answer(Offer.UNCLEAR, Reason.NONE, "timeout");
    }
    Answer answer = take(CoinTransaction.parse(signed));
    return manner == Manner.LOST ? new Answer(Offer.UNCLEAR, Reason.NONE, "reset") : answer;
  }

  /** The receiver's own child of a transaction that waits: so much a replacement must pay too. */
  synchronized void burden(String txid, long fee) {
    pool.burden(txid, fee);
  }

  /** A block that takes only this of what waits. */
  synchronized void mineOnly(String txid) {
    blocks.add(List.of(Objects.requireNonNull(pool.waiting().remove(txid))));
  }

  /** A transaction takes the place of what waits, as if a miner had had it all along. */
  synchronized void mineInstead(String raw) {
    CoinTransaction one = CoinTransaction.parse(raw);
    pool.conflicts(one).forEach(other -> pool.drop(other.txid()));
    blocks.add(List.of(one));
  }

  private Answer take(CoinTransaction offered) {
    if (blockOf(offered.txid()) > 0) {
      return new Answer(Offer.TAKEN, Reason.NONE, "");
    }
    Map<OutPoint, Long> coins = new HashMap<>();
    utxo().forEach((point, held) -> coins.put(point, held.units()));
    return pool.take(offered, coins);
  }

  @Override
  public synchronized Standing standing(Chain on, String txHash) {
    if (manner == Manner.DEAF) {
      return new Standing.Unknown();
    }
    int block = blockOf(txHash);
    if (block > 0) {
      return new Standing.Mined(
          block, "hash", Instant.EPOCH, true, BigInteger.ZERO, blocks.size() - block);
    }
    return pool.waiting().containsKey(txHash) ? new Standing.Waiting() : new Standing.Unknown();
  }

  private int blockOf(String txid) {
    for (int i = 0; i < blocks.size(); i++) {
      if (blocks.get(i).stream().anyMatch(one -> one.txid().equals(txid))) {
        return i;
      }
    }
    return 0;
  }

  private Map<OutPoint, Held> utxo() {
    Map<OutPoint, Held> utxo = new HashMap<>(funded);
    for (int i = 0; i < blocks.size(); i++) {
      for (CoinTransaction one : blocks.get(i)) {
        one.inputs().forEach(in -> utxo.remove(in.spent()));
        for (int n = 0; n < one.outputs().size(); n++) {
          CoinTransaction.Output out = one.outputs().get(n);
          utxo.put(new OutPoint(one.txid(), n), new Held(address(out), out.units(), i));
        }
      }
    }
    stolen.keySet().forEach(utxo::remove);
    return utxo;
  }

  @Override
  public synchronized Optional<Spent> of(Chain on, String txHash, long index) {
    OutPoint coin = new OutPoint(txHash, index);
    Integer block = stolen.get(coin);
    if (block != null) {
      return Optional.of(new Spent(THIEF, blocks.size() - block));
    }
    return blocks.stream()
        .flatMap(List::stream)
        .filter(one -> one.inputs().stream().anyMatch(in -> in.spent().equals(coin)))
        .map(one -> new Spent(one.txid(), blocks.size() - blockOf(one.txid())))
        .findFirst();
  }

  @Override
  public synchronized Look look(Asset asset, Signed ours) {
    looks++;
    return new Look(blocks.size() - 1L, Set.copyOf(taken));
  }

  @Override
  public synchronized Set<Point> spent(Chain on, List<Point> coins) {
    return Set.copyOf(taken);
  }

  @Override
  public synchronized Optional<Block> blockOf(Chain on, List<Point> outputs) {
    return Optional.empty();
  }

  @Override
  public synchronized List<Departure> of(Amount amount, String to, long afterBlock) {
    return paidByTheThief.contains(to)
        ? stolen.values().stream()
            .map(
                block ->
                    new Departure(
                        chain.code(), THIEF, "out:0", "ours", to, block, Instant.parse(NOW)))
            .toList()
        : List.of();
  }

  @Override
  public synchronized List<Left> left(Chain on, long afterBlock) {
    return stolen.values().stream().map(block -> new Left(THIEF, null, block)).toList();
  }

  @Override
  public synchronized Optional<Left> left(Chain on, String txHash) {
    return left(on, 0).stream().filter(one -> one.txHash().equals(txHash)).findFirst();
  }

  private String address(CoinTransaction.Output out) {
    return CoinAddress.ofScript(chain, out.script()).orElseThrow().text();
  }

  @Override
  public synchronized List<Output> of(Asset asset, int most) {
    List<Output> found = new ArrayList<>();
    utxo()
        .forEach(
            (at, one) -> {
              boolean isDeep = blocks.size() - one.block() >= chain.confirmations();
              if ((one.block() == 0 || isDeep) && ours.contains(one.address())) {
                BigInteger units = BigInteger.valueOf(one.units());
                found.add(new Output(one.address(), at.txid(), at.index(), units));
              }
            });
    found.sort(Comparator.comparing(Output::units).reversed());
    return found.subList(0, Math.min(most, found.size()));
  }

  @Override
  public synchronized Optional<Cursor> cursor(String of) {
    long last = blocks.size() - 1L;
    return Optional.of(new Cursor(chain.code(), last, "hash", Instant.EPOCH, Instant.EPOCH, last));
  }
}
