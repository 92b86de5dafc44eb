package io.aureus.chains.lightning.nodes;

import io.aureus.chains.lightning.ChannelFunds;
import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.InvoiceWish;
import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.lightning.NodeIdentity;
import io.aureus.chains.lightning.SentPayment;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.money.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A phoenixd over HTTP, as its {@code Api.kt} has it from the version on that looks payments up by
 * their hash ({@code /payments/outgoingbyhash}); an older one is refused when it is asked. It knows
 * whole satoshi, and descriptions of 128 characters, or their hash.
 */
final class PhoenixdNode implements LightningNode {
  private static final int LONGEST = 128;

  private final NodeAccess access;
  private final PhoenixdLine line;
  private final PhoenixdSettlements settlements;
  private final PhoenixdPayments payments;

  PhoenixdNode(NodeAccess access) {
    this.access = access;
    this.line = new PhoenixdLine(access);
    this.settlements = new PhoenixdSettlements(line, access.clock());
    this.payments = new PhoenixdPayments(line, access);
  }

  @Override
  public String label() {
    return line.label();
  }

  /**
   * In whole satoshi.
   *
   * @throws NodeFailure {@code REFUSED} where it is none
   */
  static long satoshi(long millisatoshi) throws NodeFailure {
    if (millisatoshi % 1_000 != 0) {
      throw new NodeFailure(Kind.REFUSED, "knows whole satoshi alone");
    }
    return millisatoshi / 1_000;
  }

  @Override
  public Invoice make(InvoiceWish wish) throws NodeFailure {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("amountSat", Long.toString(satoshi(wish.millisatoshi())));
    if (wish.isHashed()) {
      form.put("descriptionHash", Sha256.hex(wish.description()));
    } else if (wish.description().length() > LONGEST) {
      throw new NodeFailure(Kind.REFUSED, "takes a description of 128 characters at most");
    } else {
      form.put("description", wish.description());
    }
    form.put("expirySeconds", Long.toString(wish.expiry().toSeconds()));
    form.put("externalId", wish.label());
    Told told = line.post("/createinvoice", form, Duration.ZERO);
    return Checks.made(access.network(), wish, told.text("serialized"), told.hash("paymentHash"));
  }

  @Override
  public long step() {
    return 1_000;
  }

  @Override
  public Page after(String after) throws NodeFailure {
    return settlements.after(after);
  }

  @Override
  public SentPayment pay(Invoice invoice, long millisatoshi, long feeCap) throws NodeFailure {
    return payments.pay(invoice, millisatoshi, feeCap);
  }

  @Override
  public SentPayment sent(String paymentHash, Instant ordered) throws NodeFailure {
    return payments.sent(paymentHash, ordered);
  }

  /** It does not say whether it is behind: it follows the chain once it knows a height. */
  @Override
  public NodeIdentity identity() throws NodeFailure {
    Told told = Told.read(line.get("/getinfo"));
    String chain = told.text("chain");
    long height = told.has("blockHeight") ? told.count("blockHeight") : 0;
    NodeIdentity identity =
        new NodeIdentity(
            told.text("nodeId"),
            "",
            "phoenixd " + told.text("version"),
            chain.equals("testnet3") ? LightningNetwork.TESTNET : Checks.network(chain),
            height,
            height > 0);
    return Checks.identity(identity, access.network());
  }

  /**
   * What is in flight is not told, and is left out. What has come in on the chain belongs to a
   * channel soon, or to its price; it is not counted.
   */
  @Override
  public ChannelFunds funds() throws NodeFailure {
    long local = Told.read(line.get("/getbalance")).count("balanceSat");
    long spendable = 0;
    long receivable = 0;
    for (Told channel : Told.read(line.get("/getinfo")).objects("channels")) {
      if (channel.text("state").equals("Normal")) {
        spendable = Told.sum(spendable, channel.count("balanceSat"));
        receivable = Told.sum(receivable, channel.count("inboundLiquiditySat"));
      }
    }
    return new ChannelFunds(
        Told.millisatoshi(local), Told.millisatoshi(spendable), Told.millisatoshi(receivable), 0);
  }
}
