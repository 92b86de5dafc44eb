package io.aureus.testing;

import io.aureus.Aureus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.FileSystemUtils;

/**
 * The whole application on a port of its own, over a {@link TestDatabase}: for tests that speak
 * HTTP to it. Close it at the end.
 */
public final class RunningGateway implements AutoCloseable {
  private static final Object NOT_SET = new Object();

  /** Settings that take the chain away which every test's gateway has otherwise. */
  public static final Map<String, Object> WITHOUT_ETHEREUM =
      Map.of("aureus.chains.eth.rpc", NOT_SET, "aureus.chains.eth.network", NOT_SET);

  private final ConfigurableApplicationContext context;

  private RunningGateway(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** What a test may put in the place of the machine's own. */
  public record Surroundings(Clock clock, RandomGenerator random) {}

  /** Demo mode with the machine's clock. */
  public static RunningGateway demo(TestDatabase database, Map<String, Object> settings) {
    return start(database, settings, context -> {});
  }

  /** Demo mode with the test's clock and randomness. */
  public static RunningGateway demo(
      TestDatabase database, Map<String, Object> settings, Surroundings around) {
    return start(
        database,
        settings,
        context -> {
          context.getBeanFactory().registerSingleton("clock", around.clock());
          context.getBeanFactory().registerSingleton("randomGenerator", around.random());
        });
  }

  /**
   * Demo mode with parts of the test's own beside the application's.
   *
   * @param parts by the names of their beans
   */
  public static RunningGateway demoWith(
      TestDatabase database, Map<String, Object> settings, Map<String, Object> parts) {
    return start(
        database, settings, context -> parts.forEach(context.getBeanFactory()::registerSingleton));
  }

  /**
   * Live mode, with no background work: nothing outside of the test is asked for anything.
   *
   * @param database {@link TestDatabase#durable()}: live mode takes no other
   */
  public static RunningGateway live(TestDatabase database, Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("aureus.mode", "live");
    all.put("aureus.jobs.enabled", "false");
    all.putIfAbsent("aureus.database.durable", "true");
    all.putIfAbsent("aureus.web.base-url", "https://pay.shop.example");
    return start(database, all, context -> {});
  }

  private static RunningGateway start(
      TestDatabase database,
      Map<String, Object> settings,
      org.springframework.context.ApplicationContextInitializer<ConfigurableApplicationContext>
          around) {
    Map<String, Object> all = new HashMap<>();
    all.put("aureus.mode", "demo");
    all.put("aureus.database.url", database.url());
    all.put("aureus.data", dataFolder().toString());
    // The tests' PostgreSQL is quick and forgetful.
    all.put("aureus.database.durable", "false");
    all.put("aureus.chains.eth.network", "simulated");
    // Nobody answers there: a test that needs a chain names its own node.
    all.put("aureus.chains.eth.rpc", "http://127.0.0.1:9");
    all.put("server.port", "0");
    // All of a test's browsers have one address, and its clock may stand still.
    all.put("aureus.checkout.requests-per-minute", "1000000");
    all.putAll(settings);
    all.values().removeIf(NOT_SET::equals);
    SpringApplication application = new SpringApplication(Aureus.class);
    application.setRegisterShutdownHook(false);
    application.addInitializers(
        context ->
            context
                .getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("test", all)));
    application.addInitializers(around);
    return new RunningGateway(application.run());
  }

  /** For the master key; it goes with the process. */
  private static Path dataFolder() {
    try {
      Path folder = Files.createTempDirectory("aureus-test");
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(folder.toFile())));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without a slash at its end, e.g. {@code http://127.0.0.1:40123}. */
  public String url() {
    return "http://127.0.0.1:"
        + context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  /** A bean of the application, for what no page and no API shows. */
  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  @Override
  public void close() {
    context.close();
  }
}
