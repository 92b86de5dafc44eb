package io.aureus.commands;

import io.aureus.database.DataFolder;
import io.aureus.database.StartRefused;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * {@code aureus bench orders}: our creation path over HTTP against the yardstick of four inserts
 * and a commit, in alternation, on one embedded PostgreSQL.
 */
final class BenchCommand {
  private final Class<?> application;

  BenchCommand(Class<?> application) {
    this.application = application;
  }

  /** One pair of rounds, in orders per second. */
  private record Round(long yardstick, long orders) {
    /** In hundredths. */
    long ratio() {
      return yardstick == 0 ? 0 : orders * 100 / yardstick;
    }
  }

  int run(List<String> arguments) {
    List<String> rest = arguments.subList(Math.min(1, arguments.size()), arguments.size());
    return switch (arguments.isEmpty() ? "" : arguments.getFirst()) {
      case "pages" -> new PagesCommand(application).run(rest);
      case "crash" -> new CrashCommand(application).run(rest);
      case CrashGateway.WORD -> new CrashGateway(application).run(rest);
      default -> orders(arguments);
    };
  }

  private int orders(List<String> arguments) {
    Options options =
        Options.read(
            arguments, Set.of("seconds", "rounds", "connections", "warmup", "data"), Set.of());
    if (!options.words().equals(List.of("orders"))) {
      throw new Misuse("say what to measure: ./aureus bench orders, pages or crash");
    }
    Duration length = Duration.ofSeconds(options.number("seconds", 8, 1, 600));
    Duration warmup = Duration.ofSeconds(options.number("warmup", 60, 0, 3600));
    int rounds = options.number("rounds", 5, 1, 100);
    int connections = options.number("connections", 128, 1, 2000);
    DataFolder folder = DataFolder.at(Path.of(options.text("data").orElse("data-bench")));
    try (BenchServer server =
        BenchServer.start(
            application,
            folder,
            List.of("-XX:+UseCompactObjectHeaders", "-Xmx512m", "-Xss512k"),
            Map.of("AUREUS_WALLETS_PREPARED", "20000"))) {
      Yardstick yardstick = Yardstick.on(server.database());
      try (OrderLoad load = OrderLoad.open(server.access(), connections)) {
        System.out.println("Yardstick: " + yardstick.words());
        System.out.printf("Warming up for %d s …%n", warmup.toSeconds());
        load.run(warmup);
        OrderLoad.Result before = load.total();
        List<Round> pairs = measure(yardstick, load, length, rounds);
        report(pairs, load.total().since(before));
        System.out.println(server.memory());
        return confirm(server, load);
      }
    }
  }

  private static List<Round> measure(
      Yardstick yardstick, OrderLoad load, Duration length, int rounds) {
    List<Round> pairs = new ArrayList<>();
    for (int i = 1; i <= rounds; i++) {
      // In turn first and second, so that a drift of the machine favours neither.
      long inserts;
      long orders;
      if (i % 2 == 1) {
        inserts = yardstick.perSecond(length);
        orders = load.run(length);
      } else {
        orders = load.run(length);
        inserts = yardstick.perSecond(length);
      }
      Round round = new Round(inserts, orders);
      pairs.add(round);
      System.out.printf(
          Locale.ROOT,
          "round %d: four inserts %d/s, orders over HTTP %d/s, ratio %s%n",
          i,
          inserts,
          orders,
          hundredths(round.ratio()));
    }
    return pairs;
  }

  private static void report(List<Round> pairs, OrderLoad.Result result) {
    List<Long> ratios = pairs.stream().map(Round::ratio).sorted().toList();
    System.out.printf(
        Locale.ROOT,
        "Orders: ratio %s [%s to %s]; p50 %s ms, p99 %s ms; %d answered, %d refused or failed%n",
        hundredths(ratios.get(ratios.size() / 2)),
        hundredths(ratios.getFirst()),
        hundredths(ratios.getLast()),
        hundredths(result.percentileMicros(50) / 10),
        hundredths(result.percentileMicros(99) / 10),
        result.answered(),
        result.failed());
  }

  /** Every order that was acknowledged must be a row. */
  private static int confirm(BenchServer server, OrderLoad load) {
    long acknowledged = load.total().answered();
    long rows = server.orders();
    System.out.printf("%d orders acknowledged, %d in the database.%n", acknowledged, rows);
    if (rows < acknowledged) {
      throw new StartRefused("acknowledged orders are missing");
    }
    return Commands.WELL;
  }

  private static String hundredths(long value) {
    return value / 100 + "." + "%02d".formatted(value % 100);
  }
}
