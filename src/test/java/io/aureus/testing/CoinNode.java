package io.aureus.testing;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A node of Bitcoin or Litecoin under a test's control: the simulated one or a real one on regtest.
 * Transactions wait until the test mines. Every payment spends confirmed coins of its own and says
 * that it may be replaced (BIP125).
 */
public interface CoinNode extends AutoCloseable {
  /** What a transaction of one coin weighs at least, in virtual bytes. */
  long CHILD = 110;

  /** What becomes of the transactions of blocks that a reorganisation takes away. */
  enum Fate {
    /** They are in the second of the new blocks. */
    MINED,
    /** They wait again. */
    WAITING,
    /** They are in no block and wait nowhere. */
    GONE
  }

  /** {@code BTC} or {@code LTC}. */
  String chain();

  /** As the catalogue names it: {@code simulated} or {@code regtest}. */
  String network();

  /** Where it speaks JSON-RPC, without user and password. */
  String url();

  String user();

  String password();

  /** Where it publishes (ZMQ), e.g. {@code tcp://127.0.0.1:28332}; empty where it does not. */
  String zmq();

  /** Calls a method; an error answer throws {@link RpcFailure}. */
  JsonNode rpc(String method, Object... params);

  /** An error that the node answered. */
  final class RpcFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int code;

    public RpcFailure(int code, String message) {
      super(message);
      this.code = code;
    }

    public int code() {
      return code;
    }
  }

  /** An address that is nobody's but the payer's. */
  String payerAddress();

  /**
   * Pays an address.
   *
   * @param units in the smallest unit
   * @return the transaction's id, as all below
   */
  default String pay(String address, long units) {
    return pay(Map.of(address, units));
  }

  /** The same by a transaction that says that it will not be replaced, at a good fee. */
  String payForGood(String address, long units);

  /** The same by a transaction that blocks of any height may hold: wallets bind theirs to now. */
  default String payAtAnyHeight(String address, long units) {
    Map<String, BigDecimal> to = Map.of(address, BigDecimal.valueOf(units, 8));
    String bare = rpc("createrawtransaction", List.of(), to).asString();
    String funded = rpc("fundrawtransaction", bare).path("hex").asString();
    String signed = rpc("signrawtransactionwithwallet", funded).path("hex").asString();
    return rpc("sendrawtransaction", signed).asString();
  }

  /** One transaction with an output for each address. */
  String pay(Map<String, Long> outputs);

  /**
   * Replaces a payment that waits by another that spends the same at a higher fee.
   *
   * @param outputs whom it pays instead; empty: nobody but the payer itself
   */
  String replace(String txid, Map<String, Long> outputs);

  /**
   * The payer spends what a transaction that waits pays it, and so pays for both.
   *
   * @param rate for each virtual byte of both, in the smallest unit
   */
  default String lift(String txid, long rate) {
    JsonNode parent = rpc("getrawtransaction", txid, true);
    for (JsonNode out : parent.path("vout")) {
      // Litecoin Core 0.21 tells a list of them.
      JsonNode script = out.path("scriptPubKey");
      String address = script.path("address").asString(script.at("/addresses/0").asString(""));
      if (rpc("getaddressinfo", address).path("ismine").asBoolean()) {
        BigDecimal fee = BigDecimal.valueOf(rate * (parent.path("vsize").asLong() + CHILD), 8);
        Map<String, Object> input = Map.of("txid", txid, "vout", out.path("n").asInt());
        BigDecimal rest = out.path("value").decimalValue().subtract(fee);
        Map<String, BigDecimal> to = Map.of(payerAddress(), rest);
        String unsigned = rpc("createrawtransaction", List.of(input), to).asString();
        String signed = rpc("signrawtransactionwithwallet", unsigned).path("hex").asString();
        return rpc("sendrawtransaction", signed).asString();
      }
    }
    throw new IllegalArgumentException(txid + " pays nothing to the payer");
  }

  /** The mempool forgets a transaction that waits, as if it had expired. */
  void evict(String txid);

  /** Offers a transaction again that was evicted or reorganised away. */
  void resubmit(String txid);

  /** Mines everything that waits, then empty blocks up to this count. */
  void mine(int blocks);

  /** Replaces the last blocks by as many others and one more. */
  void reorg(int depth, Fate fate);

  int height();

  /** Ends it; its chain and its mempool are kept. */
  void stop();

  /** Starts it again at the same address. */
  void startAgain();

  @Override
  void close();
}
