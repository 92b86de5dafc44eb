package io.aureus.commands;

import io.aureus.chains.Holdings;
import io.aureus.ledger.Account;
import io.aureus.ledger.JournalCheck;
import io.aureus.ledger.Ledger;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import io.aureus.orders.OrderMoves;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.transaction.support.TransactionTemplate;

/** The invariants of the manual: 1 to 7 here, those of payouts in {@link PayoutInvariants}. */
final class Invariants {
  private static final int LOOKS = 20;

  private final InvariantRows rows;
  private final PayoutInvariants payouts;
  private final JournalCheck journal;
  private final Holdings holdings;
  private final Catalogue catalogue;
  private final TransactionTemplate snapshot;

  /**
   * @param snapshot a read-only transaction that sees one moment
   */
  Invariants(
      InvariantRows rows,
      PayoutInvariants payouts,
      JournalCheck journal,
      Holdings holdings,
      Catalogue catalogue,
      TransactionTemplate snapshot) {
    this.rows = rows;
    this.payouts = payouts;
    this.journal = journal;
    this.holdings = holdings;
    this.catalogue = catalogue;
    this.snapshot = snapshot;
  }

  /** What the ledger and the observers knew at one moment. */
  private record Moment(
      JournalCheck.Report report,
      Map<String, Long> cursors,
      Map<String, List<String>> addresses,
      Map<String, BigInteger> waiting,
      long openFacts,
      List<Finding> others,
      PayoutInvariants.Moment payouts) {}

  List<Finding> check() {
    Moment moment = settledMoment();
    List<Finding> findings = new ArrayList<>();
    findings.add(balanced(moment.report()));
    // The nodes are asked outside of the transaction: a slow one must not hold the snapshot.
    findings.add(sameAsTheChain(moment));
    findings.addAll(moment.others());
    findings.addAll(payouts.check(moment.payouts()));
    return List.copyOf(findings);
  }

  /** A moment at which nothing that was read waits to be booked; or the last of some tries. */
  private Moment settledMoment() {
    Moment moment = moment();
    for (int look = 1; look < LOOKS && moment.openFacts() > 0; look++) {
      try {
        Thread.sleep(500);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return moment;
      }
      moment = moment();
    }
    return moment;
  }

  private Moment moment() {
    return Objects.requireNonNull(
        snapshot.execute(
            status -> {
              JournalCheck.Report report = journal.run();
              Map<String, Long> cursors = new LinkedHashMap<>();
              rows.cursors().forEach(cursor -> cursors.put(cursor.chain(), cursor.number()));
              Map<String, List<String>> addresses = new LinkedHashMap<>();
              for (Chain chain : catalogue.chains()) {
                addresses.computeIfAbsent(chain.family(), rows::addresses);
              }
              return new Moment(
                  report,
                  cursors,
                  addresses,
                  rows.waiting(),
                  rows.openFacts(),
                  List.of(
                      everyTransferAccountedFor(),
                      noBalanceBelowZero(report),
                      everyFinalOrderHasItsCallback(),
                      amountsAreWhole(),
                      storiesFollowTheTable()),
                  payouts.moment());
            }));
  }

  private static Finding balanced(JournalCheck.Report report) {
    String figures =
        "%d entries, %d of them unbalanced, guards of the journal %s; sums %s"
            .formatted(
                report.entries(),
                report.unbalanced().size(),
                report.guarded() ? "in force" : "MISSING",
                report.totals().stream()
                    .map(sum -> sum.asset().code() + " " + sum.text())
                    .toList());
    return new Finding(
        1, "Every journal entry balances, and none was changed", figures, report.isSound());
  }

  /** What a chain says of an asset beside the ledger. */
  private record Beside(boolean holds, String figures) {}

  private Finding sameAsTheChain(Moment moment) {
    boolean holds = moment.openFacts() == 0;
    List<String> figures = new ArrayList<>();
    for (Asset asset : catalogue.assets()) {
      Long block = moment.cursors().get(asset.chain().code());
      Beside beside = block == null ? unread(moment, asset) : beside(moment, asset, block);
      holds &= beside.holds();
      figures.add(asset.code() + beside.figures());
    }
    if (moment.openFacts() > 0) {
      figures.add(moment.openFacts() + " facts of the chain wait to be booked: try again");
    }
    return new Finding(
        2,
        "The ledger's sum is what the chain says that our addresses hold, at the same block",
        String.join("\n      ", figures),
        holds);
  }

  private static Beside unread(Moment moment, Asset asset) {
    Amount booked = booked(moment, asset);
    return new Beside(booked.isZero(), ": chain not read yet, ledger " + booked.text());
  }

