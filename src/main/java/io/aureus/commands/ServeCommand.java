package io.aureus.commands;

import io.aureus.database.DataFolder;
import io.aureus.database.EmbeddedServer;
import io.aureus.database.FolderLock;
import io.aureus.keys.OpenedKey;
import io.aureus.merchants.SetupToken;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.ConfigurableApplicationContext;

/** {@code aureus serve}: live mode, with nothing simulated. */
final class ServeCommand {
  private final Class<?> application;

  ServeCommand(Class<?> application) {
    this.application = application;
  }

  int run(List<String> arguments) {
    Options options = Options.read(arguments, Set.of("port", "data"), Set.of());
    options.noWords();
    Optional<Integer> port = options.port();
    return ClosingStack.start(parts -> start(options, port, parts));
  }

  private void start(Options options, Optional<Integer> port, ClosingStack parts) {
    DataFolder folder = DataFolder.at(options.data());
    FolderLock lock = parts.add(FolderLock.take(folder));
    StartSettings.claim(folder, "live");
    Optional<OpenedKey> key = Unlocking.of(folder);
    String outside = System.getenv().getOrDefault("AUREUS_DATABASE_URL", "");
    Map<String, Object> settings = new HashMap<>(StartSettings.of(folder));
    if (outside.isBlank()) {
      EmbeddedServer server = parts.add(EmbeddedServer.start(folder, SharedBeans.random()));
      settings.putAll(StartSettings.of(folder, server.address()));
    }
    port.ifPresent(number -> settings.put("aureus.port", number));
    ConfigurableApplicationContext context = parts.add(Gateway.start(application, settings, key));
    String base = context.getEnvironment().getProperty("aureus.web.base-url", "");
    lock.describe("port " + Gateway.port(context));
    System.out.printf("Aureus answers on port %d as %s%n", Gateway.port(context), base);
    context
        .getBean(SetupToken.class)
        .issueIfNobody()
        .ifPresent(token -> System.out.println(invitation(base, token)));
  }

  private static String invitation(String base, String token) {
    return """

    There is no account yet. Make the first one, which owns the first merchant, at
      %s/dashboard/setup
    with this set-up token, which works once:
      %s
    """
        .formatted(base, token);
  }
}
