package io.aureus.chains.bitcoin;

import io.aureus.chains.BlockHeader;
import io.aureus.chains.ChainJournal;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.Nodes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads what concerns us from Electrum servers: the union of what they say, so that one alone can
 * hide nothing, and of blocks only what each has proven, so that none can make anything up.
 */
final class ScriptHistories implements CoinSource {
  /** How often a payment that is gone from everywhere is asked for what took its coins. */
  private static final Duration SEARCHED_EVERY = Duration.ofSeconds(30);

  /**
   * A server tells of a new block a moment before it tells what is in it for us. Killed between the
   * two, a start looks so many blocks back; further it does not, since what had been paid to an
   * address before we watched it is not ours to count.
   */
  private static final int LOOKED_BACK = 6;

  private final Nodes<ElectrumNode> nodes;
  private final CoinWatch watch;
  private final RivalRows rows;
  private final ChainJournal journal;
  private final Clock clock;

  /** By the payments whose coins they took. */
  private final Map<String, Set<ServerHistories.Entry>> rivals = new HashMap<>();

  private final Map<String, Instant> searched = new HashMap<>();
  private final Set<String> readAgain = new HashSet<>();

  private record Late(ElectrumNode node, ServerHistories.Fresh fresh) {}

  ScriptHistories(
      Nodes<ElectrumNode> nodes,
      CoinWatch watch,
      RivalRows rows,
      ChainJournal journal,
      Clock clock) {
    this.nodes = nodes;
    this.watch = watch;
    this.rows = rows;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * First the survey told that there is such a block, then what is watched, then the histories: see
   * {@link CoinWatch}.
   */
  @Override
  public Read read(long number) throws NodeFailure {
    watch.refresh();
    Set<String> more = rivalsAt(number);
    Map<ElectrumNode, ElectrumNode.Proven> told =
        nodes.askAll(number, node -> node.proven(number, more));
    CoinHeader header = told.values().iterator().next().header();
    told.values().removeIf(each -> !each.header().hash().equals(header.hash()));
    SortedMap<Long, CoinTransaction> all = new TreeMap<>();
    Set<String> there = new HashSet<>();
    for (ElectrumNode.Proven each : told.values()) {
      // A block's last transaction can be proven at two places.
      each.transactions()
          .forEach(
              (position, transaction) -> {
                if (there.add(transaction.txid())) {
                  all.put(position, transaction);
                }
              });
    }
    told.forEach((node, each) -> blame(node, each, all, number, more));
    all.values().forEach(watch::addOutputsOfOurs);
    return new Read(header.at(number), all.values().stream().filter(watch::concerns).toList());
  }

  private static void blame(
      ElectrumNode node,
      ElectrumNode.Proven told,
      SortedMap<Long, CoinTransaction> all,
      long number,
      Set<String> more) {
    all.forEach(
        (position, transaction) -> {
          String txid = transaction.txid();
          if (!isThere(told, txid) && !more.contains(txid)) {
            node.blame(
                "left out transaction %s of block %d, which another server proves"
                    .formatted(txid, number));
          }
        });
  }

  private Set<String> rivalsAt(long number) {
    Set<String> ids = new HashSet<>();
    rivals.values().stream()
        .flatMap(Set::stream)
        .filter(entry -> entry.height() == number)
        .forEach(entry -> ids.add(entry.txid()));
    return ids;
  }

  @Override
  public Waiting waiting(long upTo) throws NodeFailure {
    watch.refresh();
    Map<String, Integer> ids = new HashMap<>();
    nodes
        .askAll(upTo, ElectrumNode::mempool)
        .values()
        .forEach(each -> each.forEach(txid -> ids.put(txid, 0)));
    rivals.values().stream()
        .flatMap(Set::stream)
        .filter(entry -> entry.height() <= 0)
        .forEach(entry -> ids.put(entry.txid(), 0));
    return new Waiting(ids);
  }

  @Override
  public Map<String, String> raw(
      long upTo, int rank, Nodes.Question<CoinNode, Map<String, String>> question)
      throws NodeFailure {
    Map<String, String> all = new LinkedHashMap<>();
    nodes.askAll(upTo, question::ask).values().forEach(each -> each.forEach(all::putIfAbsent));
    return all;
  }

  @Override
  public Instant since(long upTo, int rank, String txid) throws NodeFailure {
    return nodes.ask(upTo, node -> node.waitingSince(txid));
  }

  @Override
  public OptionalLong late(Nodes.View view, BlockHeader cursor) throws NodeFailure {
    watch.refresh();
    search(view.target());
    List<BlockHeader> known = journal.known();
    long lowest = known.isEmpty() ? cursor.number() : known.getLast().number();
    long late = Long.MAX_VALUE;
    for (Late one : comeUp(view.target())) {
      long height = one.fresh().entry().height();
      long from = one.fresh().isFirst() ? cursor.number() - LOOKED_BACK : lowest;
      if (height <= from) {
        one.node().seen(one.fresh());
      } else if (height <= cursor.number() && isNews(one)) {
        // What is above the cursor is found when its block is read.
        late = Math.min(late, height);
      }
    }
    for (Set<ServerHistories.Entry> each : rivals.values()) {
      for (ServerHistories.Entry entry : each) {
        if (entry.height() > lowest && entry.height() <= cursor.number() && isNewRival(entry)) {
          late = Math.min(late, entry.height());
        }
      }
    }
    return late == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(late);
  }

  private List<Late> comeUp(long upTo) throws NodeFailure {
    return nodes.askAll(upTo, ElectrumNode::fresh).entrySet().stream()
        .flatMap(each -> each.getValue().stream().map(one -> new Late(each.getKey(), one)))
        .toList();
  }

  /**
   * In a block that was read without it, as its server proves; where the server cannot at the
   * moment it is asked again at the next look.
   */
  private boolean isNews(Late one) {
    ServerHistories.Entry entry = one.fresh().entry();
    try {
      boolean isNew = !rows.isRecorded(entry.txid(), entry.height()) && isNewThere(one);
      one.node().seen(one.fresh());
      return isNew;
    } catch (NodeFailure e) {
      if (e.isOfTheNode()) {
        one.node().failed(e);
      }
      return false;
    }
  }

  private boolean isNewThere(Late one) throws NodeFailure {
    ServerHistories.Entry entry = one.fresh().entry();
    ElectrumNode.Proven told = one.node().proven(entry.height(), Set.of());
    return isThere(told, entry.txid()) && readAgain.add(entry.txid() + told.header().hash());
  }

  private boolean isNewRival(ServerHistories.Entry entry) throws NodeFailure {
    for (ElectrumNode.Proven told :
        nodes
            .askAll(entry.height(), node -> node.proven(entry.height(), Set.of(entry.txid())))
            .values()) {
      if (isThere(told, entry.txid()) && readAgain.add(entry.txid() + told.header().hash())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isThere(ElectrumNode.Proven told, String txid) {
    return told.transactions().values().stream()
        .anyMatch(transaction -> transaction.txid().equals(txid));
  }

  /** Asks for payments that are gone from everywhere what spends their coins now. */
  private void search(long upTo) throws NodeFailure {
    Map<String, List<OutPoint>> open = rows.open();
    rivals.keySet().retainAll(open.keySet());
    searched.keySet().retainAll(open.keySet());
    if (open.isEmpty()) {
      return;
    }
    Set<String> listed = new HashSet<>();
    nodes.askAll(upTo, ElectrumNode::mempool).values().forEach(listed::addAll);
    Instant now = clock.instant();
    for (Map.Entry<String, List<OutPoint>> payment : open.entrySet()) {
      String txid = payment.getKey();
      Instant before = searched.getOrDefault(txid, Instant.MIN);
      if (listed.contains(txid)) {
        rivals.remove(txid);
      } else if (rivals.containsKey(txid) || before.isBefore(now.minus(SEARCHED_EVERY))) {
        searched.put(txid, now);
        Set<ServerHistories.Entry> found = new HashSet<>();
        nodes
            .askAll(upTo, node -> node.spenders(payment.getValue()))
            .values()
            .forEach(found::addAll);
        found.removeIf(entry -> Objects.equals(entry.txid(), txid));
        if (found.isEmpty()) {
          rivals.remove(txid);
        } else {
          rivals.put(txid, found);
        }
      }
    }
  }
}
