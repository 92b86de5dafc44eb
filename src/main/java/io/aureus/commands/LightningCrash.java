package io.aureus.commands;

import io.aureus.database.DataFolder;
import io.aureus.database.DatabaseAddress;
import io.aureus.database.StartRefused;
import io.aureus.payouts.PayoutStep;
import io.aureus.sandbox.SimulatedLightning;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * {@code aureus bench crash --lightning}: the gateways pay invoices by a node that outlives them,
 * takes a fee for routing and loses some of its answers.
 */
final class LightningCrash {
  private static final int ONE_ANSWER_OF = 7;
  private static final long FEE_BASE = 200;
  private static final int FEE_PER_MILLION = 1_500;
  private static final int PATIENCE_SECONDS = 600;
  private static final int PRICE = 1_000;

  private final Class<?> application;
  private final DataFolder folder;
  private final DatabaseAddress database;
  private final ClosingStack parts;

  LightningCrash(
      Class<?> application, DataFolder folder, DatabaseAddress database, ClosingStack parts) {
    this.application = application;
    this.folder = folder;
    this.database = database;
    this.parts = parts;
  }

  int run(int payouts, int seed) {
    long began = System.nanoTime();
    SimulatedLightning pair = parts.add(DemoLightning.start(folder));
    pair.shop().routingFee(FEE_BASE, FEE_PER_MILLION);
    pair.shop().loseAnswers(ONE_ANSWER_OF);
    CrashInvoices lightning = parts.add(new CrashInvoices(pair));
    Map<String, Object> chains = DemoLightning.settings(pair.shop().url());
    List<CrashNode> nodes =
        CrashGateways.start(application, folder, database, settings(chains), parts);
    List<PayoutStep> steps =
        Stream.of(PayoutStep.values()).filter(step -> !step.isOfAStuckOne()).toList();
    LightningCrashPlan plan = new LightningCrashPlan(seed, lightning);
    CrashPlan kills = new CrashPlan(payouts, seed, steps);
    CrashRows rows = new CrashRows(database);
    DemoAccess access = DemoAccess.read(folder).orElseThrow();
    earn(access, nodes.getFirst().url().orElseThrow(), rows, lightning, plan.sum(payouts));
    long before = lightning.local();
    CrashShop shop = parts.add(new CrashShop(access, nodes, plan::request));
    CrashRun run = new CrashRun(kills, shop, nodes, rows, mined -> {});
    run.work(payouts);
    boolean rests = run.comesToRest();
    System.out.printf("At rest after %d s%n", (System.nanoTime() - began) / 1_000_000_000);
    LightningCrashBooks books = new LightningCrashBooks(rows, lightning, plan, shop);
    List<String> wrong = new ArrayList<>(books.check(before));
    nodes.forEach(gateway -> wrong.addAll(gateway.complaints()));
    run.report().forEach(step -> wrong.add("nobody was killed at " + step));
    if (!rests) {
      wrong.add("not all has come to rest: " + rows.standings());
    }
    wrong.addAll(CrashGateways.verify(folder, database, chains, parts));
    return CrashGateways.end(
        wrong, "No invoice was paid twice, none is lost, and the ledger is the channel.");
  }

  private static Map<String, Object> settings(Map<String, Object> chains) {
    Map<String, Object> settings = new HashMap<>(chains);
    settings.put("aureus.chains.bln.timeout", "3s");
    // The node is a simulated one, and ends with an order at once: who comes after waits less.
    settings.put("aureus.payouts.lightning.lease", "8s");
    return settings;
  }

  /** Customers pay orders until the merchant has more than twice of what he will pay out. */
  private static void earn(
      DemoAccess access, String url, CrashRows rows, CrashInvoices lightning, long sum) {
    long begin = lightning.local();
    long orders = 0;
    try (ShopCalls calls = new ShopCalls(access)) {
      while (lightning.local() - begin < 2 * sum) {
        lightning.pay(order(calls, url));
        orders++;
      }
      for (int i = 0; i < PATIENCE_SECONDS * 5 && rows.confirmedPayments() < orders; i++) {
        TimeUnit.MILLISECONDS.sleep(200);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (rows.confirmedPayments() != orders) {
      throw new StartRefused("waited in vain for the customers' payments");
    }
  }

  private static String order(ShopCalls calls, String url) {
    String body = "{\"price\":%d,\"currency\":\"USD\"}".formatted(PRICE);
    try {
      ShopCalls.Answer answer = calls.post(url, "/api/bln/order", body, null);
      if (!answer.isWell()) {
        throw new StartRefused("no order could be made: " + answer.message());
      }
      return answer.data().path("payment_request").asString();
    } catch (IOException e) {
      throw new StartRefused("no order could be made: " + e);
    }
  }
}
