package io.aureus.commands;

import io.aureus.database.DataFolder;
import io.aureus.database.EmbeddedServer;
import io.aureus.database.FolderLock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.ConfigurableApplicationContext;

/** {@code aureus serve}: live mode. */
final class ServeCommand {
  private final Class<?> application;

  ServeCommand(Class<?> application) {
    this.application = application;
  }

  int run(List<String> arguments) {
    Options options = Options.read(arguments, Set.of("port", "data"), Set.of());
    options.noWords();
    ClosingStack parts = new ClosingStack();
    parts.closeWithTheProcess();
    try {
      start(options, parts);
      return Commands.WELL;
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  private void start(Options options, ClosingStack parts) {
    DataFolder folder = DataFolder.at(options.data());
    FolderLock lock = parts.add(FolderLock.take(folder));
    Map<String, Object> settings = new HashMap<>();
    settings.put("aureus.mode", "live");
    settings.put("aureus.data", folder.path().toString());
    if (System.getenv("AUREUS_DATABASE_URL") == null) {
      EmbeddedServer server = parts.add(EmbeddedServer.start(folder, SharedBeans.random()));
      settings.put("aureus.database.url", server.address().url());
      settings.put("aureus.database.user", server.address().user());
      settings.put("aureus.database.password", server.address().password());
    }
    if (options.has("port")) {
      settings.put("aureus.port", options.number("port", 8080, 0, 65535));
    }
    ConfigurableApplicationContext context = parts.add(Gateway.start(application, settings));
    String url = "http://127.0.0.1:" + Gateway.port(context);
    lock.describe(url);
    System.out.println("Aureus answers at " + url);
  }
}
