package io.aureus.chains.lightning.nodes;

import io.aureus.chains.lightning.ChannelFunds;
import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.InvoiceWish;
import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.lightning.NodeIdentity;
import io.aureus.chains.lightning.OfferMaking;
import io.aureus.chains.lightning.SentPayment;
import io.aureus.chains.nodes.LongAnswers;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import java.math.BigInteger;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A Core Lightning by clnrest, as its schemas have it ({@code doc/schemas} of v25.02 and later,
 * where clnrest is the one written in Rust). A rune needs the commands {@code getinfo}, {@code
 * invoice}, {@code listinvoices}, {@code waitanyinvoice}, {@code listpays}, {@code
 * listpeerchannels}, {@code listfunds}, {@code offer} to hand out offers, and {@code xpay} to pay.
 */
final class ClnNode implements LightningNode {
  private static final int LABEL_TAKEN = 900;
  private static final String WORKING = "CHANNELD_NORMAL";
  private static final Set<String> OPEN =
      Set.of(WORKING, "CHANNELD_AWAITING_SPLICE", "CHANNELD_SHUTTING_DOWN", "CLOSINGD_SIGEXCHANGE");
  private static final Pattern FEATURES = Pattern.compile("[0-9a-f]{0,200}");

  /** Two bits of BOLT9: it can open channels that both sides pay for. */
  private static final int DUAL_FUND = 28;

  private final NodeAccess access;
  private final ClnLine line;
  private final ClnSettlements settlements;
  private final ClnPayments payments;
  private final ClnOffers offers;

  ClnNode(NodeAccess access) {
    this.access = access;
    this.line = new ClnLine(access);
    this.settlements = new ClnSettlements(line, access.waits(), this::identity);
    this.payments = new ClnPayments(line, access);
    this.offers = new ClnOffers(line, access.network());
  }

  @Override
  public String label() {
    return line.label();
  }

  @Override
  public Invoice make(InvoiceWish wish) throws NodeFailure {
    Map<String, Object> question = new LinkedHashMap<>();
    question.put("label", wish.label());
    question.put("amount_msat", wish.millisatoshi());
    question.put("description", wish.description());
    question.put("deschashonly", wish.isHashed());
    question.put("expiry", wish.expiry().toSeconds());
    Told told;
    try {
      told = line.call("invoice", question);
    } catch (NodeFailure e) {
      if (e.code() != LABEL_TAKEN) {
        throw e;
      }
      return madeBefore(wish);
    }
    return Checks.made(access.network(), wish, told.text("bolt11"), told.hash("payment_hash"));
  }

  /** The answer to the first question was lost. */
  private Invoice madeBefore(InvoiceWish wish) throws NodeFailure {
    List<Told> found = line.call("listinvoices", Map.of("label", wish.label())).objects("invoices");
    if (found.size() != 1) {
      throw Told.malformed("answered with more or less than one invoice of a label");
    }
    Told told = found.getFirst();
    try {
      return Checks.made(access.network(), wish, told.text("bolt11"), told.hash("payment_hash"));
    } catch (NodeFailure e) {
      if (e.kind() == Kind.REFUSED) {
        throw e;
      }
      throw new NodeFailure(
          Kind.REFUSED, "has another invoice of the label %s already".formatted(wish.label()));
    }
  }

  @Override
  public Optional<OfferMaking> offers() {
    return Optional.of(offers);
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

  /**
   * Its program says too whether dual funding is on, which left channels that were never opened.
   */
  @Override
  public NodeIdentity identity() throws NodeFailure {
    Told told = line.call("getinfo", Map.of());
    boolean isBehind = told.has("warning_bitcoind_sync") || told.has("warning_lightningd_sync");
    String name = told.text("network");
    NodeIdentity identity =
        new NodeIdentity(
            told.text("id"),
            told.textIfAny("alias"),
            "Core Lightning " + told.text("version") + dualFunding(told),
            name.equals("bitcoin") ? LightningNetwork.MAINNET : Checks.network(name),
            told.count("blockheight"),
            !isBehind);
    return Checks.identity(identity, access.network());
  }

  private static String dualFunding(Told told) throws NodeFailure {
    if (!told.has("our_features")) {
      return "";
    }
    String features = told.object("our_features").textIfAny("init");
    if (!FEATURES.matcher(features).matches()) {
      throw Told.malformed("answered features that are none");
    }
    BigInteger bits = new BigInteger("0" + features, 16);
    boolean isOn = bits.testBit(DUAL_FUND) || bits.testBit(DUAL_FUND + 1);
    return isOn ? ", with experimental-dual-fund" : "";
  }

  /**
   * Only channels count whose opening is in a block: the node tells others, too. What we have in
   * one that is enlarged or about to be closed is there as before, and cannot be used meanwhile.
   */
  @Override
  public ChannelFunds funds() throws NodeFailure {
    ChannelFunds funds = LongAnswers.allowed(this::channels);
    long onChain = LongAnswers.allowed(this::onChain);
    return new ChannelFunds(funds.local(), funds.spendable(), funds.receivable(), onChain);
  }

  private ChannelFunds channels() throws NodeFailure {
    long local = 0;
    long spendable = 0;
    long receivable = 0;
    for (Told channel : line.call("listpeerchannels", Map.of()).objects("channels")) {
      String state = channel.text("state");
      if (OPEN.contains(state) && channel.has("short_channel_id")) {
        local = Told.sum(local, channel.count("to_us_msat"));
        if (state.equals(WORKING) && channel.flag("peer_connected")) {
          spendable = Told.sum(spendable, channel.count("spendable_msat"));
          receivable = Told.sum(receivable, channel.count("receivable_msat"));
        }
      }
    }
    return new ChannelFunds(local, spendable, receivable, 0);
  }

  private long onChain() throws NodeFailure {
    long onChain = 0;
    for (Told output : line.call("listfunds", Map.of()).objects("outputs")) {
      if (output.text("status").equals("confirmed") && !output.flag("reserved")) {
        onChain = Told.sum(onChain, output.count("amount_msat") / 1_000);
      }
    }
    return onChain;
  }
}
