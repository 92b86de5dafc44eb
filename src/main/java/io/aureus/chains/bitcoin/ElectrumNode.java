package io.aureus.chains.bitcoin;

import io.aureus.chains.BlockHeader;
import io.aureus.chains.ChainFamily;
import io.aureus.chains.CoinsNow.Point;
import io.aureus.chains.CoinsNow.Signed;
import io.aureus.chains.ElectrumAddress;
import io.aureus.chains.electrum.ElectrumLine;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.money.Chain;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One Electrum server, with the one connection that all parts share. Its headers are checked by
 * {@link HeaderChain}, and what it says is in a block by the proof for it; that it leaves something
 * out can only be seen from what another server says.
 */
final class ElectrumNode extends CoinNode implements AutoCloseable {
  /** No answer that is needed is longer: the hex of the largest transaction there can be. */
  private static final int LONGEST_LINE = 16 << 20;

  /** For how long people are shown that a server left something out. */
  private static final Duration SHOWN = Duration.ofHours(1);

  private final ElectrumAddress address;
  private final Chain chain;
  private final ElectrumLine.Bounds bounds;
  private final Clock clock;
  private final ServerHistories histories;
  private final HeaderChain headers;
  private final ElectrumQuestions questions = new ElectrumQuestions();
  private final ServerSpending spending;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable ElectrumLine line;
  private volatile String fault = "";
  private volatile Instant faultUntil = Instant.MIN;

  /** What is proven to be in a block, by its place in it. */
  record Proven(CoinHeader header, SortedMap<Long, CoinTransaction> transactions) {}

  private interface Work<T> {
    T on(ElectrumLine line) throws NodeFailure;
  }

  ElectrumNode(
      ElectrumAddress address, ChainFamily.Observed observed, ScriptHashes scripts, Clock clock) {
    super(address.label(), clock);
    this.address = address;
    this.chain = observed.chain();
    this.clock = clock;
    long longest = Math.min(LONGEST_LINE, observed.settings().maxResponse().toBytes());
    this.bounds = new ElectrumLine.Bounds(observed.settings().timeout(), (int) longest);
    this.histories = new ServerHistories(scripts);
    this.spending = new ServerSpending(histories, questions);
    this.headers = new HeaderChain(new WorkRules(chain), this::fetch);
  }

  private byte[] fetch(long from, int count) throws NodeFailure {
    return ElectrumQuestions.headers(line(), from, count);
  }

