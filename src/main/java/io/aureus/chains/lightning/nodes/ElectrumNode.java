package io.aureus.chains.lightning.nodes;

import io.aureus.chains.lightning.ChannelFunds;
import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.InvoiceWish;
import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.lightning.NodeIdentity;
import io.aureus.chains.lightning.SentPayment;
import io.aureus.chains.lightning.SettledInvoice;
import io.aureus.chains.lightning.nodes.ElectrumPayment.Direction;
import io.aureus.chains.nodes.LongAnswers;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An Electrum daemon with one wallet that has Lightning, by its JSON-RPC; as its secret we have
 * {@code user:password}. What it cannot do is refused: hashed descriptions, fractions of a satoshi,
 * paying an invoice without an amount, and a cap of the fee below its own, which is 5 satoshi or 1
 * %. Its setting {@code bolt11_fallback} has to be false: what is paid to an invoice's address on
 * the chain would not be seen here.
 *
 * <p>It tells its whole history at each look, so long answers must be allowed: about 500 bytes for
 * each payment that it ever had. From one that a merchant brought 2 MB are taken, some 4,000
 * payments: beyond that nothing of it can be read, and it makes no more invoices for orders.
 */
final class ElectrumNode implements LightningNode {
  private static final int SATOSHI = 8;
  private static final int MILLISATOSHI = 11;
  private static final long THOUSAND = 1_000;

  private final ElectrumCalls calls;
  private final ElectrumSending sending;
  private final NodeAccess access;

  ElectrumNode(NodeAccess access) {
    this.access = access;
    calls = new ElectrumCalls(access);
    sending = new ElectrumSending(calls, access.clock());
  }

  @Override
  public String label() {
    return calls.label();
  }

  @Override
  public NodeIdentity identity() throws NodeFailure {
    Told told = calls.object("getinfo");
    long height = told.count("blockchain_height");
    boolean isSynced =
        told.flag("connected")
            && height == told.number("server_height")
            && calls.ask("is_synchronized").flag("result");
    NodeIdentity identity =
        new NodeIdentity(
            // Where it can be reached follows on an @.
            calls.ask("nodeid").text("result").replaceFirst("@.*", ""),
            "",
            "Electrum " + told.text("version"),
            Checks.network(told.text("network")),
            height,
            isSynced);
    return Checks.identity(identity, access.network());
  }

  @Override
  public ChannelFunds funds() throws NodeFailure {
    ElectrumChannels channels = LongAnswers.allowed(() -> ElectrumChannels.read(calls));
    Told balance = calls.object("getbalance");
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
    Told made = calls.object("add_request", coins, wish.description(), seconds, true);
    return Checks.made(access.network(), wish, made.text("lightning_invoice"), made.hash("rhash"));
  }

  @Override
  public boolean makesHashed() {
    return false;
  }

  @Override
  public long step() {
    return THOUSAND;
  }

  /**
   * What cannot be checked in a while is told the next time: a page is as long as there was time
   * for it, and one payment at least.
   */
  @Override
  public Page after(String after) throws NodeFailure {
    List<SettledInvoice> came = came();
    Set<String> whole = new HashSet<>();
    long end = System.nanoTime() + access.bounds().timeout().toNanos();
    while (true) {
      List<SettledInvoice> page = new WholeHistory(came).after(after).invoices();
      Set<String> parts = new HashSet<>();
      int checked = 0;
      while (checked < page.size()) {
        SettledInvoice each = page.get(checked);
        if (!whole.contains(each.paymentHash())) {
          if (checked > 0 && System.nanoTime() > end) {
            break;
          }
          (isWhole(each) ? whole : parts).add(each.paymentHash());
        }
        checked++;
      }
      if (parts.isEmpty()) {
        return new WholeHistory(came).after(after, Math.max(1, checked));
      }
      // As if they were not there yet; told late, they are not left out.
      came.removeIf(each -> parts.contains(each.paymentHash()));
    }
  }

  private List<SettledInvoice> came() throws NodeFailure {
    List<SettledInvoice> came = new ArrayList<>();
    for (ElectrumPayment each : LongAnswers.allowed(() -> ElectrumPayment.all(calls))) {
      if (each.direction() == Direction.RECEIVED) {
        came.add(new SettledInvoice(each.paymentHash(), each.millisatoshi(), each.at()));
      }
    }
    return came;
  }

  /** It takes no less than was asked for: where less has come, other parts are under way. */
  private boolean isWhole(SettledInvoice invoice) throws NodeFailure {
    Optional<Told> request = calls.objectIfAny("get_request", invoice.paymentHash());
    return request.isEmpty()
        || !request.get().has("amount_msat")
        || invoice.millisatoshi() >= request.get().count("amount_msat");
  }

  @Override
  public SentPayment pay(Invoice invoice, long millisatoshi, long feeCap) throws NodeFailure {
    return sending.pay(invoice, millisatoshi, feeCap);
  }

  @Override
  public SentPayment sent(String paymentHash, Instant ordered) throws NodeFailure {
    return sending.sent(paymentHash, ordered);
  }

  private static NodeFailure refused(String words) {
    return new NodeFailure(Kind.REFUSED, words);
  }
}