  private Beside beside(Moment moment, Asset asset, long block) {
    Amount booked = booked(moment, asset);
    if (asset.chain().isLightning()) {
      return covered(asset, block, booked);
    }
    List<String> addresses = moment.addresses().getOrDefault(asset.chain().family(), List.of());
    BigInteger held = addresses.isEmpty() ? BigInteger.ZERO : held(asset, addresses, block);
    boolean same = held.equals(booked.units());
    return new Beside(
        same,
        " at block %d on %d addresses: chain %s, ledger %s%s"
            .formatted(
                block,
                addresses.size(),
                new Amount(asset, held).text(),
                booked.text(),
                same ? "" : "  <-- differ"));
  }

  /** Beside what is ours in trust, a node's channels hold what the operator put into them. */
  private Beside covered(Asset asset, long block, Amount booked) {
    BigInteger local = held(asset, List.of(), block);
    boolean covers = local.compareTo(booked.units()) >= 0;
    return new Beside(
        covers,
        " in the node's channels: %s on our side, ledger %s%s"
            .formatted(
                new Amount(asset, local).text(),
                booked.text(),
                covers ? "" : "  <-- less than is booked"));
  }

  private BigInteger held(Asset asset, List<String> addresses, long block) {
    return holdings.held(asset, addresses, block);
  }

  /**
   * What our addresses should hold: confirmed and seen, the two accounts that face the chain, less
   * what waits for a block.
   */
  private static Amount booked(Moment moment, Asset asset) {
    BigInteger waiting = moment.waiting().getOrDefault(asset.code(), BigInteger.ZERO);
    Amount sum = Amount.zero(asset).minus(new Amount(asset, waiting));
    for (JournalCheck.KindTotal total : moment.report().byKind()) {
      boolean faces = total.kind() == Account.Kind.CUSTODY || total.kind() == Account.Kind.INCOMING;
      if (faces && total.amount().asset().code().equals(asset.code())) {
        sum = sum.minus(total.amount());
      }
    }
    return sum;
  }

  private Finding everyTransferAccountedFor() {
    List<String> lost = rows.transfersUnaccountedFor();
    List<String> unlike = rows.paymentsUnlikeTheirTransfer();
    String figures =
        "%d confirmed transfers, %d payments, %d transfers to no order and booked as such%s%s"
            .formatted(
                rows.confirmedTransfers(),
                rows.payments(),
                rows.bookedWithoutPayment(),
                wrong("; neither in a payment nor booked", lost),
                wrong("; unlike their transfer", unlike));
    return new Finding(
        3,
        "Every confirmed transfer from outside is in one payment, or booked without an order",
        figures,
        lost.isEmpty() && unlike.isEmpty());
  }

  private Finding noBalanceBelowZero(JournalCheck.Report report) {
    List<String> excused = rows.merchantsWithReversals();
    List<String> below = new ArrayList<>();
    for (Ledger.Balance balance : report.overdrawn()) {
      String owner = String.valueOf(balance.account().owner());
      if (!excused.contains(owner)) {
        below.add(owner + " " + balance.amount().text() + " " + balance.amount().asset().code());
      }
    }
    String figures =
        "%d balances below zero after a reversal%s"
            .formatted(
                report.overdrawn().size() - below.size(), wrong("; without a reason", below));
    return new Finding(
        4,
        "No available balance is below zero, but for a chain's reversal",
        figures,
        below.isEmpty());
  }

  private Finding everyFinalOrderHasItsCallback() {
    List<String> without = rows.ordersWithoutCallback();
    String figures =
        "%d final orders that want a callback; callbacks %s%s"
            .formatted(rows.finalOrders(), rows.deliveries(), wrong("; without one", without));
    return new Finding(
        5,
        "Every final order has its callback: delivered, scheduled, or given up and shown",
        figures,
        without.isEmpty());
  }

  private Finding amountsAreWhole() {
    long broken = rows.brokenAmounts();
    return new Finding(
        6,
        "Amounts are whole numbers of the smallest unit",
        "%d amounts, %d of them broken".formatted(rows.amounts(), broken),
        broken == 0);
  }

  private Finding storiesFollowTheTable() {
    List<String> astray = new ArrayList<>(rows.ordersBesideTheirStory());
    List<InvariantRows.Move> moves = rows.moves();
    for (InvariantRows.Move move : moves) {
      if (move.before() != move.from() || !OrderMoves.isLegal(move.from(), move.to())) {
        astray.add("%s %s to %s".formatted(move.order(), move.from(), move.to()));
      }
    }
    String figures =
        "%d orders, %d lines of their stories%s"
            .formatted(rows.orders(), moves.size(), wrong("; astray", astray));
    return new Finding(
        7, "Every order went along the table of its life", figures, astray.isEmpty());
  }

  static String wrong(String what, List<String> found) {
    return found.isEmpty() ? "" : what + ": " + String.join(", ", found.stream().limit(5).toList());
  }
}
