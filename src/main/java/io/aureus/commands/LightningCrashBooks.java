package io.aureus.commands;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was asked for against what the receiver's node got, once all has come to rest. */
final class LightningCrashBooks {
  private final CrashRows rows;
  private final CrashInvoices lightning;
  private final LightningCrashPlan plan;
  private final CrashShop shop;
  private final List<String> wrong = new ArrayList<>();

  LightningCrashBooks(
      CrashRows rows, CrashInvoices lightning, LightningCrashPlan plan, CrashShop shop) {
    this.rows = rows;
    this.lightning = lightning;
    this.plan = plan;
    this.shop = shop;
  }

  /**
   * Prints the figures.
   *
   * @param before what the gateways' node had on its side when the first was asked for
   * @return what is wrong; empty in the end that is wanted
   */
  List<String> check(long before) {
    Map<String, CrashRows.Ended> byId = new HashMap<>();
    rows.ended().forEach(payout -> byId.put(payout.id(), payout));
    Map<Integer, String> acknowledged = shop.acknowledged();
    System.out.printf(
        "Requests: %d acknowledged, %d unclear answers repeated; %d payouts in the database%n",
        acknowledged.size(), shop.unclear(), byId.size());
    if (byId.size() != acknowledged.size()) {
      wrong.add(byId.size() + " payouts in the database, " + acknowledged.size() + " acknowledged");
    }
    acknowledged.forEach((number, id) -> asAskedFor(number, byId.get(id), id));
    paidOnce(byId.values().stream().toList());
    node(before);
    List<String> differences = rows.bookDifferences();
    System.out.printf(
        "Books: compared up to settlement %d while all this went on, %d differences%n",
        rows.comparedBlock(), differences.size());
    differences.forEach(words -> wrong.add("the books differed: " + words));
    wrong.addAll(shop.wrong());
    return List.copyOf(wrong);
  }

  private void asAskedFor(int number, CrashRows.@Nullable Ended payout, String id) {
    boolean isSame =
        payout != null
            && payout.address().equals(plan.invoice(number).text())
            && payout.units().longValueExact() == plan.amount(number);
    if (!isSame || payout == null) {
      wrong.add("acknowledged, and not in the database: wish %d as %s".formatted(number, id));
      return;
    }
    boolean isBack = payout.state().equals("CANCELLED");
    boolean wasTaken = shop.takenBack().containsKey(number);
    if (isBack ? !plan.isTakenBack(number) : wasTaken || !payout.state().equals("CONFIRMED")) {
      wrong.add("lost: wish %d is %s".formatted(number, payout.state()));
    }
  }

  /** By the receiver's own record: what is confirmed he got once, and nothing else. */
  private void paidOnce(List<CrashRows.Ended> ended) {
    Map<String, Long> received = new HashMap<>(lightning.received());
    Map<String, String> hashes = new HashMap<>();
    shop.acknowledged()
        .keySet()
        .forEach(number -> hashes.put(plan.invoice(number).text(), plan.invoice(number).hash()));
    int paid = 0;
    for (CrashRows.Ended payout : ended) {
      Long got = received.remove(hashes.getOrDefault(payout.address(), ""));
      boolean isConfirmed = payout.state().equals("CONFIRMED");
      paid += isConfirmed ? 1 : 0;
      if (isConfirmed ? got == null || got != payout.units().longValueExact() : got != null) {
        wrong.add("payout %s is %s, and %s came".formatted(payout.id(), payout.state(), got));
      }
    }
    received.forEach((hash, units) -> wrong.add("paid, and nobody's payout: " + hash));
    System.out.printf(
        "Receiver: %d invoices paid, each what its payout says; %d taken back and not paid%n",
        paid, ended.size() - paid);
  }

  /** What left the node is what the payouts say, fees and all. */
  private void node(long before) {
    long left = before - lightning.local();
    long booked = rows.spentByConfirmed();
    System.out.printf(
        "Node: %d millisatoshi left it, %d are booked, of them %d for routing; told again to pay"
            + " what it knew: %d times%n",
        left, booked, rows.feesOfConfirmed(), lightning.repeated());
    if (left != booked) {
      wrong.add("the node paid %d, and %d are booked".formatted(left, booked));
    }
    if (lightning.repeated() > 0) {
      wrong.add("told again to pay what it was paying: " + lightning.repeated());
    }
  }
}
