package io.aureus.chains.lightning.nodes;

import io.aureus.chains.lightning.VersionFlag;
import io.aureus.chains.lightning.VersionFlag.Grade;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is known against versions of the programs; only what their makers, or who found it, have
 * said in public, and what our own tests have shown. A version that cannot be read is not judged.
 */
final class KnownVersions {
  private static final Pattern VERSION =
      Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})(?:\\.([0-9]{1,4}))?");

  private static final List<Entry> ALL =
      List.of(
          new Entry(
              "Core Lightning ",
              program -> program.contains("experimental-dual-fund"),
              new VersionFlag(
                  Grade.DANGER,
                  "With experimental-dual-fund on, peers have opened channels that are in no block"
                      + " and drained real ones through them (ElementsProject/lightning, issue"
                      + " 9498, September 2026).",
                  "Take experimental-dual-fund out of the node's configuration and restart it."
                      + " Close channels that no block has.")),
          new Entry(
              "LND ",
              below(0, 19, 0),
              new VersionFlag(
                  Grade.DANGER,
                  "LND before 0.19.0 lets a peer steal from it: it fails payments back that were"
                      + " paid, and its sweeper can be stalled until they run out (disclosed in"
                      + " 2025). It can also be made to run out of memory.",
                  "Update LND to 0.19.0 or newer.")),
          new Entry(
              "LND ",
              below(0, 17, 0),
              new VersionFlag(
                  Grade.WARNING,
                  "The gateway was made for LND 0.17 and newer: what an older one answers may be"
                      + " read wrongly.",
                  "Update LND.")),
          new Entry(
              "Core Lightning ",
              below(26, 4, 0),
              new VersionFlag(
                  Grade.WARNING,
                  "Before 26.04 whoever opens a channel with the node can make it stop, by a"
                      + " funding transaction of zeros (disclosed in May 2026).",
                  "Update Core Lightning to 26.04 or newer.")),
          new Entry(
              "Core Lightning ",
              below(25, 9, 2),
              new VersionFlag(
                  Grade.WARNING,
                  "Before 25.09.2 a payment by xpay that was never sent, as to a peer that is away,"
                      + " may stay pending in the node's record for ever"
                      + " (ElementsProject/lightning, issue 8629): its payout stays reserved.",
                  "Update Core Lightning before it pays anything.")),
          new Entry(
              "Core Lightning ",
              below(25, 2, 0),
              new VersionFlag(
                  Grade.WARNING,
                  "The gateway was made for Core Lightning 25.02 and newer: it pays by xpay.",
                  "Update Core Lightning.")),
          new Entry(
              "phoenixd ",
              below(0, 6, 0),
              new VersionFlag(
                  Grade.WARNING,
                  "Versions before 0.6.0 may have no /payments/outgoingbyhash, by which the"
                      + " gateway learns what became of a payment: one whose answer was lost would"
                      + " stay in flight.",
                  "Update phoenixd to 0.6.0 or newer before it pays anything.")),
          new Entry(
              "Electrum ",
              program -> program.startsWith("Electrum 4.3.4"),
              new VersionFlag(
                  Grade.NOTE,
                  "Told twice at the same moment to pay one invoice, Electrum 4.3.4 pays it twice."
                      + " The gateway tells it once.",
                  "Pay nothing by hand (lnpay) that the gateway may be paying.")));

  private KnownVersions() {}

  /**
   * @param program as {@code NodeIdentity} has it
   * @return the worst first
   */
  static List<VersionFlag> of(String program) {
    return ALL.stream()
        .filter(one -> program.startsWith(one.program()) && one.holds().test(program))
        .map(Entry::flag)
        .sorted(Comparator.comparing(VersionFlag::grade))
        .toList();
  }

  private record Entry(String program, Predicate<String> holds, VersionFlag flag) {}

  private static Predicate<String> below(int major, int minor, int patch) {
    return program -> {
      Matcher found = VERSION.matcher(program);
      return found.find() && number(found) < number(major, minor, patch);
    };
  }

  private static long number(Matcher found) {
    String patch = found.group(3);
    return number(
        Integer.parseInt(found.group(1)),
        Integer.parseInt(found.group(2)),
        patch == null ? 0 : Integer.parseInt(patch));
  }

  private static long number(int major, int minor, int patch) {
    return (major * 10_000L + minor) * 10_000L + patch;
  }
}
