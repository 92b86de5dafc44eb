package io.aureus.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.Aureus;
import io.aureus.payouts.PayoutStep;
import io.aureus.sandbox.FaultProxy;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scenarios OUT-3 and OUT-4, a short seed of {@code aureus bench crash}: two real processes on one
 * database are killed at every named step of a payout, and anywhere. BTCPay 6540: one payout was
 * paid ten times, since each try built it anew; SHKeeper 48: money was sent before the intent was
 * written down.
 */
class CrashBenchTest {
  @TempDir Path parent;

  /** BTCPay 6540: one payout was sent ten times. SHKeeper 48: paid, and in no table. */
  @Test
  void out3KilledAtEveryStepEveryPayoutIsMadeOnceAndNoneIsLost() {
    String said = bench("--payouts", "40", "--seed", "3");
    for (PayoutStep step : PayoutStep.values()) {
      assertThat(said).containsPattern("  " + step + " +[1-9]");
    }
    assertThat(said).contains("0 paid twice", "0 differences", "OK    2.", "OK    8.", "OK    9.");
  }

  @Test
  void out4TheSameWhereTheNetworkToTheNodeLosesAndRepeats() {
    String said = bench("--payouts", "20", "--seed", "4", "--proxy");
    assertThat(said).contains("Faults between gateways and node: {");
    for (FaultProxy.Fault fault : FaultProxy.Fault.values()) {
      assertThat(said).containsPattern(fault + "=[1-9]");
    }
    assertThat(said).contains("0 paid twice", "0 differences", "OK    2.", "OK    8.", "OK    9.");
  }

  /** The same of invoices of Lightning: no bytes protect them, only the node's own record. */
  @Test
  void out3KilledAtEveryStepEveryInvoiceIsPaidOnceAndNoneIsLost() {
    String said = bench("--lightning", "--payouts", "20", "--seed", "6");
    for (PayoutStep step : PayoutStep.values()) {
      if (!step.isOfAStuckOne()) {
        assertThat(said).containsPattern("  " + step + " +[1-9]");
      }
    }
    assertThat(said).contains("knew: 0 times", "0 differences", "OK    2.", "OK    8.", "OK    9.");
  }

  private String bench(String... options) {
    List<String> words = new ArrayList<>(List.of("bench", "crash"));
    words.addAll(Arrays.asList(options));
    words.addAll(List.of("--data", parent.resolve("data").toString()));
    PrintStream before = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    int code;
    try {
      code = Commands.run(Aureus.class, words.toArray(String[]::new));
    } finally {
      System.setOut(before);
    }
    String text = said.toString(StandardCharsets.UTF_8);
    assertThat(code).as(text).isEqualTo(Commands.WELL);
    return text;
  }
}
