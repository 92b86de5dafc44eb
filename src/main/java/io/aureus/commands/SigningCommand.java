package io.aureus.commands;

import io.aureus.database.StartRefused;
import io.aureus.keys.ApprovalList;
import io.aureus.keys.ApprovalList.Wanted;
import io.aureus.keys.DestinationList;
import io.aureus.money.CatalogueFile;
import io.aureus.money.Chain;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * {@code aureus signing}: what loosens the policy of the signer where the keys are in the gateway.
 * These are commands, and no pages: whoever types them is on the machine.
 */
final class SigningCommand {
  private static final String WHO = "operator at the machine";

  /** Letters of a name that a gateway gives. */
  private static final int MOST = 64;

  int run(List<String> arguments) {
    Options options = Options.read(arguments, Set.of("data"), Set.of());
    List<String> words = options.words();
    String deed = words.isEmpty() ? "" : words.getFirst();
    boolean right =
        switch (deed) {
          case "resume" -> words.size() == 1;
          case "allow" -> words.size() == 2;
          case "approve" -> words.size() <= 2;
          default -> false;
        };
    if (!right) {
      throw new Misuse(
          "what is to be done? There is: signing resume, signing allow MERCHANT:CHAIN:ADDRESS,"
              + " signing approve (lists what waits for it), signing approve PAYOUT");
    }
    ClosingStack parts = new ClosingStack();
    try {
      JdbcClient jdbc =
          JdbcClient.create(FolderDatabase.open(FolderDatabase.folder(options), parts));
      switch (deed) {
        case "resume" -> resume(jdbc);
        case "allow" -> allow(jdbc, words.getLast());
        default -> approve(new ApprovalList(jdbc), words.subList(1, words.size()));
      }
      return Commands.WELL;
    } finally {
      parts.close();
    }
  }

  private static void resume(JdbcClient jdbc) {
    int resumed =
        jdbc.sql(
                """
                update signing_stop set stopped = false, reason = '',
                  changed_by = ?, changed_at = now()
                where stopped
                """)
            .param(WHO)
            .update();
    System.out.println(resumed == 1 ? "Signing is resumed." : "Signing was not stopped.");
  }

  /**
   * @param told {@code merchant:chain:address}, several separated by commas
   */
  private static void allow(JdbcClient jdbc, String told) {
    DestinationList list = new DestinationList(jdbc);
    if (!list.isHere()) {
      throw new StartRefused(
          "there is no seed in this folder: the list is kept by the signer, which takes"
              + " --allow MERCHANT:CHAIN:ADDRESS when it starts");
    }
    for (String one : told.split(",")) {
      String[] parts = one.strip().split(":");
      if (parts.length != 3) {
        throw new Misuse("allow takes MERCHANT:CHAIN:ADDRESS, not " + one);
      }
      List<Chain> networks = CatalogueFile.networks(parts[1]);
      if (networks.isEmpty()) {
        throw new Misuse("there is no chain " + parts[1]);
      }
      if (!isMerchant(jdbc, parts[0])) {
        throw new Misuse("there is no merchant " + parts[0] + ": the dashboard shows it (user_id)");
      }
      String address = list.add(parts[0], networks, parts[2], WHO, SharedBeans.clock().instant());
      System.out.printf("Allowed: %s:%s:%s%n", parts[0], parts[1], address);
    }
  }

  private static void approve(ApprovalList list, List<String> payouts) {
    if (!list.isHere()) {
      throw new StartRefused(
          "there is no seed in this folder: payouts are approved where the signer's data is, which"
              + " --data names");
    }
    if (!payouts.isEmpty()) {
      Wanted what = list.approve(payouts.getFirst(), WHO, SharedBeans.clock().instant());
      System.out.println("Approved: " + line(what));
      return;
    }
    Instant now = SharedBeans.clock().instant();
    List<Wanted> waiting = list.waiting(now);
    waiting.forEach(what -> System.out.println(line(what)));
    long more = list.count(now) - waiting.size();
    if (more > 0) {
      System.out.println("… and " + more + " more that were asked for before these.");
    }
    System.out.println(
        waiting.isEmpty()
            ? "Nothing waits for a second person."
            : "Approve with: ./aureus signing approve PAYOUT. Ask who wants it first, and not"
                + " through the gateway: whoever has that can ask for anything.");
  }

  /** A gateway, which may be a thief's, chose some of these words: they stay on their line. */
  private static String line(Wanted what) {
    return "%s  %s of %s to %s on %s, for %s, asked for %s"
        .formatted(
            plain(what.payout()),
            what.purpose().toLowerCase(Locale.ROOT),
            what.shown(),
            what.destination(),
            what.chain(),
            plain(what.merchant()),
            what.askedAt().truncatedTo(ChronoUnit.SECONDS));
  }

  private static String plain(String told) {
    String plain = told.replaceAll("[^!-~]", "?");
    return plain.length() > MOST ? plain.substring(0, MOST) + "…" : plain;
  }

  /** A signer of its own knows no merchants, and takes the word of whoever types. */
  private static boolean isMerchant(JdbcClient jdbc, String merchant) {
    return jdbc.sql(
            """
            select exists (select 1 from merchant where id = ?)
              or not exists (select 1 from merchant)
            """)
        .param(merchant)
        .query(Boolean.class)
        .single();
  }
}
