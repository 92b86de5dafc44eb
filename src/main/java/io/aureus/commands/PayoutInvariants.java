package io.aureus.commands;

import io.aureus.chains.Network;
import io.aureus.chains.Network.Standing;
import io.aureus.errors.Refusal;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import io.aureus.payouts.PayoutLifecycle;
import io.aureus.payouts.PayoutState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What must hold of money that leaves: numbers 8 to 11 of the manual. */
final class PayoutInvariants {
  /** Payouts that were signed several times and whose transactions are asked of a node. */
  private static final int MOST_ASKED = 1000;

  private final PayoutInvariantRows rows;
  private final Network network;
  private final Map<String, Chain> chains;

  PayoutInvariants(PayoutInvariantRows rows, Network network, Catalogue catalogue) {
    this.rows = rows;
    this.network = network;
    this.chains =
        catalogue.chains().stream().collect(Collectors.toMap(Chain::code, Function.identity()));
  }

  /** What the database says; to be read in one snapshot. */
  record Moment(
      long payouts,
      long signed,
      List<String> astray,
      List<PayoutInvariantRows.Raised> raised,
      List<Finding> others) {}

  Moment moment() {
    return new Moment(
        rows.payouts(),
        rows.signed(),
        Stream.concat(rows.payoutsAstray().stream(), rows.invoicesAstray().stream()).toList(),
        rows.raised(MOST_ASKED),
        List.of(reservationsAreOpenPayouts(), refundsAreWhatCameIn(), storiesFollowTheTable()));
  }

  /** Asks the nodes: never inside the snapshot. */
  List<Finding> check(Moment moment) {
    List<Finding> findings = new ArrayList<>();
    findings.add(paidOnce(moment));
    findings.addAll(moment.others());
    return findings;
  }

  private Finding paidOnce(Moment moment) {
    Set<String> paid = new HashSet<>();
    Set<String> raised = new HashSet<>();
    List<String> twice = new ArrayList<>(moment.astray());
    for (PayoutInvariantRows.Raised one : moment.raised()) {
      raised.add(one.payout());
      if (isMined(one) && !paid.add(one.payout())) {
        twice.add(one.payout());
      }
    }
    String figures =
        "%d payouts, %d signed transactions; %d payouts with several, asked of the chain%s"
            .formatted(
                moment.payouts(),
                moment.signed(),
                raised.size(),
                Invariants.wrong("; astray", twice));
    return new Finding(
        8,
        "Every payout has at most one transaction on the chain, by its own place alone",
        figures,
        twice.isEmpty());
  }

  private boolean isMined(PayoutInvariantRows.Raised one) {
    Chain chain = chains.get(one.chain());
    if (chain == null) {
      throw new Refusal(
          io.aureus.errors.ErrorCode.UNAVAILABLE,
          "payouts were signed on " + one.chain() + ", which is not set up here");
    }
    return network.standing(chain, one.hash()) instanceof Standing.Mined;
  }

  private Finding reservationsAreOpenPayouts() {
    List<String> astray = rows.reservationsAstray();
    return new Finding(
        9,
        "What the ledger holds as reserved or leaving is what the open payouts are",
        "%d open payouts%s".formatted(rows.open(), Invariants.wrong("; astray", astray)),
        astray.isEmpty());
  }

  private Finding refundsAreWhatCameIn() {
    List<String> above = rows.refundsAbovePayments();
    return new Finding(
        10,
        "No order is refunded more than came in",
        "%d refunds%s".formatted(rows.refunds(), Invariants.wrong("; more than came in", above)),
        above.isEmpty());
  }

  private Finding storiesFollowTheTable() {
    List<String> astray = new ArrayList<>(rows.payoutsBesideTheirStory());
    List<PayoutInvariantRows.Line> lines = rows.lines();
    for (PayoutInvariantRows.Line line : lines) {
      PayoutState from = line.before();
      if (from != line.state() && !PayoutLifecycle.isLegal(from, line.state())) {
        astray.add("%s %s to %s".formatted(line.payout(), from, line.state()));
      }
    }
    return new Finding(
        11,
        "Every payout went along the table of its life",
        "%d lines of their stories%s".formatted(lines.size(), Invariants.wrong("; astray", astray)),
        astray.isEmpty());
  }
}