  /** Whatever goes wrong on the server's side ends the connection. */
  private <T> T with(Work<T> work) throws NodeFailure {
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NodeFailure(Kind.UNREACHABLE, "was not waited for, since we stop");
    }
    try {
      return work.on(line());
    } catch (MalformedData e) {
      hangUp();
      throw new NodeFailure(Kind.MALFORMED, "answered " + e.getMessage());
    } catch (NodeFailure e) {
      if (e.isOfTheNode()) {
        hangUp();
      }
      throw e;
    } finally {
      lock.unlock();
    }
  }

  private ElectrumLine line() throws NodeFailure {
    ElectrumLine open = line;
    if (open == null || !open.isOpen()) {
      hangUp();
      open = ElectrumLine.open(address, bounds, histories::notice);
      line = open;
      histories.connected();
      ElectrumQuestions.greet(open, chain);
    }
    return open;
  }

  private void hangUp() {
    if (line != null) {
      line.close();
      line = null;
    }
  }

  @Override
  public void close() {
    ElectrumLine open = line;
    if (open != null) {
      open.close();
    }
  }

  @Override
  protected void askNetwork() throws NodeFailure {
    with(open -> true);
  }

  @Override
  protected BlockHeader askLatest() throws NodeFailure {
    return with(this::newest);
  }

  private BlockHeader newest(ElectrumLine open) throws NodeFailure {
    ElectrumQuestions.follow(headers, open.call("blockchain.headers.subscribe"));
    return headers.tip();
  }

  @Override
  public BlockHeader header(long number) throws NodeFailure {
    return with(open -> headers.header(number)).at(number);
  }

  @Override
  protected boolean knowsWork() {
    return true;
  }

  @Override
  protected BigInteger workAbove(long number) throws NodeFailure {
    return with(open -> headers.workAbove(number));
  }

  @Override
  protected String lasting() {
    return clock.instant().isBefore(faultUntil) ? fault : "";
  }

  /** Shows people for a while what the server was found to have done. */
  void blame(String words) {
    fault = words;
    faultUntil = clock.instant().plus(SHOWN);
    complain(words);
  }

  @Override
  String hash(long number) throws NodeFailure {
    return header(number).hash();
  }

  @Override
  String bestBlock() throws NodeFailure {
    return with(this::newest).hash();
  }

  /**
   * What is proven to be in a block of what our scripts are in.
   *
   * @param more ids that are to be looked for besides; those that it does not know are left out
   * @throws NodeFailure {@code MALFORMED} where it says that something is there and cannot prove it
   */
  Proven proven(long number, Set<String> more) throws NodeFailure {
    return with(
        open -> {
          histories.sync(open);
          noteRefusals();
          CoinHeader header = headers.header(number);
          Set<String> ids = new LinkedHashSet<>(histories.at(number));
          Set<String> own = Set.copyOf(ids);
          ids.addAll(more);
          Map<String, CoinTransaction> read = questions.transactions(open, ids);
          SortedMap<Long, CoinTransaction> transactions = new TreeMap<>();
          for (String txid : ids) {
            CoinTransaction transaction = read.get(txid);
            if (transaction != null
                && (own.contains(txid) || questions.hasProof(open, txid, number, header))) {
              transactions.put(questions.position(open, txid, number, header), transaction);
            } else if (own.contains(txid)) {
              throw new MalformedData("no transaction " + txid + ", which it says is there");
            }
          }
          return new Proven(header, transactions);
        });
  }

  private void noteRefusals() {
    if (histories.refused() > 0) {
      blame(
          "does not tell the history of %d of our addresses: they may be too long for it"
              .formatted(histories.refused()));
    }
  }

  /** What came up in blocks and was not yet {@link #seen}. */
  List<ServerHistories.Fresh> fresh() throws NodeFailure {
    return with(
        open -> {
          histories.sync(open);
          return histories.fresh();
        });
  }

  void seen(ServerHistories.Fresh one) throws NodeFailure {
    with(
        open -> {
          histories.seen(one);
          return true;
        });
  }

  @Override
  Collection<String> mempool() throws NodeFailure {
    return with(
        open -> {
          histories.sync(open);
          return List.copyOf(histories.waiting());
        });
  }

  @Override
  Map<String, String> waiting(List<String> txids) throws NodeFailure {
    return with(
        open -> {
          Map<String, String> raw = new LinkedHashMap<>();
          questions
              .transactions(open, txids)
              .forEach((txid, read) -> raw.put(txid, Digests.HEX.formatHex(read.bytes())));
          return raw;
        });
  }

  /** The protocol does not tell. */
  @Override
  @Nullable Instant waitingSince(String txid) {
    return null;
  }

  @Override
  boolean holdsWaiting(String txid) throws NodeFailure {
    return with(open -> spending.holdsWaiting(open, txid));
  }

  @Override
  long blockOf(OutPoint output) throws NodeFailure {
    return with(
        open -> {
          histories.sync(open);
          return spending.blockOf(open, output);
        });
  }

  /** Those of these hashes of scripts that it knows a transaction of. */
  Set<String> used(Collection<String> hashes) throws NodeFailure {
    return with(open -> histories.used(open, hashes));
  }

  /** The transactions that spend one of these, be they in a block or waiting. */
  Set<ServerHistories.Entry> spenders(List<OutPoint> outputs) throws NodeFailure {
    return with(open -> spending.spenders(open, outputs));
  }

  @Override
  Set<Point> taken(List<Point> coins, Signed ours) throws NodeFailure {
    return with(open -> spending.taken(open, coins, ours));
  }

  @Override
  String offer(String hex) throws NodeFailure {
    return with(open -> ElectrumQuestions.offer(open, hex));
  }

  @Override
  BigDecimal feeRate() throws NodeFailure {
    return with(ElectrumQuestions::feeRate);
  }
}
