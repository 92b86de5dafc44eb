package io.aureus.chains.bitcoin;

import io.aureus.chains.ChainJournal;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.Nodes;
import io.aureus.jobs.Fence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks into the mempool: only transactions that were not there at the last look are read. Its
 * memory is no truth, only a saving: a new process reads them all.
 */
final class MempoolReader {
  private static final int AT_ONCE = 1_000;

  private final Nodes<CoinNode> nodes;
  private final ChainJournal journal;
  private final CoinRows rows;
  private final CoinWatch watch;
  private final CoinFinder finder;
  private Set<String> read = new HashSet<>();

  MempoolReader(CoinObserver.Parts parts) {
    this.nodes = parts.nodes();
    this.journal = parts.journal();
    this.rows = parts.rows();
    this.watch = parts.watch();
    this.finder = parts.finder();
  }

  /**
   * Records what has come, what was replaced, and what is there no more.
   *
   * @param upTo a node that has come less far is not asked
   */
  void look(Fence fence, long upTo) throws NodeFailure {
    Set<String> listed = new HashSet<>(nodes.ask(upTo, CoinNode::mempool));
    // What is recorded as away and is here again is read once more.
    read.removeAll(journal.away());
    List<String> fresh = listed.stream().filter(txid -> !read.contains(txid)).toList();
    for (int from = 0; from < fresh.size(); from += AT_ONCE) {
      List<String> part = fresh.subList(from, Math.min(fresh.size(), from + AT_ONCE));
      record(fence, concerning(nodes.ask(upTo, node -> node.waiting(part))));
      read.addAll(part);
    }
    read.retainAll(listed);
    if (journal.misses(listed::contains)) {
      journal.look(fence, new ChainJournal.Look(List.of(), listed::contains), () -> {});
    }
  }

  /** First they were fetched, now what is watched, then the search: see {@link CoinWatch}. */
  private List<CoinTransaction> concerning(List<String> raw) {
    watch.refresh();
    List<CoinTransaction> concerning = new ArrayList<>();
    for (String hex : raw) {
      try {
        CoinTransaction transaction = CoinTransaction.parse(hex);
        if (watch.concerns(transaction)) {
          concerning.add(transaction);
        }
      } catch (MalformedData e) {
        // Of a kind that we do not know. Nothing depends on it: a block would tell.
      }
    }
    return concerning;
  }

  private void record(Fence fence, List<CoinTransaction> transactions) {
    if (transactions.isEmpty()) {
      return;
    }
    CoinFinder.Found found = finder.find(transactions, -1, CoinFinder.Found.nothing());
    journal.look(
        fence,
        new ChainJournal.Look(found.sightings(), any -> true),
        new ChainJournal.Beside() {
          @Override
          public Collection<String> displaced() {
            return rows.displaced(found.spends());
          }

          @Override
          public void write() {
            rows.insertInputs(found.inputs());
          }
        });
  }
}
