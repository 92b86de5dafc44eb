package io.aureus.chains.bitcoin;

import io.aureus.chains.ChainJournal;
import io.aureus.chains.MempoolLook;
import io.aureus.chains.Sighting;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.jobs.Fence;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Looks into the mempool: only transactions that were not there at the last look are read. Its
 * memory is no truth, only a saving: a new process reads them all.
 */
final class MempoolReader {
  private static final int MOST_AT_ONCE = 200;

  private final CoinSource source;
  private final ChainJournal journal;
  private final CoinRows rows;
  private final CoinWatch watch;
  private final CoinFinder finder;
  private final Clock clock;
  private final Set<String> read = new HashSet<>();

  /** Which of those that wait and concern us spends an output. */
  private final Map<OutPoint, String> spenders = new HashMap<>();

  private final Map<String, FirstListing> unread = new HashMap<>();

  /** Of this look: those that spend from one which is listed as well and still to be read. */
  private final Map<String, String> early = new HashMap<>();

  /** Those that are too much even alone: they come last, lest they hold up the others. */
  private final Set<String> tooBig = ConcurrentHashMap.newKeySet();

  private CoinSource.Waiting waiting = new CoinSource.Waiting(Map.of());
  private Instant lookedAt = Instant.EPOCH;
  private volatile int atOnce = MOST_AT_ONCE;

  MempoolReader(CoinObserver.Parts parts) {
    this.source = parts.source();
    this.journal = parts.journal();
    this.rows = parts.rows();
    this.watch = parts.watch();
    this.finder = parts.finder();
    this.clock = parts.clock();
  }

  /**
   * Records what has come, what was replaced, and what is there no more.
   *
   * @param upTo a node that has come less far is not asked
   */
  void look(Fence fence, long upTo) throws NodeFailure {
    Instant asked = clock.instant();
    waiting = source.waiting(upTo);
    Set<String> listed = waiting.ranks().keySet();
    // What is recorded as away and is here again is read once more.
    read.removeAll(journal.away());
    read.retainAll(listed);
    tooBig.retainAll(listed);
    unread.keySet().retainAll(listed);
    spenders.values().retainAll(listed);
    FirstListing now = FirstListing.between(lookedAt, asked);
    listed.stream()
        .filter(txid -> !read.contains(txid))
        .forEach(txid -> unread.putIfAbsent(txid, now));
    lookedAt = asked;
    readInParts(fence, upTo);
    if (journal.misses(listed::contains)) {
      journal.look(fence, new MempoolLook(List.of(), Map.of(), listed::contains), () -> {});
    }
  }

  /**
   * Each part is recorded before the next is asked for; what counts more comes first, and who
   * spends from another comes last: whose coins they are is known by that one alone.
   */
  private void readInParts(Fence fence, long upTo) throws NodeFailure {
    early.clear();
    List<String> fresh =
        unread.keySet().stream()
            .sorted(
                Comparator.<String, Boolean>comparing(tooBig::contains)
                    .thenComparing(waiting::rank))
            .toList();
    int from = 0;
    while (from < fresh.size()) {
      int rank = waiting.rank(fresh.get(from));
      int size = tooBig.contains(fresh.get(from)) ? 1 : atOnce;
      List<String> part =
          fresh.stream()
              .skip(from)
              .limit(size)
              .takeWhile(txid -> waiting.rank(txid) == rank)
              .toList();
      try {
        Map<String, String> raw = source.raw(upTo, rank, node -> waiting(node, part));
        take(fence, upTo, raw);
      } catch (NodeFailure e) {
        if (e.kind() != Kind.TOO_MUCH) {
          throw e;
        }
        if (part.size() > 1) {
          continue;
        }
      }
      from += part.size();
    }
    take(fence, upTo, Map.copyOf(early));
    atOnce = Math.min(MOST_AT_ONCE, 2 * atOnce);
  }

