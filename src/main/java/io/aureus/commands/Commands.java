package io.aureus.commands;

import io.aureus.database.StartRefused;
import io.aureus.errors.Refusal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.web.server.PortInUseException;

/** What can be typed, and who does it. */
public final class Commands {
  static final int WELL = 0;
  static final int FAILED = 1;
  static final int MISUSED = 2;

  private static final String USAGE =
      """
      usage: aureus COMMAND [options]

        demo    start with a simulated chain and a demo shop: nothing to set up
                  [--port N] [--data DIR] [--fresh]
        pay     pay an order of a running demo, as a customer's wallet would
                  ORDER_ID [--amount A] [--short PERCENT] [--over PERCENT] [--asset CODE]
                  [--late] [--reorg] [--replace] [--evict] [--data DIR]
        sink    a little shop that shows the callbacks it gets and checks their signatures
                  [--port N] [--status CODE] [--hang] [--data DIR]
        serve   start for real: settings in docs/operate/settings.md
                  [--port N] [--data DIR]
        verify  check what must hold of orders, ledger and chain, and print each figure
                  [--data DIR]
        backup  write everything into one sealed file, also while it runs
                  FILE [--data DIR]
        verify-backup
                open and check all of a back-up, without a database
                  FILE
        restore bring a back-up into an empty folder or database: docs/operate/backup.md
                  FILE [--data DIR] [--skip N]
        audit   check that the log of what people and keys did is whole
                  verify [--anchor NUMBER:HASH] [--data DIR]
        keys    seal the master key under a passphrase, or write it plain again
                  passphrase [--new-passphrase-file FILE] [--data DIR]
                  file [--data DIR]
        signing take the kill switch back, let withdrawals go to an address, approve payouts
                  resume [--data DIR]
                  allow MERCHANT:CHAIN:ADDRESS [--data DIR]
                  approve [PAYOUT] [--data DIR]
        people  take off the authenticator app of a person who lost it, or never set it up
                  reset-app EMAIL [--new-password] [--data DIR]
        signer  keep the keys in a process of their own: docs/operate/signer.md
                  [--socket PATH] [--data DIR] [--show-words] [--resume]
                  [--allow MERCHANT:CHAIN:ADDRESS]
        bench   measure how many orders a second this machine makes
                  orders [--seconds N] [--rounds N] [--connections N] [--warmup N]
                or what open payment pages cost in memory, and how soon they follow
                  pages [--pages N] [--paid N] [--data DIR]
                or kill two gateways again and again while they pay out, and count
                  crash [--payouts N] [--seed N] [--proxy | --lightning] [--data DIR]
        test    run the whole test suite (from a source folder)
        help    show this
      """;

  private Commands() {}

  /**
   * Runs a command; a server's command returns once it has started.
   *
   * @param application the class whose package is scanned
   * @return the exit code: 0 well, 1 failed, 2 not understood
   */
  public static int run(Class<?> application, String[] args) {
    String command = args.length == 0 ? "" : args[0];
    List<String> rest = Arrays.asList(args).subList(Math.min(1, args.length), args.length);
    try {
      return switch (command) {
        case "demo" -> new DemoCommand(application).run(rest);
        case "serve" -> new ServeCommand(application).run(rest);
        case "pay" -> new PayCommand().run(rest);
        case "sink" -> new SinkCommand().run(rest);
        case "verify" -> new VerifyCommand().run(rest);
        case "backup" -> new BackupCommand().run(rest);
        case "verify-backup" -> new BackupCommand().verify(rest);
        case "restore" -> new RestoreCommand().run(rest);
        case "audit" -> new AuditCommand().run(rest);
        case "keys" -> new KeysCommand().run(rest);
        case "signing" -> new SigningCommand().run(rest);
        case "people" -> new PeopleCommand().run(rest);
        case "signer" -> new SignerCommand().run(rest);
        case "bench" -> new BenchCommand(application).run(rest);
        case "help", "--help", "-h" -> said(USAGE, WELL);
        case "" -> failed(USAGE, MISUSED);
        default -> failed("unknown command: " + command + "\n\n" + USAGE, MISUSED);
      };
    } catch (Misuse e) {
      return failed("aureus " + command + ": " + e.getMessage(), MISUSED);
    } catch (RuntimeException e) {
      String words = words(e);
      if (words == null) {
        // Not thrown on: Spring takes it for logged, and would keep silent.
        e.printStackTrace();
        return FAILED;
      }
      return failed("aureus " + command + ": " + words, FAILED);
    }
  }

  /** The words of a failure that an operator can mend; null for a fault of ours. */
  static @Nullable String words(Throwable failure) {
    BindException setting = null;
    Throwable root = failure;
    for (Throwable at = failure; at != null; at = at.getCause()) {
      root = at;
      switch (at) {
        case StartRefused refused -> {
          return refused.words();
        }
        case Refusal refusal -> {
          return refusal.words();
        }
        case PortInUseException taken -> {
          return "port " + taken.getPort() + " is in use: give another one with --port";
        }
        case BindException bind -> setting = bind;
        default -> {}
      }
    }
    if (setting != null) {
      String name = setting.getName().toString();
      String reason = String.valueOf(root.getMessage());
      return "a setting is wrong: " + (reason.contains(name) ? reason : name + ": " + reason);
    }
    return isOurComplaint(root) ? root.getMessage() : null;
  }

  /** True where a room would not be set up, and says why in a sentence of its own. */
  private static boolean isOurComplaint(Throwable root) {
    boolean complaint =
        root instanceof IllegalStateException || root instanceof IllegalArgumentException;
    StackTraceElement[] trace = root.getStackTrace();
    return complaint
        && trace.length > 0
        && trace[0].getClassName().startsWith("io.aureus.")
        && trace[0].getClassName().contains("Set");
  }

  private static int said(String words, int code) {
    System.out.println(words);
    return code;
  }

  private static int failed(String words, int code) {
    System.err.println(words);
    return code;
  }
}
