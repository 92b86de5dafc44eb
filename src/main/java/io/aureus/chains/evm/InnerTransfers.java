package io.aureus.chains.evm;

import io.aureus.chains.BalanceMark;
import io.aureus.chains.BlockHeader;
import io.aureus.chains.ChainJournal;
import io.aureus.chains.Sighting;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.Nodes;
import io.aureus.jobs.Fence;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds native coin that contracts sent to awaited addresses: no log tells of it, but the balance
 * grows by more than the recorded transfers explain. A trace then names the call; where no node
 * traces, the growth itself is recorded.
 */
final class InnerTransfers {
  private static final int MOST_ADDRESSES = 200;
  private static final int MOST_TRACED = 32;

  /** So often a failing node is asked for a trace again before the growth itself is taken. */
  private static final int MOST_UNTRACED = 3;

  private final Nodes<Node> nodes;
  private final ChainJournal journal;
  private final Balances balances;
  private final String nativeAsset;
  private int untraced;

  InnerTransfers(Nodes<Node> nodes, ChainJournal journal, String nativeAsset) {
    this.nodes = nodes;
    this.journal = journal;
    this.balances = new Balances(nodes);
    this.nativeAsset = nativeAsset;
  }

  /** Looks at the awaited addresses whose turn it is, at the cursor. */
  void look(Fence fence, BlockHeader cursor) throws NodeFailure {
    List<BalanceMark> due = journal.dueMarks("evm", cursor.number(), MOST_ADDRESSES);
    if (due.isEmpty()) {
      return;
    }
    List<BigInteger> now =
        balances.coins(due.stream().map(BalanceMark::canonical).toList(), cursor.number());
    List<BalanceMark> marks = new ArrayList<>();
    List<Sighting> found = new ArrayList<>();
    for (int i = 0; i < due.size(); i++) {
      BalanceMark mark = due.get(i);
      BigInteger explained = journal.explained(mark.shown(), mark.number(), cursor.number());
      BigInteger surplus = now.get(i).subtract(before(mark, now.get(i))).subtract(explained);
      if (surplus.signum() > 0) {
        found.addAll(search(mark, cursor, surplus));
      }
      marks.add(new BalanceMark(mark.canonical(), mark.shown(), cursor.number(), now.get(i)));
    }
    journal.mark(fence, cursor, marks, found);
  }

  private BigInteger before(BalanceMark mark, BigInteger now) throws NodeFailure {
    BigInteger known = mark.units();
    if (known != null) {
      return known;
    }
    try {
      return balances.coins(List.of(mark.canonical()), mark.number()).getFirst();
    } catch (NodeFailure e) {
      if (e.isOfTheNode()) {
        throw e;
      }
      // The node has forgotten that block's state: rather miss coin than invent some.
      return now;
    }
  }

  private List<Sighting> search(BalanceMark mark, BlockHeader cursor, BigInteger surplus)
      throws NodeFailure {
    List<Sighting> found = new ArrayList<>();
    BigInteger open = surplus;
    long last = Math.max(mark.number() + 1, cursor.number() - MOST_TRACED + 1);
    try {
      for (long block = cursor.number(); block >= last && open.signum() > 0; block--) {
        for (Traces.InnerCall call : Traces.of(nodes, block, mark.canonical())) {
          if (call.units().compareTo(open) <= 0) {
            found.add(sighting(call, mark, block));
            open = open.subtract(call.units());
          }
        }
      }
      untraced = 0;
    } catch (NodeFailure e) {
      if (e.isOfTheNode() && ++untraced < MOST_UNTRACED) {
        throw e;
      }
      // It answers all else: a node that cannot trace must not hold up the chain and its windows.
    }
    if (open.signum() > 0) {
      found.add(balance(mark, cursor, open));
    }
    return found;
  }

  private Sighting sighting(Traces.InnerCall call, BalanceMark mark, long block) {
    return new Sighting(
        call.txHash(),
        call.position(),
        Hex.checksummed(call.from()),
        mark.shown(),
        nativeAsset,
        "",
        call.units(),
        block);
  }

  /** No transaction is known: the block stands for it. */
  private Sighting balance(BalanceMark mark, BlockHeader cursor, BigInteger units) {
    return new Sighting(
        cursor.hash(), "balance", null, mark.shown(), nativeAsset, "", units, cursor.number());
  }
}
