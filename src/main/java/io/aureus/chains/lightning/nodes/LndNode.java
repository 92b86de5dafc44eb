package io.aureus.chains.lightning.nodes;

import io.aureus.chains.lightning.ChannelFunds;
import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.InvoiceWish;
import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.lightning.NodeIdentity;
import io.aureus.chains.lightning.SentPayment;
import io.aureus.chains.nodes.LongAnswers;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.money.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An LND by REST, as the definitions of its interface have it ({@code lightning.proto} and {@code
 * router.proto} of 0.17 to 0.20). A macaroon needs {@code info:read}, {@code invoices:read}, {@code
 * invoices:write}, {@code onchain:read}, {@code offchain:read}, and {@code offchain:write} to pay.
 *
 * <p>LND knows no labels: an invoice that is asked for twice is two.
 */
final class LndNode implements LightningNode {
  private final NodeAccess access;
  private final LndLine line;
  private final LndSettlements settlements;
  private final LndPayments payments;

  LndNode(NodeAccess access) {
    this.access = access;
    this.line = new LndLine(access);
    this.settlements = new LndSettlements(line, access, this::identity);
    this.payments = new LndPayments(line, access);
  }

  @Override
  public String label() {
    return line.label();
  }

  @Override
  public Invoice make(InvoiceWish wish) throws NodeFailure {
    Map<String, Object> question = new LinkedHashMap<>();
    question.put("value_msat", Long.toString(wish.millisatoshi()));
    question.put("expiry", Long.toString(wish.expiry().toSeconds()));
    if (wish.isHashed()) {
      byte[] hash = Sha256.of(wish.description().getBytes(StandardCharsets.UTF_8));
      question.put("description_hash", Base64.getEncoder().encodeToString(hash));
    } else {
      question.put("memo", wish.description());
    }
    // How to reach a node that has no public channel; where it has, LND adds nothing of those.
    question.put("private", true);
    Told told = line.post("/v1/invoices", question);
    return Checks.made(
        access.network(), wish, told.text("payment_request"), told.hashInBase64("r_hash"));
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

  @Override
  public NodeIdentity identity() throws NodeFailure {
    Told told = line.get("/v1/getinfo");
    List<Told> chains = told.objects("chains");
    if (chains.size() != 1) {
      throw Told.malformed("answered with more or less than one chain");
    }
    NodeIdentity identity =
        new NodeIdentity(
            told.text("identity_pubkey"),
            told.text("alias"),
            "LND " + told.text("version"),
            Checks.network(chains.getFirst().text("network")),
            told.count("block_height"),
            told.flag("synced_to_chain"));
    return Checks.identity(identity, access.network());
  }

  /**
   * What is in active channels beyond the reserves. Fees of the chain that a commitment may yet
   * need are not taken off.
   */
  @Override
  public ChannelFunds funds() throws NodeFailure {
    Told balance = line.get("/v1/balance/channels");
    // LND counts what we have sent and nobody has claimed yet as the other side's, unsettled.
    long local =
        Told.sum(
            balance.object("local_balance").digits("msat"),
            balance.object("unsettled_remote_balance").digits("msat"));
    Sides sides = LongAnswers.allowed(this::sides);
    long onChain = line.get("/v1/balance/blockchain").digits("confirmed_balance");
    return new ChannelFunds(local, sides.spendable(), sides.receivable(), onChain);
  }

  private record Sides(long spendable, long receivable) {}

  private Sides sides() throws NodeFailure {
    long spendable = 0;
    long receivable = 0;
    for (Told channel : line.get("/v1/channels").objects("channels")) {
      if (channel.flag("active")) {
        spendable = Told.sum(spendable, beyondReserve(channel, "local"));
        receivable = Told.sum(receivable, beyondReserve(channel, "remote"));
      }
    }
    return new Sides(spendable, receivable);
  }

  private static long beyondReserve(Told channel, String side) throws NodeFailure {
    long balance = channel.digits(side + "_balance");
    long reserve = channel.object(side + "_constraints").digits("chan_reserve_sat");
    return Told.millisatoshi(Math.max(0, balance - reserve));
  }
}
