package io.aureus.dashboard;

import io.aureus.books.Books;
import io.aureus.chains.ChainProgress;
import io.aureus.chains.lightning.ChannelFunds;
import io.aureus.chains.lightning.NodeIdentity;
import io.aureus.chains.lightning.NodeLook;
import io.aureus.chains.lightning.UnknownSettlements;
import io.aureus.chains.lightning.VersionFlag;
import io.aureus.dashboard.LightningPage.Desk;
import io.aureus.dashboard.LightningPage.Payment;
import io.aureus.dashboard.LightningPage.Row;
import io.aureus.dashboard.LightningPage.State;
import io.aureus.dashboard.LightningPage.Told;
import io.aureus.dashboard.OrderPage.Fact;
import io.aureus.ledger.ChainSide;
import io.aureus.merchants.MerchantId;
import io.aureus.merchants.Merchants;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.orders.InvoiceBook;
import io.aureus.payouts.InvoicePayments;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutState;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Puts into words how the node of Lightning stands, and what became of invoices. */
final class LightningPages {
  private static final String TROUBLE = "trouble";
  private static final String WARN = "warn";
  private static final String HINT = "hint";
  private static final List<String> LOOKS = List.of(TROUBLE, WARN, HINT);
  private static final int MOST_UNKNOWN = 20;
  private static final long THOUSAND = 1_000;

  private final ChainProgress progress;
  private final ChainSide journal;
  private final Books books;
  private final Merchants merchants;
  private final UnknownSettlements unknown;

  LightningPages(
      ChainProgress progress,
      ChainSide journal,
      Books books,
      Merchants merchants,
      UnknownSettlements unknown) {
    this.progress = progress;
    this.journal = journal;
    this.books = books;
    this.merchants = merchants;
    this.unknown = unknown;
  }

  static State state(LightningStanding.Now now) {
    NodeLook look = now.look();
    if (look == null) {
      return new State(false, "not asked yet", "Nobody has asked the node yet.");
    }
    return look.isAnswering()
        ? new State(true, "answering", "New orders get their invoices.")
        : new State(
            false,
            "not answering",
            "Not answering since %s. Orders on Lightning are refused meanwhile; what was paid by"
                    .formatted(Texts.time(look.failingSince()))
                + " then is found when it answers again.");
  }

  Desk desk(LightningStanding.Now now) {
    NodeLook look = now.look();
    NodeLook.Seen seen = look == null ? null : look.seen();
    InboundLiquidity inbound = now.inbound();
    if (look == null || seen == null || inbound == null) {
      List<Told> told = look == null ? List.of() : List.of(silence(look));
      return new Desk(told, "", List.of(), List.of(), List.of());
    }
    return new Desk(
        told(now, look, seen, inbound),
        Texts.time(seen.at()),
        balance(now.coin(), seen.funds()),
        inbound(now.coin(), inbound),
        node(now, look, seen.identity()));
  }

  private static Told silence(NodeLook look) {
    return new Told(
        TROUBLE,
        "The node does not answer: " + Texts.sentence(look.words()),
        "See that it runs, that " + look.label() + " is right, and that its secret still holds.");
  }

  private List<Told> told(
      LightningStanding.Now now, NodeLook look, NodeLook.Seen seen, InboundLiquidity inbound) {
    Asset coin = now.coin();
    List<Told> told = new ArrayList<>();
    if (!look.isAnswering()) {
      told.add(silence(look));
    }
    if (!seen.identity().isSynced()) {
      told.add(
          new Told(
              WARN,
              "The node does not follow the chain: it may miss that a peer closes a channel with"
                  + " an old state.",
              "See that its bitcoind, or the server that it asks, runs and is reached."));
    }
    if (books.compared().stream().anyMatch(one -> one.asset().equals(coin) && isShort(one))) {
      told.add(
          new Told(
              TROUBLE,
              "The channels hold less than the books say.",
              "Stop signing (System, Signing policy) and look for who else pays with this node."));
    }
    addInbound(told, seen.identity(), inbound);
    now.offers().told().ifPresent(told::add);
    seen.flags().forEach(flag -> told.add(new Told(look(flag), flag.reason(), flag.remedy())));
    told.sort(Comparator.comparing(one -> LOOKS.indexOf(one.look())));
    return told;
  }

  private static boolean isShort(Books.Compared one) {
    return one.difference().units().signum() < 0;
  }

  private static void addInbound(List<Told> told, NodeIdentity identity, InboundLiquidity inbound) {
    boolean opensItself = identity.program().startsWith("phoenixd");
    String remedy =
        opensItself
            ? "phoenixd opens more room by itself and takes the price from what comes in: have it"
                + " open some beforehand."
            : "Pay out by Lightning, or have a peer open a channel to the node: docs/operate/"
                + "lightning.md names the ways.";
    switch (inbound.level()) {
      case SHORT ->
          told.add(
              new Told(
                  opensItself ? WARN : TROUBLE,
                  inbound.receivable() == 0
                      ? "Nothing can come in."
                      : "Less can come in than a single open invoice asks for: its payer fails.",
                  remedy));
      case LOW -> told.add(new Told(WARN, "What can come in runs out.", remedy));
      case ENOUGH -> {}
    }
  }