  /** Whatever the other nodes say: after too large an answer fewer are asked for. */
  private Map<String, String> waiting(CoinNode node, List<String> part) throws NodeFailure {
    try {
      return node.waiting(part);
    } catch (NodeFailure e) {
      if (e.kind() == Kind.TOO_MUCH || e.kind() == Kind.TIMEOUT) {
        if (part.size() == 1) {
          tooBig.add(part.getFirst());
        }
        atOnce = Math.max(1, part.size() / 2);
      }
      throw e;
    }
  }

  /**
   * Only what was answered counts as read: a node need not have what another has listed.
   *
   * <p>First they were fetched, now what is watched, then the search: see {@link CoinWatch}.
   */
  private void take(Fence fence, long upTo, Map<String, String> raw) {
    watch.refresh();
    List<CoinTransaction> concerning = new ArrayList<>();
    Set<String> answered = new HashSet<>();
    raw.forEach(
        (txid, hex) -> {
          try {
            CoinTransaction transaction = CoinTransaction.parse(hex);
            // One that is not what was asked for is not believed. What spends no coin of the
            // chain, but of Litecoin's extension, has an id of another kind.
            if (!transaction.txid().equals(txid) && !transaction.inputs().isEmpty()) {
              return;
            }
            if (transaction.txid().equals(txid) && watch.concerns(transaction)) {
              if (isEarly(transaction, raw, hex) || isOutranked(transaction)) {
                return;
              }
              concerning.add(transaction);
            }
          } catch (MalformedData e) {
            // Of a kind that we do not know. Nothing depends on it: a block would tell.
          }
          answered.add(txid);
        });
    record(fence, upTo, concerning);
    read.addAll(answered);
    unread.keySet().removeAll(answered);
  }

  /** Put off once at most: one that none of our nodes gives must not hide who spends from it. */
  private boolean isEarly(CoinTransaction transaction, Map<String, String> raw, String hex) {
    return transaction.inputs().stream()
            .map(input -> input.spent().txid())
            .anyMatch(parent -> unread.containsKey(parent) && !raw.containsKey(parent))
        && early.putIfAbsent(transaction.txid(), hex) == null;
  }

  /**
   * Whether a node that counts more has another in its mempool that spends the same: nodes that
   * disagree must not make a payment come and go. It stays unread, for when that changes; and what
   * it takes the coins of is read again for the same.
   */
  private boolean isOutranked(CoinTransaction transaction) {
    int rank = waiting.rank(transaction.txid());
    for (CoinTransaction.Input input : transaction.inputs()) {
      String other = spenders.getOrDefault(input.spent(), transaction.txid());
      if (waiting.rank(other) < rank) {
        return true;
      }
    }
    for (CoinTransaction.Input input : transaction.inputs()) {
      String before = spenders.put(input.spent(), transaction.txid());
      if (before != null && waiting.rank(before) > rank) {
        read.remove(before);
      }
    }
    return false;
  }

  private void record(Fence fence, long upTo, List<CoinTransaction> transactions) {
    if (transactions.isEmpty()) {
      return;
    }
    CoinFinder.Found found = finder.find(transactions, -1, CoinFinder.Found.nothing());
    Map<String, Instant> since = new HashMap<>();
    for (Sighting sighting : found.sightings()) {
      since.computeIfAbsent(sighting.txHash(), txid -> since(txid, upTo));
    }
    journal.look(
        fence,
        new MempoolLook(found.sightings(), since, any -> true),
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

  /** A payment is not late since we were: the node has seen it while we did not look. */
  private Instant since(String txid, long upTo) {
    FirstListing listing =
        unread.getOrDefault(txid, FirstListing.between(lookedAt, clock.instant()));
    try {
      return listing.at(source.since(upTo, waiting.rank(txid), txid));
    } catch (NodeFailure e) {
      // It is there no more, or nobody answers: our own look is what we know.
      return listing.by();
    }
  }
}
