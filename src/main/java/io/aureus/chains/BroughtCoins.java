package io.aureus.chains;

import io.aureus.money.Asset;
import io.aureus.money.Chain;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Coins on addresses of wallets that merchants brought, by what was read; no node is asked. */
public interface BroughtCoins {
  /**
   * A coin that is spent by no block.
   *
   * @param depth of its block, its own included, 1 or more
   * @param isFinal whether it is as deep as payments must be, and a miner's may be spent
   */
  record Coin(UnspentCoins.Output output, long depth, boolean isFinal) {}

  /**
   * @param block that holds it
   * @param depth of that block by what was read and by the head of the nodes, its own included: 0
   *     or less where the nodes have lost it and that is still to be read
   * @param from the watched addresses whose coins it spends
   * @param coins those that it spends
   */
  record Mined(long block, long depth, List<String> from, List<CoinsNow.Point> coins) {}

  /** Those on these addresses, the largest first. */
  List<Coin> on(Asset asset, Collection<String> addresses);

  /**
   * Where a transaction is that spends a coin on any watched address; empty where no block that was
   * read has it, or where it spends none of those.
   *
   * @param txHash 64 hex digits
   */
  Optional<Mined> spending(Chain chain, String txHash);

  /**
   * Those of these transactions that are kept whole, by their ids: in hex and without witnesses.
   * One that is larger than nodes pass on, or pays taproot addresses alone, is not.
   *
   * @param most bytes that they may have together, else none is told
   */
  Map<String, String> funding(Chain chain, Collection<String> txHashes, int most);

  /**
   * How deep a block is by what was read, its own included; empty where the recorded chain has
   * another one in its place.
   */
  Optional<Long> depth(Chain chain, CoinsNow.Block block);
}
