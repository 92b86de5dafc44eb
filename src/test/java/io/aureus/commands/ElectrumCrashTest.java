package io.aureus.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.payouts.PayoutStep;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * OUT-3 on the real pair: a gateway in a process of its own pays invoices of one Electrum by
 * another, and is killed with SIGKILL while a worker of it stands at each named step, and once
 * while the payee holds what came. Each time one payout more is taken back before it dies.
 */
class ElectrumCrashTest {
  /**
   * Those at which a payout waits for the next life anyway die together with another one: nobody
   * takes it further meanwhile.
   */
  private static final List<List<PayoutStep>> DEATHS =
      List.of(
          List.of(PayoutStep.CLAIMED, PayoutStep.PLACED),
          List.of(PayoutStep.SEEN, PayoutStep.STORED),
          List.of(PayoutStep.CONFIRMED, PayoutStep.OFFERED_UNNOTED),
          List.of(PayoutStep.SIGNED_UNSTORED),
          List.of(PayoutStep.NOTED));

  @TempDir Path parent;

  @Test
  void out3KilledAtEveryStepEveryInvoiceIsPaidOnceOrTakenBack() throws Exception {
    try (ElectrumCrashTown town = new ElectrumCrashTown(parent.resolve("data"))) {
      town.start();
      town.earn();
      long before = town.local();
      town.nodes().holdAtPayer(true);
      town.awaitInFlight(town.ask());
      for (List<PayoutStep> steps : DEATHS) {
        kill(town, steps);
      }
      town.awaitRest();
      assertThat(town.asked()).hasSize(1 + 8 + DEATHS.size());
      assertThat(town.takenBack()).hasSize(DEATHS.size());
      paidOnceOrTakenBack(town);
      assertThat(before - town.local()).isEqualTo(town.rows().spentByConfirmed());
      town.mustBalance();
    }
  }

  private static void kill(ElectrumCrashTown town, List<PayoutStep> steps) throws Exception {
    for (int i = 0; i < steps.size(); i++) {
      town.gateway().arm(steps.get(i), 1);
      town.ask();
      assertThat(town.gateway().standing(i + 1, 60_000))
          .containsExactlyInAnyOrderElementsOf(steps.subList(0, i + 1));
    }
    town.takeBack(town.ask());
    town.gateway().kill();
    town.nodes().holdAtPayer(false);
    town.startLater();
  }

  /** By the receiving Electrum's own record, and by what the paying one was told. */
  private static void paidOnceOrTakenBack(ElectrumCrashTown town) {
    List<CrashRows.Ended> ended = town.rows().ended();
    assertThat(ended)
        .extracting(CrashRows.Ended::id)
        .containsExactlyInAnyOrderElementsOf(town.asked().keySet());
    Map<String, List<Long>> received = town.received();
    for (CrashRows.Ended payout : ended) {
      boolean isBack = town.takenBack().contains(payout.id());
      List<Long> came = received.remove(town.invoice(payout.id()).terms().paymentHash());
      assertThat(payout.state()).isEqualTo(isBack ? "CANCELLED" : "CONFIRMED");
      assertThat(came)
          .as("what came of " + payout)
          .isEqualTo(isBack ? null : List.of(payout.units().longValueExact()));
      assertThat(town.told(payout.id())).as("told to pay " + payout).isEqualTo(isBack ? 0 : 1);
    }
    assertThat(received).as("paid, and nobody's payout").isEmpty();
  }

  @Test
  void noStepIsLeftOut() {
    assertThat(DEATHS.stream().flatMap(List::stream))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(PayoutStep.values()).filter(step -> !step.isOfAStuckOne()).toList());
  }
}
