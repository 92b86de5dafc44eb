package io.aureus.testing;

import io.aureus.chains.bitcoin.ElectrumServer;
import java.math.BigDecimal;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;

/**
 * Two real Lightning nodes on regtest, a payer's and a shop's, with an open channel between them:
 * two Electrum daemons at one Electrum server before one bitcoind. The channel carries {@value
 * #CAPACITY} satoshi, of which the shop has {@value #PUSHED}, so that each can pay the other. What
 * the daemons answer stands in {@code LightningPairTest}. All of it ends with this process.
 */
public final class LightningPair implements AutoCloseable {
  /** Of the channel, in satoshi. */
  public static final long CAPACITY = 10_000_000;

  /** Of it the shop's at the beginning, in satoshi. */
  public static final long PUSHED = 4_000_000;

  private static final long COIN = 100_000_000;

  /** So many blocks make the channel usable. */
  private static final int DEPTH = 6;

  /**
   * What a payer pays.
   *
   * @param text BOLT11, {@code lnbcrt…}
   * @param paymentHash 64 hex digits
   */
  public record Invoice(String text, String paymentHash) {}

  private final BitcoindNode node;
  private final ElectrumServer server;
  private final ElectrumDaemon payer;
  private final ElectrumDaemon shop;

  private LightningPair(
      BitcoindNode node, ElectrumServer server, ElectrumDaemon payer, ElectrumDaemon shop) {
    this.node = node;
    this.server = server;
    this.payer = payer;
    this.shop = shop;
  }

  /** Returns once both can pay. */
  public static LightningPair start() {
    // Asked first: where there is none, nothing is started in vain.
    NodeScript.path("get-electrum");
    BitcoindNode node = BitcoindNode.start();
    ElectrumServer server = ElectrumServer.telling(node);
    CompletableFuture<ElectrumDaemon> other =
        CompletableFuture.supplyAsync(() -> daemon(server.url()));
    LightningPair pair = new LightningPair(node, server, daemon(server.url()), other.join());
    try {
      pair.openChannel();
    } catch (RuntimeException | AssertionError e) {
      pair.close();
      throw e;
    }
    return pair;
  }

  private static ElectrumDaemon daemon(String server) {
    ElectrumDaemon daemon = ElectrumDaemon.start(server);
    daemon.create();
    return daemon;
  }

  private void openChannel() {
    node.pay(payer.rpc("getunusedaddress").asString(), COIN);
    node.mine(1);
    ElectrumDaemon.await(
        "the payer's coin",
        () -> payer.rpc("getbalance").path("confirmed").asString("").equals("1"));
    String shopsNode = shop.rpc("nodeid").asString();
    String funding =
        payer.rpc("open_channel", shopsNode, coins(CAPACITY), coins(PUSHED)).asString();
    String txid = funding.substring(0, funding.indexOf(':'));
    ElectrumDaemon.await("the channel's funding", () -> isWaiting(txid));
    node.mine(DEPTH);
    awaitChannel();
  }

  private boolean isWaiting(String txid) {
    return node.rpc("getrawmempool").valueStream().anyMatch(each -> each.asString().equals(txid));
  }

  private void awaitChannel() {
    ElectrumDaemon.await("the channel", () -> isOpen(payer) && isOpen(shop));
  }

  private static boolean isOpen(ElectrumDaemon daemon) {
    JsonNode channel = daemon.rpc("list_channels").path(0);
    return channel.path("state").asString("").equals("OPEN")
        && channel.path("peer_state").asString("").equals("GOOD");
  }

  private static String coins(long satoshi) {
    return BigDecimal.valueOf(satoshi, 8).toPlainString();
  }

  public BitcoindNode node() {
    return node;
  }

  public ElectrumDaemon payer() {
    return payer;
  }

  public ElectrumDaemon shop() {
    return shop;
  }

  /** The shop asks for so much, for so long. */
  public Invoice invoice(long satoshi, String memo, int seconds) {
    JsonNode made = shop.rpc("add_request", coins(satoshi), memo, seconds);
    return new Invoice(made.path("lightning_invoice").asString(), made.path("rhash").asString());
  }

  /**
   * The payer pays; returns once it is settled or has failed.
   *
   * @return with {@code success} and, where it is so, {@code preimage}
   */
  public JsonNode pay(Invoice invoice) {
    return payer.rpc("lnpay", invoice.text());
  }

  /**
   * What the shop knows of an invoice of its own.
   *
   * @return with {@code status}: 0 unpaid, 1 expired, 3 paid
   */
  public JsonNode find(String paymentHash) {
    return shop.rpc("get_request", paymentHash);
  }

  /** The channel as the shop sees it. */
  public JsonNode channel() {
    return shop.rpc("list_channels").path(0);
  }

  /** What the shop got and paid by Lightning and is settled, oldest first. */
  public JsonNode history() {
    return shop.rpc("lightning_history");
  }

  public void stopShop() {
    shop.stop();
  }

  /** Returns once both can pay again. */
  public void startShop() {
    shop.startAgain();
    // By itself the payer would look for it some seconds later.
    payer.rpc("add_peer", shop.rpc("nodeid").asString());
    awaitChannel();
  }

  @Override
  public void close() {
    payer.close();
    shop.close();
    server.close();
    node.close();
  }
}
