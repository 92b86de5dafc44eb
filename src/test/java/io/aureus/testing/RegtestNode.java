package io.aureus.testing;

import io.aureus.money.CatalogueFile;
import io.aureus.money.Chain;
import io.aureus.money.CoinAddress;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/**
 * A real bitcoind or litecoind as a process of its own on regtest, with a wallet that pays. The
 * wallet hands out transactions and never broadcasts by itself: what was evicted stays away.
 */
abstract class RegtestNode implements CoinNode {
  private static final int COINS = 40;
  private static final long DUST = 10_000;
  private static final long EXPIRY = 400L * 3600;
  private static final BigDecimal UNITS = new BigDecimal(100_000_000);

  private static final AtomicLong NUMBERS = new AtomicLong();

  final RegtestProcess process;
  private final Chain catalogued;
  private final Map<String, String> raw = new HashMap<>();

  /**
   * @param program its path
   * @param chain {@code BTC} or {@code LTC}
   * @param hasCookie whether its user and password are those of its cookie file
   */
  RegtestNode(String program, String chain, boolean hasCookie) {
    this.process = new RegtestProcess(program, hasCookie);
    this.catalogued =
        CatalogueFile.read(Map.of(chain, new CatalogueFile.Choice("regtest", 0, Map.of())))
            .chains()
            .getFirst();
  }

  /** Settings of this kind of node, beside those of both. */
  abstract List<String> options();

  final void createWallet() {
    rpc("createwallet", "payer");
  }

  /** Starts it, and gives its wallet coins of which each payment can spend its own. */
  final void begin() {
    startAgain();
    createWallet();
    rpc("generatetoaddress", COINS, payerAddress());
    // Deep enough that they are still ripe after a reorganisation.
    mine(120);
  }

  @Override
  public final void startAgain() {
    process.start(options());
  }

  @Override
  public final String chain() {
    return catalogued.code();
  }

  final String zmqAddress() {
    return "tcp://127.0.0.1:" + process.zmqPort();
  }

  @Override
  public final String network() {
    return "regtest";
  }

  @Override
  public final String url() {
    return process.rpc().url();
  }

  @Override
  public final String user() {
    return process.rpc().user();
  }

  @Override
  public final String password() {
    return process.rpc().password();
  }

  @Override
  public final JsonNode rpc(String method, Object... params) {
    return process.rpc().call(method, params);
  }

  @Override
  public final String payerAddress() {
    return rpc("getnewaddress", "", "bech32").asString();
  }

  @Override
  public final String pay(Map<String, Long> outputs) {
    Map<String, BigDecimal> amounts = new LinkedHashMap<>();
    outputs.forEach((address, units) -> amounts.put(address, coins(units)));
    JsonNode sent = rpc("sendmany", "", amounts, 1, "", List.of(), true);
    return broadcast(sent.asString());
  }

  @Override
  public final String payForGood(String address, long units) {
    Map<String, BigDecimal> to = Map.of(address, coins(units));
    JsonNode nil = CoinRpc.JSON.getNodeFactory().nullNode();
    return broadcast(rpc("sendmany", "", to, 1, "", List.of(), false, nil, "unset", 60).asString());
  }

  private String broadcast(String txid) {
    String bytes = rpc("gettransaction", txid).path("hex").asString();
    raw.put(txid, bytes);
    return rpc("sendrawtransaction", bytes).asString();
  }

  private static BigDecimal coins(long units) {
    return BigDecimal.valueOf(units, 8);
  }

  private static long units(JsonNode coins) {
    return new BigDecimal(coins.asString()).multiply(UNITS).longValueExact();
  }

  @Override
  public final String replace(String txid, Map<String, Long> outputs) {
    JsonNode old = rpc("getrawtransaction", txid, true);
    List<Map<String, Object>> inputs = new ArrayList<>();
    long in = 0;
    for (JsonNode input : old.path("vin")) {
      String spent = input.path("txid").asString();
      int index = input.path("vout").asInt();
      inputs.add(Map.of("txid", spent, "vout", index, "sequence", 0xffff_fffdL));
      JsonNode parent = rpc("getrawtransaction", spent, true);
      in += units(parent.path("vout").path(index).path("value"));
    }
    JsonNode entry = rpc("getmempoolentry", txid);
    long fee = 3 * units(entry.path("fees").path("descendant")) + 1_000;
    long out = outputs.values().stream().mapToLong(Long::longValue).sum();
    for (JsonNode coin : in < out + fee + DUST ? rpc("listunspent", 1) : List.<JsonNode>of()) {
      if (in < out + fee + DUST) {
        String spent = coin.path("txid").asString();
        inputs.add(Map.of("txid", spent, "vout", coin.path("vout").asInt()));
        in += units(coin.path("amount"));
      }
    }
    Map<String, BigDecimal> amounts = new LinkedHashMap<>();
    outputs.forEach((address, units) -> amounts.put(address, coins(units)));
    amounts.put(payerAddress(), coins(in - out - fee));
    String unsigned = rpc("createrawtransaction", inputs, amounts).asString();
    String signed = rpc("signrawtransactionwithwallet", unsigned).path("hex").asString();
    String id = rpc("sendrawtransaction", signed).asString();
    raw.put(id, signed);
    return id;
  }

