package io.aureus.commands;

import io.aureus.database.DataFolder;
import io.aureus.database.EmbeddedServer;
import io.aureus.database.FolderLock;
import io.aureus.keys.OpenedKey;
import io.aureus.keys.Seeds;
import io.aureus.keys.Signer;
import io.aureus.keys.SignerPort;
import io.aureus.keys.SpendingPolicy;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/** {@code aureus signer}: the keys and their policy in a process that no network reaches. */
final class SignerCommand {

  int run(List<String> arguments) {
    Options options =
        Options.read(arguments, Set.of("socket", "data", "allow"), Set.of("show-words", "resume"));
    options.noWords();
    return ClosingStack.start(parts -> start(options, parts));
  }

  private static void start(Options options, ClosingStack parts) {
    DataFolder folder = DataFolder.at(options.data());
    FolderLock lock = parts.add(FolderLock.take(folder));
    StartSettings.claim(folder, "signer");
    Optional<OpenedKey> key = Unlocking.of(folder);
    EmbeddedServer server = parts.add(EmbeddedServer.start(folder, SharedBeans.random()));
    Map<String, Object> settings = new HashMap<>(StartSettings.of(folder, server.address()));
    settings.put("aureus.keys.signer", "");
    settings.put("aureus.database.connections", "16");
    SpringApplication spring = Gateway.application(SignerApplication.class, settings, key);
    spring.setWebApplicationType(WebApplicationType.NONE);
    ConfigurableApplicationContext context = parts.add(spring.run());
    if (options.has("resume")) {
      context.getBean(SpendingPolicy.class).setKillSwitch(false, "", "operator at the signer");
      System.out.println("Signing is resumed.");
    }
    options.text("allow").ifPresent(told -> allow(context, told));
    if (options.has("show-words")) {
      System.out.println(words(context.getBean(Seeds.class)));
    }
    Path socket = options.text("socket").map(Path::of).orElse(folder.file("signer.sock"));
    parts.add(context.getBean(SignerPort.class).open(socket));
    lock.describe("socket " + socket);
    System.out.printf(
        "The signer of %s answers at %s%n",
        context.getBean(Signer.class).hotAddress("evm"), socket.toAbsolutePath());
  }

  /**
   * @param told {@code merchant:chain:address}, several separated by commas
   */
  private static void allow(ConfigurableApplicationContext context, String told) {
    for (String one : told.split(",")) {
      String[] parts = one.strip().split(":");
      if (parts.length != 3) {
        throw new Misuse("--allow takes MERCHANT:CHAIN:ADDRESS, not " + one);
      }
      Chain chain =
          context
              .getBean(Catalogue.class)
              .chain(parts[1])
              .orElseThrow(() -> new Misuse("--allow: there is no chain " + parts[1]));
      context
          .getBean(SpendingPolicy.class)
          .add(parts[0], chain, parts[2], "", "operator at the signer");
      System.out.println("Allowed: " + one.strip());
    }
  }

  private static String words(Seeds seeds) {
    return seeds
        .revealOnce()
        .map(words -> "The seed, shown this once. Write it down:\n  " + String.join(" ", words))
        .orElse("The words of the seed were shown before; they are not shown again.");
  }
}
