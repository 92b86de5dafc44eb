package io.aureus.commands;

import io.aureus.commands.CrashPlan.Kill;
import io.aureus.payouts.PayoutStep;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The crash bench at work: asks for payouts, kills who makes them, and waits for rest. */
final class CrashRun {
  private static final Duration STEP_PATIENCE = Duration.ofMinutes(5);
  private static final Duration REST_PATIENCE = Duration.ofMinutes(4);
  private static final long LOOK_MILLIS = 500;

  private final CrashPlan plan;
  private final CrashShop shop;
  private final List<CrashNode> nodes;
  private final CrashRows rows;
  private final Consumer<Boolean> mining;
  private final Map<PayoutStep, Integer> hits = new EnumMap<>(PayoutStep.class);
  private int anywhere;

  /**
   * @param mining told whether the chain is to go on
   */
  CrashRun(
      CrashPlan plan,
      CrashShop shop,
      List<CrashNode> nodes,
      CrashRows rows,
      Consumer<Boolean> mining) {
    this.plan = plan;
    this.shop = shop;
    this.nodes = nodes;
    this.rows = rows;
    this.mining = mining;
  }

  /** Asks for all payouts, and does all the killing meanwhile. */
  void work(int payouts) {
    shop.start();
    List<Kill> kills = plan.kills();
    for (int i = 0; i < kills.size(); i++) {
      int asked = (int) ((long) payouts * i / kills.size());
      shop.allow(asked);
      shop.awaitAnswered(asked);
      nodes.forEach(CrashNode::awaitReady);
      int fresh = (int) ((long) payouts * (i + 1) / kills.size());
      String came = kill(kills.get(i), fresh) ? "" : ", which was never reached";
      System.out.printf("%d of %d: %s%s%n", i + 1, kills.size(), kills.get(i).words(), came);
    }
    shop.allow(payouts);
    shop.awaitAnswered(shop.allowed());
    nodes.forEach(CrashNode::awaitReady);
  }

  private boolean kill(Kill kill, int fresh) {
    boolean there = true;
    CrashNode victim = nodes.get(kill.node());
    PayoutStep step = kill.step();
    if (step == null) {
      shop.allow(fresh);
      pause(kill.millis());
      anywhere++;
    } else {
      victim.arm(step, kill.occurrence());
      mining.accept(!step.isOfAStuckOne());
      shop.allow(fresh);
      there = awaitStep(victim);
      mining.accept(true);
      hits.merge(step, there ? 1 : 0, Integer::sum);
    }
    victim.kill();
    for (CrashNode node : kill.both() ? nodes : List.of(victim)) {
      node.kill();
      node.start();
    }
    return there;
  }

  /** Where too little is asked for to get there, more is. */
  private boolean awaitStep(CrashNode victim) {
    long end = System.nanoTime() + STEP_PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      if (!victim.standing(1, LOOK_MILLIS).isEmpty()) {
        return true;
      }
      shop.allow(shop.allowed() + 1);
    }
    return false;
  }

  /**
   * Waits until nothing is on its way any more.
   *
   * @return false where nothing moves, and yet not all has ended
   */
  boolean comesToRest() {
    long last = rows.progress();
    long end = System.nanoTime() + REST_PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      if (rows.unfinished() == 0) {
        return true;
      }
      pause(LOOK_MILLIS);
      long now = rows.progress();
      if (now != last) {
        last = now;
        end = System.nanoTime() + REST_PATIENCE.toNanos();
      }
    }
    return false;
  }

  /** Prints who died where. @return the steps at which nobody did */
  List<PayoutStep> report() {
    System.out.println("Killed with SIGKILL");
    for (PayoutStep step : plan.steps()) {
      System.out.printf("  %-16s %d%n", step, hits.getOrDefault(step, 0));
    }
    System.out.printf("  %-16s %d%n", "anywhere", anywhere);
    return plan.steps().stream().filter(this::isMissed).toList();
  }

  private boolean isMissed(PayoutStep step) {
    return hits.getOrDefault(step, 0) == 0;
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