  /**
   * There is no call for it: the node's clock goes on until everything has expired, a payment to
   * itself makes it look, and what was not meant is offered again.
   */
  @Override
  public final void evict(String txid) {
    evict(Set.of(txid));
  }

  private void evict(Set<String> txids) {
    Map<String, String> others = new LinkedHashMap<>();
    Set<String> lost = new LinkedHashSet<>(txids);
    for (JsonNode each : rpc("getrawmempool")) {
      raw.put(each.asString(), rpc("getrawtransaction", each.asString()).asString());
    }
    txids.forEach(t -> rpc("getmempooldescendants", t).forEach(c -> lost.add(c.asString())));
    for (JsonNode each : ordered()) {
      if (!lost.contains(each.asString())) {
        others.put(each.asString(), String.valueOf(raw.get(each.asString())));
      }
    }
    rpc("setmocktime", Instant.now().getEpochSecond() + EXPIRY);
    try {
      JsonNode self = rpc("sendmany", "", Map.of(payerAddress(), new BigDecimal("0.001")));
      broadcast(self.asString());
    } finally {
      rpc("setmocktime", 0);
    }
    others.values().forEach(bytes -> rpc("sendrawtransaction", bytes));
  }

  /** Parents before children. */
  private List<JsonNode> ordered() {
    JsonNode all = rpc("getrawmempool", true);
    return all.propertyStream()
        .sorted(java.util.Comparator.comparingInt(e -> e.getValue().path("ancestorcount").asInt()))
        .<JsonNode>map(e -> CoinRpc.JSON.getNodeFactory().stringNode(e.getKey()))
        .toList();
  }

  @Override
  public final void resubmit(String txid) {
    rpc("sendrawtransaction", String.valueOf(raw.get(txid)));
  }

  @Override
  public final void mine(int blocks) {
    rpc("generatetoaddress", blocks, freshAddress());
  }

  @Override
  public final void reorg(int depth, Fate fate) {
    int height = height();
    Set<String> undone = new LinkedHashSet<>();
    for (int i = height - depth + 1; i <= height; i++) {
      JsonNode block = rpc("getblock", rpc("getblockhash", i).asString());
      List<JsonNode> ids = block.path("tx").valueStream().skip(1).toList();
      ids.forEach(id -> undone.add(id.asString()));
    }
    undone.forEach(id -> raw.put(id, rpc("getrawtransaction", id).asString()));
    rpc("invalidateblock", rpc("getblockhash", height - depth + 1).asString());
    // The wallet locks to the height of the moment: some may not be mined yet, and are gone by
    // that.
    Set<String> back = new LinkedHashSet<>();
    rpc("getrawmempool").forEach(id -> back.add(id.asString()));
    back.retainAll(undone);
    if (fate == Fate.GONE && !back.isEmpty()) {
      evict(back);
    }
    // As bytes: of blocks that are more than ten deep a node puts nothing into its mempool.
    List<String> bytes = undone.stream().map(id -> String.valueOf(raw.get(id))).toList();
    for (int i = 0; i <= depth; i++) {
      rpc("generateblock", freshAddress(), fate == Fate.MINED && i == 1 ? bytes : List.of());
    }
  }

  /** Of nobody. Within one second the same address would make the same block once more. */
  private String freshAddress() {
    ByteBuffer script = ByteBuffer.allocate(22).put((byte) 0).put((byte) 20);
    script.putLong(NUMBERS.incrementAndGet());
    return CoinAddress.ofScript(catalogued, script.array()).orElseThrow().text();
  }

  @Override
  public final int height() {
    return rpc("getblockcount").asInt();
  }

  /** Takes it out of its network, or lets it in again. */
  public final void setOnline(boolean online) {
    rpc("setnetworkactive", online);
    while (!online && !rpc("getpeerinfo").isEmpty()) {
      RegtestProcess.pause();
    }
  }

  /** Where other nodes reach it. */
  public final String peerAddress() {
    return "127.0.0.1:" + process.peerPort();
  }

  /** Joins another node and waits until both have the same head. */
  public final void join(RegtestNode other) {
    setOnline(true);
    other.setOnline(true);
    Instant end = Instant.now().plus(Duration.ofSeconds(60));
    while (!head().equals(other.head())) {
      if (Instant.now().isAfter(end)) {
        throw new IllegalStateException("the nodes do not agree");
      }
      if (rpc("getpeerinfo").isEmpty()) {
        rpc("addnode", other.peerAddress(), "onetry");
      }
      RegtestProcess.pause();
    }
  }

  private String head() {
    return rpc("getbestblockhash").asString();
  }

  @Override
  public final void stop() {
    process.stop();
  }

  @Override
  public final void close() {
    process.close();
  }
}
