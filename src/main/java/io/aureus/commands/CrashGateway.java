package io.aureus.commands;

import io.aureus.database.DataFolder;
import io.aureus.database.StartRefused;
import io.aureus.payouts.PayoutStep;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A gateway that the crash bench starts and kills: the whole program in demo mode on a database and
 * a node that others run. It is told over its standard input where to stand still, says on its
 * standard output when it does, and ends with its input, so that none outlives its bench.
 */
final class CrashGateway {
  /** What follows {@code bench} on the command line of such a process. */
  static final String WORD = "crash-gateway";

  private static final String MARK = "crash-gateway: ";
  private static final Pattern SAID = Pattern.compile(MARK + "(answers on|stands at) (\\w+)");
  private static final Pattern ORDER = Pattern.compile("stand at (\\w+) (\\d+)");

  private final Class<?> application;

  CrashGateway(Class<?> application) {
    this.application = application;
  }

  static String order(PayoutStep step, int occurrence) {
    return "stand at " + step + " " + occurrence;
  }

  /** The port in a line of its output; empty where the line says something else. */
  static Optional<Integer> port(String line) {
    return said(line, "answers on").map(Integer::valueOf);
  }

  /** The step in a line of its output; empty where the line says something else. */
  static Optional<PayoutStep> step(String line) {
    return said(line, "stands at").map(PayoutStep::valueOf);
  }

  private static Optional<String> said(String line, String what) {
    Matcher said = SAID.matcher(line);
    return said.find() && said.group(1).equals(what)
        ? Optional.of(said.group(2))
        : Optional.empty();
  }

  int run(List<String> arguments) {
    Options options = Options.read(arguments, Set.of("data", "ahead"), Set.of());
    // As if it were started so much later: what a dead one holds is held for minutes.
    Duration ahead = Duration.ofSeconds(options.number("ahead", 0, 0, 86_400));
    DataFolder folder =
        DataFolder.existing(options.data())
            .filter(StartSettings::isDemo)
            .orElseThrow(() -> new StartRefused("this is for ./aureus bench crash alone"));
    Map<String, Object> settings = new HashMap<>(StartSettings.of(folder));
    settings.put("aureus.mode", "demo");
    settings.put("aureus.port", 0);
    settings.putAll(DemoCommand.bound(""));
    CrashPoint point = new CrashPoint(step -> say("stands at " + step));
    SpringApplication spring = Gateway.application(application, settings);
    spring.addInitializers(
        context -> {
          context.getBeanFactory().registerSingleton("crashPoint", point);
          Clock clock = Clock.offset(SharedBeans.clock(), ahead);
          context.getBeanFactory().registerSingleton("clock", clock);
        });
    try (ConfigurableApplicationContext context = spring.run()) {
      int port = Gateway.port(context);
      DemoCommand.access(folder, context).at("http://127.0.0.1:" + port).write(folder);
      say("answers on " + port);
      obey(point);
    }
    return Commands.WELL;
  }

  private static void obey(CrashPoint point) {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        Matcher order = ORDER.matcher(line);
        if (order.matches()) {
          point.arm(PayoutStep.valueOf(order.group(1)), Integer.parseInt(order.group(2)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void say(String words) {
    System.out.println(MARK + words);
    System.out.flush();
  }
}
