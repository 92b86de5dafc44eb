package io.aureus.commands;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was asked for against what the chain has, once all has come to rest. */
final class CrashBooks {
  private final CrashRows rows;
  private final CrashChain chain;
  private final CrashPlan plan;
  private final CrashShop shop;
  private final List<String> wrong = new ArrayList<>();

  CrashBooks(CrashRows rows, CrashChain chain, CrashPlan plan, CrashShop shop) {
    this.rows = rows;
    this.chain = chain;
    this.plan = plan;
    this.shop = shop;
  }

  /**
   * Prints the figures.
   *
   * @return what is wrong; empty in the end that is wanted
   */
  List<String> check() {
    List<CrashRows.Ended> ended = rows.ended();
    requests(ended);
    lost(ended);
    destinations(ended);
    paidOnce();
    throughout();
    wrong.addAll(shop.wrong());
    return List.copyOf(wrong);
  }

  /** Each acknowledged request is one payout, as it was asked for. */
  private void requests(List<CrashRows.Ended> ended) {
    Map<String, CrashRows.Ended> byId = new HashMap<>();
    Set<String> references = new HashSet<>();
    for (CrashRows.Ended payout : ended) {
      byId.put(payout.id(), payout);
      if (!references.add(payout.reference())) {
        wrong.add("twice in the database: " + payout.reference());
      }
    }
    Map<Integer, String> acknowledged = shop.acknowledged();
    acknowledged.forEach(
        (number, id) -> {
          CrashPlan.Wish wish = plan.wish(number);
          CrashRows.Ended payout = byId.get(id);
          boolean same =
              payout != null
                  && payout.reference().equals(wish.reference())
                  && payout.asset().equals(wish.asset())
                  && payout.address().equalsIgnoreCase(wish.destination())
                  && payout.units().equals(units(wish));
          if (!same) {
            wrong.add("acknowledged, and not in the database: %s as %s".formatted(wish, id));
          }
        });
    System.out.printf(
        "Requests: %d acknowledged, %d unclear answers repeated; %d payouts of as many"
            + " references in the database%n",
        acknowledged.size(), shop.unclear(), references.size());
    if (ended.size() != acknowledged.size()) {
      wrong.add(
          "%d payouts in the database, %d acknowledged"
              .formatted(ended.size(), acknowledged.size()));
    }
  }

  private BigInteger units(CrashPlan.Wish wish) {
    return chain.units(wish.asset(), new BigDecimal(wish.amount()));
  }

  /** Each is paid, or clearly taken back. */
  private void lost(List<CrashRows.Ended> ended) {
    Set<String> back = new HashSet<>(shop.takenBack().values());
    int paid = 0;
    int cancelled = 0;
    for (CrashRows.Ended payout : ended) {
      boolean wasAskedBack = plan.wish(number(payout)).back();
      if (payout.state().equals("CONFIRMED") && !back.contains(payout.id())) {
        paid++;
      } else if (payout.state().equals("CANCELLED") && wasAskedBack) {
        cancelled++;
      } else {
        wrong.add("lost: %s is %s".formatted(payout.reference(), payout.state()));
      }
    }
    System.out.printf("Payouts: %d confirmed, %d taken back%n", paid, cancelled);
  }

  private static int number(CrashRows.Ended payout) {
    return Integer.parseInt(payout.reference().substring(payout.reference().indexOf('-') + 1));
  }

  /** Each destination has exactly what its payouts say, by the chain's own books. */
  private void destinations(List<CrashRows.Ended> ended) {
    Map<String, Map<String, BigInteger>> due = new HashMap<>();
    for (CrashRows.Ended payout : ended) {
      boolean paid = payout.state().equals("CONFIRMED");
      due.computeIfAbsent(payout.asset(), asset -> new HashMap<>())
          .merge(payout.address(), paid ? payout.units() : BigInteger.ZERO, BigInteger::add);
    }
    int same = 0;
    for (Map.Entry<String, Map<String, BigInteger>> asset : due.entrySet()) {
      for (Map.Entry<String, BigInteger> one : asset.getValue().entrySet()) {
        BigInteger held = chain.held(asset.getKey(), one.getKey());
        if (held.equals(one.getValue())) {
          same++;
        } else {
          wrong.add(
              "%s has %s of %s on the chain, and is due %s"
                  .formatted(one.getKey(), held, asset.getKey(), one.getValue()));
        }
      }
    }
    System.out.printf("Destinations: %d hold to the last unit what they are due%n", same);
  }

  /** The gateways' own comparison with the chain, made while they were killed. */
  private void throughout() {
    List<String> differences = rows.bookDifferences();
    System.out.printf(
        "Books: compared up to block %d while all this went on, %d differences%n",
        rows.comparedBlock(), differences.size());
    differences.forEach(words -> wrong.add("the books differed: " + words));
  }

  /** No payout has two transactions on the chain, and no transaction of ours is nobody's. */
  private void paidOnce() {
    Set<String> known = new HashSet<>();
    int several = 0;
    int twice = 0;
    for (Map.Entry<String, List<String>> payout : rows.signed().entrySet()) {
      known.addAll(payout.getValue());
      several += payout.getValue().size() > 1 ? 1 : 0;
      if (chain.mined(payout.getValue()).size() > 1) {
        twice++;
        wrong.add("paid twice: " + payout.getKey());
      }
    }
    int sent = 0;
    for (String hot : rows.hotAddresses()) {
      Set<String> onChain = chain.sentBy(hot);
      sent += onChain.size();
      onChain.stream()
          .filter(hash -> !known.contains(hash))
          .forEach(hash -> wrong.add("sent by our key, and nobody's payout: " + hash));
    }
    System.out.printf(
        "Chain: %d transactions of the hot address, each a payout's; %d payouts with raised fees;"
            + " %d paid twice%n",
        sent, several, twice);
  }
}
