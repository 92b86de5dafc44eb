package io.aureus.chains.bitcoin;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.aureus.chains.BlockHeader;
import io.aureus.chains.ChainFamily;
import io.aureus.chains.ChainSettings;
import io.aureus.chains.CoinsNow.Point;
import io.aureus.chains.CoinsNow.Signed;
import io.aureus.chains.MempoolTrust;
import io.aureus.chains.nodes.Credential;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.chains.nodes.Nodes;
import io.aureus.chains.nodes.Refusals;
import io.aureus.chains.nodes.RpcEndpoint;
import io.aureus.money.Chain;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One bitcoind or litecoind: what may be asked of it. It needs no index and may be pruned. */
final class FullNode extends CoinNode {
  private static final Duration PROBE = Duration.ofSeconds(5);

  private final RpcEndpoint endpoint;
  private final Chain chain;

  /**
   * Within how many blocks a transaction of ours is to be mined, and which longer spans are asked
   * for where a node has seen too little to say so.
   */
  static final List<Integer> BLOCKS = List.of(3, 6, 12, 24, 144);

  /** What nodes pass on by their default, in coins for 1,000 virtual bytes. */
  private static final BigDecimal RELAYED = new BigDecimal("0.00001");

  /** Fees in coins. */
  private record Fees(@Nullable BigDecimal base, @Nullable BigDecimal ancestor) {}

  private record Entry(
      long time,
      long vsize,
      int ancestorcount,
      long ancestorsize,
      @Nullable Fees fees,
      @JsonProperty("bip125-replaceable") @Nullable Boolean replaceable) {}

  private record Pool(@Nullable BigDecimal mempoolminfee) {}

  private record Estimate(@Nullable BigDecimal feerate) {}

  private record Told(
      long blocks,
      long headers,
      @Nullable String bestblockhash,
      boolean initialblockdownload,
      @Nullable Long pruneheight) {}

  private record Header(
      @Nullable String hash, long height, long time, @Nullable String previousblockhash) {}

  FullNode(RpcEndpoint endpoint, String label, Chain chain, Clock clock) {
    super(label, clock);
    this.endpoint = endpoint;
    this.chain = chain;
  }

  /** The nodes of a chain by its settings. */
  static Nodes<FullNode> all(HttpClient http, ChainFamily.Observed observed, Clock clock) {
    RpcEndpoint.Bounds bounds = Nodes.bounds(observed);
    return new Nodes<>(
        observed,
        clock,
        observed.settings().accesses().stream()
            .map(one -> new RpcEndpoint(http, one.uri(), bounds, credential(one)))
            .toList(),
        (endpoint, label) -> new FullNode(endpoint, label, observed.chain(), clock));
  }

  private static Credential credential(ChainSettings.Access access) {
    return access.cookie().map(Credential::ofCookie).orElse(Credential.of(access.uri()));
  }

  /** One that is still loading the chain knows neither the newest blocks nor the mempool. */
  @Override
  protected BlockHeader askLatest() throws NodeFailure {
    Told told = some(endpoint.probe(Told.class, PROBE, "getblockchaininfo"), "getblockchaininfo");
    if (told.initialblockdownload()) {
      throw new NodeFailure(
          Kind.UNREACHABLE,
          "is still loading the chain (block %d of %d): it is used when it is done"
              .formatted(told.blocks(), told.headers()));
    }
    return header(some(told.bestblockhash(), "getblockchaininfo"));
  }

  @Override
  protected void askNetwork() throws NodeFailure {
    String told = endpoint.probe(String.class, PROBE, "getblockhash", 0);
    String first = told == null ? "none" : told;
    if (!Genesis.fits(chain, first)) {
      throw new NodeFailure(
          Kind.WRONG_CHAIN, "is a node of another network: " + Genesis.mismatch(chain, first));
    }
  }

  @Override
  public BlockHeader header(long number) throws NodeFailure {
    BlockHeader header = header(hash(number));
    if (header.number() != number) {
      throw new NodeFailure(
          Kind.MALFORMED, "answered block %d for %d".formatted(header.number(), number));
    }
    return header;
  }

  @Override
  String hash(long number) throws NodeFailure {
    return some(endpoint.call(String.class, "getblockhash", number), "getblockhash");
  }

  BlockHeader header(String hash) throws NodeFailure {
    Header told = some(endpoint.call(Header.class, "getblockheader", hash), "getblockheader");
    return new BlockHeader(
        told.height(),
        some(told.hash(), "getblockheader"),
        told.previousblockhash() == null ? "" : told.previousblockhash(),
        Instant.ofEpochSecond(told.time()));
  }

  /** The bytes of its block of this number. */
  byte[] block(long number) throws NodeFailure {
    try {
      String hash = hash(number);
      byte[] block =
          Digests.bytes(some(endpoint.call(String.class, "getblock", hash, 0), "getblock"));
      if (!CoinHeader.parse(block).hash().equals(hash)) {
        throw new MalformedData("its hash is not " + hash);
      }
      return block;
    } catch (MalformedData e) {
      throw new NodeFailure(Kind.MALFORMED, "answered a block that is none: " + e.getMessage());
    } catch (NodeFailure e) {
      if (e.kind() == Kind.REFUSED && number < lowestKept()) {
        throw new NodeFailure(
            Kind.REFUSED,
            "has pruned block %d away, which is still to be read: name a node that keeps it"
                .formatted(number),
            e.code());
      }
      throw e;
    }
  }

