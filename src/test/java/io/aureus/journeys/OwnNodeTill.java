package io.aureus.journeys;

import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.lightning.NodeLook;
import io.aureus.chains.lightning.NodeLooks;
import io.aureus.chains.lightning.NodeTarget;
import io.aureus.chains.lightning.SentPayment;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.merchants.DemoMerchant;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import io.aureus.orders.OrderId;
import io.aureus.orders.OrderRefund;
import io.aureus.orders.Refunds;
import io.aureus.sandbox.SimulatedLnd;
import io.aureus.testing.RawHttp;
import io.aureus.testing.RunningGateway;
import io.aureus.wallets.OwnNode;
import io.aureus.wallets.OwnNodes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** A merchant of a town with a node of Lightning of his own, and one that pays him. */
final class OwnNodeTill implements Scene {
  private static final AtomicInteger ORDERS = new AtomicInteger();

  private final LightningTown town;
  private final DemoMerchant.Shop account;
  private final LightningNode payer;

  /**
   * @param payer has a channel to the merchant's node
   */
  OwnNodeTill(LightningTown town, String name, LightningNode payer) {
    this.town = town;
    this.payer = payer;
    this.account =
        town.gateway()
            .bean(DemoMerchant.class)
            .ensure(name + "@shop.example", "a password of some length", "Shop of " + name);
  }

  DemoMerchant.Shop account() {
    return account;
  }

  Chain chain() {
    return asset(LightningTown.COIN).chain();
  }

  /** From now on its orders use the node at this URL. */
  OwnNode bring(String url) {
    return bring(url, SimulatedLnd.MACAROON);
  }

  OwnNode bring(String url, String secret) {
    awaitTheOperators();
    NodeTarget target = new NodeTarget("lnd", URI.create(url), "", secret);
    return nodes().bring(account.merchant(), chain(), target, "person:1");
  }

  /** Before its node was looked at nobody's is taken. */
  private void awaitTheOperators() {
    NodeLooks looks = gateway().bean(NodeLooks.class);
    for (int i = 0; i < 200 && looks.of(chain()).map(NodeLook::seen).isEmpty(); i++) {
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  OwnNodes nodes() {
    return gateway().bean(OwnNodes.class);
  }

  Story order(String price) {
    String path = "/own" + ORDERS.incrementAndGet() + "/paid";
    JsonNode made = shop().created("/api/bln/order", town.wish(path, price));
    return new Story(this, made.get("order_id").asString(), path, "");
  }

  /** The answer to a wish for an order. */
  RawHttp.Answer asked() {
    return new RawHttp(gateway().url())
        .post(
            "/api/bln/order",
            "API-Key: " + account.key().key(),
            "{\"price\":20,\"currency\":\"USD\"}");
  }

  SentPayment send(Invoice invoice) {
    long amount = invoice.terms().millisatoshi().orElseThrow();
    try {
      return payer.pay(invoice, amount, Math.max(10_000, amount / 50));
    } catch (NodeFailure e) {
      throw new IllegalStateException(e.words(), e);
    }
  }

  Invoice invoice(Story story) {
    return town.invoice(story.address());
  }

  /** What the journal has of the merchant in one kind of account, in millisatoshi. */
  long booked(String kind) {
    return town.database()
        .jdbc()
        .sql(
            """
            select coalesce(sum(p.units), 0) from posting p join ledger_account a
                on a.id = p.account
             where a.kind = ? and a.asset = ? and a.owner = ?
            """)
        .params(kind, LightningTown.COIN, account.merchant().value())
        .query(BigDecimal.class)
        .single()
        .longValueExact();
  }

  @Override
  public RunningGateway gateway() {
    return town.gateway();
  }

  @Override
  public ShopClient shop() {
    return new ShopClient(gateway().url(), account.key().key());
  }

  @Override
  public CallbackTrap trap() {
    return town.trap();
  }

  @Override
  public Asset asset(String code) {
    return town.asset(code);
  }

  @Override
  public String pay(Asset asset, String paymentHash, BigInteger units) {
    send(town.invoice(paymentHash));
    return paymentHash;
  }

  @Override
  public void passTime() {
    // What the node tells is read all the time.
  }

  /** Asks for all of an order's money to go back. */
  OrderRefund refund(Story story, Invoice to) {
    return gateway()
        .bean(Refunds.class)
        .request(
            account.merchant(),
            new OrderId(story.id()),
            new Refunds.Wish(
                OrderRefund.Kind.FULL,
                null,
                null,
                to.text(),
                OrderRefund.FeeBearer.MERCHANT,
                null,
                "person:1"));
  }
}