  static String look(VersionFlag flag) {
    return switch (flag.grade()) {
      case DANGER -> TROUBLE;
      case WARNING -> WARN;
      case NOTE -> HINT;
    };
  }

  /** The journal is read now, and the channels were read then: seconds may lie between. */
  private List<Fact> balance(Asset coin, ChannelFunds funds) {
    Amount local = Amount.ofUnits(coin, funds.local());
    Amount booked = new Amount(coin, journal.sums().getOrDefault(coin.code(), BigInteger.ZERO));
    return List.of(
        new Fact("Our side of the channels", MoneyTexts.of(local)),
        new Fact("of it booked: merchants' money, and fees earned", MoneyTexts.of(booked)),
        new Fact("of it the operator's own", MoneyTexts.of(local.minus(booked))),
        new Fact("Can be sent now", text(coin, funds.spendable())),
        new Fact(
            "On the chain, outside of channels",
            text(coin, Math.multiplyExact(funds.onChain(), THOUSAND))));
  }

  private static List<Fact> inbound(Asset coin, InboundLiquidity inbound) {
    InvoiceBook.Open open = inbound.open();
    return List.of(
        new Fact(
            "Can come in now",
            "%s, %d %% of the channels' %s"
                .formatted(
                    text(coin, inbound.receivable()),
                    inbound.percent(),
                    text(coin, inbound.room()))),
        new Fact(
            "Open invoices ask for",
            open.count() == 0
                ? "nothing: there is none"
                : "%s together (%d), the largest %s"
                    .formatted(text(coin, open.total()), open.count(), text(coin, open.largest()))),
        new Fact("You are warned below", text(coin, inbound.least())));
  }

  private List<Fact> node(LightningStanding.Now now, NodeLook look, NodeIdentity identity) {
    Asset coin = now.coin();
    String read =
        progress
            .cursor(coin.chain().code())
            .map(at -> Texts.time(at.caughtUpAt()))
            .orElse("not yet");
    return List.of(
        new Fact("Program", identity.program()),
        new Fact("Asked at", look.label()),
        new Fact("It calls itself", identity.alias().isBlank() ? "nothing" : identity.alias()),
        new Fact("Public key", identity.id()),
        new Fact("Network", coin.chain().network()),
        new Fact(
            "Newest block",
            identity.height() == 0 ? "it does not say" : Long.toString(identity.height())),
        new Fact("Follows the chain", identity.isSynced() ? "yes" : "no"),
        new Fact("Settlements read up to", read),
        new Fact("Offers (BOLT12)", now.offers().words()));
  }

  /**
   * @param isOperators whether whose it is has to be said
   */
  Row row(Asset coin, SignedIn me, boolean isOperators, InvoiceBook.Listed one) {
    return new Row(
        one.order().value(),
        one.merchant().equals(me.merchant()),
        isOperators ? merchants.known(one.merchant()).name() : "",
        switch (one.state()) {
          case UNPAID -> "unpaid";
          case PAID -> "paid";
          case EXPIRED -> "expired";
        },
        one.state() == InvoiceBook.State.PAID ? "success" : "",
        one.orderStatus().name(),
        text(coin, one.millisatoshi()),
        Texts.time(one.expiresAt()),
        Texts.time(one.paidAt()),
        one.paymentHash());
  }

  /**
   * @param isOperators whether whose it is has to be said
   */
  Payment payment(SignedIn me, boolean isOperators, InvoicePayments.Listed one) {
    Payout payout = one.payout();
    MerchantId merchant = Objects.requireNonNull(payout.merchant());
    boolean isOwn = merchant.equals(me.merchant());
    boolean isPaid = payout.state() == PayoutState.CONFIRMED;
    boolean isDoubt = payout.state() == PayoutState.UNCLEAR || payout.state() == PayoutState.HELD;
    return new Payment(
        Texts.time(payout.createdAt()),
        isOwn ? "/dashboard/payouts/" + payout.id() : "",
        isOperators ? merchants.known(merchant).name() : "",
        payout.state().name(),
        MoneyTexts.look(payout.state()),
        MoneyTexts.of(payout.amount()),
        isPaid
            ? "took " + MoneyTexts.of(payout.fee())
            : payout.state().isFinal() ? "" : "at most " + MoneyTexts.of(payout.fee()),
        one.paymentHash(),
        one.preimage(),
        payout.state() == PayoutState.FAILED || isDoubt ? Texts.sentence(one.words()) : "");
  }

  /** The newest settlements that are no order's. */
  List<LightningPage.Unknown> unknown(Asset coin) {
    return unknown.newest(coin.chain(), MOST_UNKNOWN).stream()
        .map(
            one ->
                new LightningPage.Unknown(
                    Texts.time(one.at()), text(coin, one.millisatoshi()), one.paymentHash()))
        .toList();
  }

  private static String text(Asset coin, long millisatoshi) {
    return MoneyTexts.of(Amount.ofUnits(coin, millisatoshi));
  }
}