  /** The lowest block that it has not thrown away: its words for that are not the same in all. */
  private long lowestKept() throws NodeFailure {
    Told told = some(endpoint.probe(Told.class, PROBE, "getblockchaininfo"), "getblockchaininfo");
    return told.pruneheight() == null ? 0 : told.pruneheight();
  }

  @Override
  String bestBlock() throws NodeFailure {
    return some(endpoint.call(String.class, "getbestblockhash"), "getbestblockhash");
  }

  @Override
  List<String> mempool() throws NodeFailure {
    return some(endpoint.list(String.class, "getrawmempool"), "getrawmempool");
  }

  @Override
  Map<String, String> waiting(List<String> txids) throws NodeFailure {
    List<List<Object>> calls = txids.stream().map(List::<Object>of).toList();
    List<Optional<String>> answers = endpoint.textsIfAny("getrawtransaction", calls);
    Map<String, String> raw = new LinkedHashMap<>();
    for (int i = 0; i < txids.size(); i++) {
      String txid = txids.get(i);
      answers.get(i).ifPresent(hex -> raw.put(txid, hex));
    }
    return raw;
  }

  @Override
  @Nullable Instant waitingSince(String txid) throws NodeFailure {
    try {
      Entry entry = endpoint.call(Entry.class, "getmempoolentry", txid);
      // It leaves out parts of a second: never earlier than it was.
      return entry == null ? null : Instant.ofEpochSecond(entry.time()).plusMillis(999);
    } catch (NodeFailure e) {
      if (e.code() == Refusals.NOT_FOUND) {
        return null;
      }
      throw e;
    }
  }

  @Override
  boolean holdsWaiting(String txid) throws NodeFailure {
    return waitingSince(txid) != null;
  }

  /** What speaks against taking it before a block does; null where it does not wait here. */
  MempoolTrust.@Nullable Doubt doubt(String txid) throws NodeFailure {
    Entry entry;
    String raw;
    try {
      entry = some(endpoint.call(Entry.class, "getmempoolentry", txid), "getmempoolentry");
      raw = some(endpoint.call(String.class, "getrawtransaction", txid), "getrawtransaction");
    } catch (NodeFailure e) {
      if (e.code() == Refusals.NOT_FOUND) {
        return null;
      }
      throw e;
    }
    if (mayBeReplaced(entry, raw)) {
      return MempoolTrust.Doubt.REPLACEABLE;
    }
    return rate(entry).compareTo(feeRate()) < 0
        ? MempoolTrust.Doubt.LOW_FEE
        : MempoolTrust.Doubt.NONE;
  }

  /**
   * Whoever replaces what it spends from takes it along, and need not have said so: a node that
   * replaces whatever pays more tells of signals alone.
   */
  private static boolean mayBeReplaced(Entry entry, String raw) throws NodeFailure {
    try {
      return entry.ancestorcount() > 1
          || Boolean.TRUE.equals(entry.replaceable())
          || CoinTransaction.parse(raw).signalsReplacement();
    } catch (MalformedData e) {
      throw new NodeFailure(
          Kind.MALFORMED, "answered a transaction that is none: " + e.getMessage());
    }
  }

  /** Coins for 1,000 virtual bytes: its own, or with all that must be mined before it. */
  private static BigDecimal rate(Entry entry) throws NodeFailure {
    Fees fees = some(entry.fees(), "getmempoolentry");
    BigDecimal own = rate(some(fees.base(), "getmempoolentry"), entry.vsize());
    return fees.ancestor() == null ? own : own.min(rate(fees.ancestor(), entry.ancestorsize()));
  }

  private static BigDecimal rate(BigDecimal fee, long vsize) {
    return fee.movePointRight(3).divide(BigDecimal.valueOf(Math.max(1, vsize)), 8, RoundingMode.UP);
  }

  @Override
  boolean isUnspent(OutPoint output) throws NodeFailure {
    return endpoint.call(Object.class, "gettxout", output.txid(), output.index(), false) != null;
  }

  @Override
  long blockOf(OutPoint output) throws NodeFailure {
    return new NodeSpending(endpoint, this).blockOf(output);
  }

  @Override
  Set<Point> taken(List<Point> coins, Signed ours) throws NodeFailure {
    return new NodeSpending(endpoint, this).taken(coins, ours);
  }

  @Override
  String offer(String hex) throws NodeFailure {
    return some(endpoint.call(String.class, "sendrawtransaction", hex), "sendrawtransaction");
  }

  @Override
  BigDecimal feeRate() throws NodeFailure {
    Pool pool = some(endpoint.call(Pool.class, "getmempoolinfo"), "getmempoolinfo");
    BigDecimal least = pool.mempoolminfee() == null ? BigDecimal.ZERO : pool.mempoolminfee();
    for (int blocks : BLOCKS) {
      Estimate told = endpoint.call(Estimate.class, "estimatesmartfee", blocks);
      if (told != null && told.feerate() != null && told.feerate().signum() > 0) {
        return told.feerate().max(least);
      }
    }
    return least.max(RELAYED).multiply(BigDecimal.valueOf(5));
  }

  static <T> T some(@Nullable T answer, String method) throws NodeFailure {
    if (answer == null) {
      throw new NodeFailure(Kind.MALFORMED, "answered nothing to " + method);
    }
    return answer;
  }
}
