package io.aureus.chains.lightning.nodes;

import io.aureus.chains.lightning.ChannelFunds;
import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.InvoiceTerms;
import io.aureus.chains.lightning.InvoiceWish;
import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.lightning.LightningRefusal;
import io.aureus.chains.lightning.NodeIdentity;
import io.aureus.chains.lightning.SentPayment;
import io.aureus.chains.lightning.SettledInvoice;
import io.aureus.chains.lightning.nodes.ElectrumPayment.Direction;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.chains.nodes.RpcEndpoint;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * An Electrum daemon with one wallet that has Lightning, by its JSON-RPC. What it cannot do is
 * refused: hashed descriptions, fractions of a satoshi, paying an invoice without an amount, and a
 * cap of the fee below its own, which is 5 satoshi or 1 %. Its setting {@code bolt11_fallback} has
 * to be false: what is paid to an invoice's address on the chain would not be seen here.
 *
 * <p>It tells its whole history at each look, so the endpoint must allow a long answer: about 500
 * bytes for each payment that it ever had.
 */
public final class ElectrumLightning implements LightningNode {
  private static final int SATOSHI = 8;
  private static final int MILLISATOSHI = 11;
  private static final long THOUSAND = 1_000;

  private final ElectrumCalls calls;
  private final ElectrumSending sending;
  private final LightningNetwork network;

  /**
   * @param endpoint whose timeout is how long a payment is waited for; one that takes longer is in
   *     flight
   * @param network on which its wallet is to be
   */
  public ElectrumLightning(RpcEndpoint endpoint, LightningNetwork network) {
    calls = new ElectrumCalls(endpoint);
    sending = new ElectrumSending(calls);
    this.network = network;
  }

  @Override
  public String label() {
    return calls.label();
  }

  @Override
  public NodeIdentity identity() throws NodeFailure {
    JsonNode told = calls.ask("getinfo");
    String name = ElectrumCalls.text(told, "network");
    if (!name.equalsIgnoreCase(network.name())) {
      throw new NodeFailure(
          Kind.WRONG_CHAIN, "is on the network %s and not on %s".formatted(name, network.title()));
    }
    long height = ElectrumCalls.whole(told, "blockchain_height");
    boolean isSynced =
        ElectrumCalls.flag(told, "connected")
            && height == ElectrumCalls.whole(told, "server_height")
            && calls.ask("is_synchronized").asBoolean(false);
    String id = ElectrumCalls.textOf(calls.ask("nodeid"), "its node");
    String program = "Electrum " + ElectrumCalls.text(told, "version");
    return new NodeIdentity(id.replaceFirst("@.*", ""), "", program, network, height, isSynced);
  }

  @Override
  public ChannelFunds funds() throws NodeFailure {
    ElectrumChannels channels = ElectrumChannels.read(calls.ask("list_channels"));
    JsonNode balance = calls.ask("getbalance");
    return new ChannelFunds(
        ElectrumCalls.coins(balance, "lightning", MILLISATOSHI),
        channels.spendable(),
        channels.receivable(),
        ElectrumCalls.coins(balance, "confirmed", SATOSHI));
  }

  @Override
  public Invoice make(InvoiceWish wish) throws NodeFailure {
    if (wish.isHashed()) {
      throw refused("cannot put the hash of a description into an invoice");
    }
    if (wish.millisatoshi() < THOUSAND || wish.millisatoshi() % THOUSAND != 0) {
      throw refused("makes invoices over whole satoshi only");
    }
    String coins = BigDecimal.valueOf(wish.millisatoshi() / THOUSAND, SATOSHI).toPlainString();
    long seconds = wish.expiry().toSeconds();
    // Forced: without that it makes none while twenty of its addresses wait.
    JsonNode made = calls.ask("add_request", coins, wish.description(), seconds, true);
    Invoice invoice = read(ElectrumCalls.text(made, "lightning_invoice"));
    check(invoice, wish);
    return invoice;
  }

  private Invoice read(String text) throws NodeFailure {
    try {
      return Invoice.read(network, text);
    } catch (LightningRefusal e) {
      boolean isAnother = e.kind() == LightningRefusal.Kind.NETWORK;
      throw new NodeFailure(
          isAnother ? Kind.WRONG_CHAIN : Kind.MALFORMED, "made no good invoice: " + e.words());
    }
  }

  private static void check(Invoice invoice, InvoiceWish wish) throws NodeFailure {
    InvoiceTerms terms = invoice.terms();
    if (terms.millisatoshi().orElse(0) != wish.millisatoshi()
        || !terms.expiry().equals(wish.expiry())
        || !invoice.isFor(wish.description())) {
      throw new NodeFailure(Kind.MALFORMED, "made another invoice than it was asked for");
    }
    if (!terms.fallbacks().isEmpty()) {
      throw refused(
          "lets its invoices be paid on the chain, where it is not seen:"
              + " run electrum setconfig bolt11_fallback false");
    }
  }

  @Override
  public Page after(String after) throws NodeFailure {
    List<SettledInvoice> came = came();
    Set<String> whole = new HashSet<>();
    while (true) {
      Page page = new WholeHistory(came).after(after);
      Set<String> parts = new HashSet<>();
      for (SettledInvoice each : page.invoices()) {
        if (!whole.contains(each.paymentHash())) {
          (isWhole(each) ? whole : parts).add(each.paymentHash());
        }
      }
      if (parts.isEmpty()) {
        return page;
      }
      // As if they were not there yet; told late, they are not left out.
      came.removeIf(each -> parts.contains(each.paymentHash()));
    }
  }

  private List<SettledInvoice> came() throws NodeFailure {
    List<SettledInvoice> came = new ArrayList<>();
    for (ElectrumPayment each : ElectrumPayment.all(calls.ask("lightning_history"))) {
      if (each.direction() == Direction.RECEIVED) {
        came.add(new SettledInvoice(each.paymentHash(), each.millisatoshi(), each.at()));
      }
    }
    return came;
  }

  /** It takes no less than was asked for: where less has come, other parts are under way. */
  private boolean isWhole(SettledInvoice invoice) throws NodeFailure {
    Optional<JsonNode> request = calls.askIfAny("get_request", invoice.paymentHash());
    return request.isEmpty()
        || request.get().path("amount_msat").isNull()
        || invoice.millisatoshi() >= ElectrumCalls.whole(request.get(), "amount_msat");
  }

  @Override
  public SentPayment pay(Invoice invoice, long millisatoshi, long feeCap) throws NodeFailure {
    return sending.pay(invoice, millisatoshi, feeCap);
  }

  @Override
  public SentPayment sent(String paymentHash) throws NodeFailure {
    return sending.sent(paymentHash);
  }

  private static NodeFailure refused(String words) {
    return new NodeFailure(Kind.REFUSED, words);
  }
}
