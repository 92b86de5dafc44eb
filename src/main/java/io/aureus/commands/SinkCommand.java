package io.aureus.commands;

import io.aureus.database.DataFolder;
import io.aureus.database.StartRefused;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** {@code aureus sink}: a little shop that shows the callbacks it gets, until it is stopped. */
final class SinkCommand {
  private static final int PORT = 9090;

  /**
   * Returns when this thread is interrupted; Ctrl-C ends the program.
   *
   * @throws StartRefused where the port is taken
   */
  int run(List<String> arguments) {
    Options options = Options.read(arguments, Set.of("port", "status", "data"), Set.of("hang"));
    options.noWords();
    int port = options.number("port", PORT, 0, 65_535);
    int status = options.number("status", 200, 200, 599);
    Path data = options.data();
    Sink.Manner manner = new Sink.Manner(status, options.has("hang"));
    Consumer<String> screen = System.out::println;
    try (Sink sink = Sink.start(port, manner, () -> access(data), screen)) {
      Runtime.getRuntime().addShutdownHook(new Thread(sink::close));
      System.out.println(greeting(sink.port(), manner, data));
      new CountDownLatch(1).await();
    } catch (BindException taken) {
      throw new StartRefused("port " + port + " is in use: give another one with --port");
    } catch (IOException e) {
      throw new StartRefused("cannot listen on port " + port + ": " + e.getMessage());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return Commands.WELL;
  }

  /** Read anew for every callback, so that the demo may be started, or started afresh, later. */
  private static Optional<DemoAccess> access(Path data) {
    return DataFolder.existing(data).flatMap(DemoAccess::read);
  }

  private static String greeting(int port, Sink.Manner manner, Path data) {
    String answer = manner.hang() ? "none: it hangs" : "HTTP " + manner.status();
    String checks =
        access(data).isPresent()
            ? "with the secrets of " + data.resolve(DemoAccess.FILE)
            : "not yet: there is no " + data.resolve(DemoAccess.FILE) + " (see --data)";
    return """
    Callbacks are shown as they come. Ctrl-C ends it.
      callback_url       http://127.0.0.1:%d/callback
      answer to each     %s
      signatures checked %s
    """
        .formatted(port, answer, checks);
  }
}
