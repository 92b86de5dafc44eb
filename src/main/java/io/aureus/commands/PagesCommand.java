package io.aureus.commands;

import io.aureus.database.DataFolder;
import io.aureus.database.StartRefused;
import io.aureus.money.Amount;
import io.aureus.sandbox.Customer;
import io.aureus.sandbox.SandboxOrder;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code aureus bench pages}: what a thousand payers who look at their pages cost the program in
 * memory, and how soon after a payment its page shows it.
 */
final class PagesCommand {
  /** As the launcher starts the program. */
  private static final List<String> MACHINE =
      List.of(
          "-XX:+UseCompactObjectHeaders",
          "-Xms48m",
          "-Xmx192m",
          "-XX:MinHeapFreeRatio=10",
          "-XX:MaxHeapFreeRatio=30",
          "-Xss512k",
          "-XX:+ExitOnOutOfMemoryError");

  private static final String COIN = "BTC";
  private static final int WARM_PAGES = 20;
  private static final Duration REST = Duration.ofSeconds(20);
  private static final int PATIENCE_SECONDS = 60;
  private final Class<?> application;

  PagesCommand(Class<?> application) {
    this.application = application;
  }

  int run(List<String> arguments) {
    Options options = Options.read(arguments, Set.of("pages", "paid", "data"), Set.of());
    options.noWords();
    int count = options.number("pages", 1000, 1, 10_000);
    int paid = Math.min(count, options.number("paid", 20, 0, 1000));
    DataFolder folder = DataFolder.at(Path.of(options.text("data").orElse("data-bench")));
    Map<String, String> settings =
        Map.of(
            // All payers of the bench come from one address.
            "AUREUS_CHECKOUT_REQUESTS_PER_MINUTE",
            "1000000",
            "AUREUS_CHECKOUT_LIVE_PAGES",
            Integer.toString(count + WARM_PAGES));
    try (BenchServer server = BenchServer.start(application, folder, MACHINE, settings);
        RunningDemo demo = RunningDemo.on(folder.path())) {
      return measure(server, demo, count, paid);
    } catch (IOException e) {
      throw new StartRefused("the pages cannot be measured: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartRefused("interrupted");
    }
  }

  private static int measure(BenchServer server, RunningDemo demo, int count, int paid)
      throws IOException, InterruptedException {
    System.out.printf("Making %d orders …%n", count);
    List<String> orders = orders(server.access(), count);
    URI base = URI.create(server.access().baseUrl());
    try (OpenPages warm = new OpenPages(base)) {
      for (String id : orders.subList(0, Math.min(WARM_PAGES, count))) {
        warm.open(id);
      }
      Thread.sleep(REST);
    }
    collect(server);
    long before = residentKilobytes(server);
    try (OpenPages pages = new OpenPages(base)) {
      List<OpenPages.Open> open = new ArrayList<>();
      for (String id : orders) {
        open.add(pages.open(id));
      }
      Thread.sleep(REST);
      long uncollected = residentKilobytes(server);
      collect(server);
      long after = residentKilobytes(server);
      System.out.printf("%d of %d pages are kept up to date.%n", pages.alive(), orders.size());
      System.out.printf(
          "Resident memory: %d MiB before, %d MiB with them (%d before garbage was collected):"
              + " %d MiB for them, %d KiB each%n",
          before / 1024,
          after / 1024,
          uncollected / 1024,
          (after - before) / 1024,
          (after - before) / count);
      report(pay(demo, orders.subList(0, paid), open));
    }
    return Commands.WELL;
  }

  private static List<String> orders(DemoAccess access, int count) throws IOException {
    List<String> ids = new ArrayList<>();
    try (ShopCalls shop = new ShopCalls(access)) {
      for (int i = 0; i < count; i++) {
        String order =
            """
            {"chain": "BTC", "currency": "BTC", "vs_currency": "USD", "vs_price": 20,
             "id": "page-%d"}
            """
                .formatted(i);
        ShopCalls.Answer answer = shop.post(access.baseUrl(), "/api/order/pay-info", order, null);
        if (!answer.isWell()) {
          throw new StartRefused("no order: " + answer.message());
        }
        ids.add(answer.data().path("order_id").asString());
      }
    }
    return ids;
  }

  /** From the wallet's sending to the page's change, of one order after the other. */
  private static List<Long> pay(RunningDemo demo, List<String> ids, List<OpenPages.Open> open)
      throws InterruptedException {
    SandboxFile.Coin coin =
        demo.sandbox().coin(COIN).orElseThrow(() -> new StartRefused("no " + COIN));
    List<Long> millis = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      SandboxOrder order = demo.order(ids.get(i));
      long began = System.nanoTime();
      new Customer(demo.nodes(), demo.shop(ids.get(i)), told -> {})
          .pay(new Amount(coin.asset(), new BigInteger(order.asked())));
      OptionalLong shown = open.get(i).next(PATIENCE_SECONDS);
      if (shown.isEmpty()) {
        throw new StartRefused("the page of order " + ids.get(i) + " never showed its payment");
      }
      millis.add((shown.getAsLong() - began) / 1_000_000);
    }
    return millis.stream().sorted().toList();
  }

  private static void report(List<Long> millis) {
    if (!millis.isEmpty()) {
      System.out.printf(
          "From a payment to its page: median %d ms, most %d ms, of %d, with all pages open%n",
          millis.get(millis.size() / 2), millis.getLast(), millis.size());
    }
  }

  /** So that what is counted is in use. */
  private static void collect(BenchServer server) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    new ProcessBuilder(jcmd.toString(), Long.toString(server.pid()), "GC.run")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
    Thread.sleep(Duration.ofSeconds(2));
  }

  private static long residentKilobytes(BenchServer server) throws IOException {
    try (Stream<String> lines =
        Files.lines(Path.of("/proc", Long.toString(server.pid()), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElseThrow(() -> new StartRefused("the kernel does not tell a process's memory"));
    }
  }
}
