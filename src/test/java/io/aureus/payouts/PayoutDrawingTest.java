package io.aureus.payouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.payouts.PayoutLifecycle.Move;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Draws the moves of a payout into the documentation. Run with {@code -Daureus.draw=true} after a
 * change of the table.
 */
class PayoutDrawingTest {
  private static final Path PAGE = Path.of("docs/payout-lifecycle.md");

  private static final Set<PayoutState> UNSIGNED =
      EnumSet.of(PayoutState.HELD, PayoutState.RESERVED, PayoutState.BUILT, PayoutState.CANCELLED);

  @Test
  void theDrawnTableIsTheOneInForce() throws IOException {
    String drawn = draw();
    if (Boolean.getBoolean("aureus.draw")) {
      Files.writeString(PAGE, drawn);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(drawn);
  }

  @Test
  void nothingLeadsBackFromSignedToUnsigned() {
    assertThat(PayoutLifecycle.TABLE)
        .noneMatch(
            move ->
                !UNSIGNED.contains(move.from())
                    && move.from() != PayoutState.FAILED
                    // Nothing of ours is signed there.
                    && move.from() != PayoutState.HANDED_OVER
                    // Nor is an invoice, which a restore takes back.
                    && move.from() != PayoutState.SIGNED
                    && UNSIGNED.contains(move.to()));
    for (PayoutState unsigned : UNSIGNED) {
      assertThatThrownBy(() -> PayoutLifecycle.check(PayoutState.SIGNED, unsigned))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void everyStateIsReached() {
    for (PayoutState state : PayoutState.values()) {
      boolean reached =
          state == PayoutState.RESERVED
              || PayoutLifecycle.TABLE.stream().anyMatch(move -> move.to() == state);
      assertThat(reached).as(state.name()).isTrue();
    }
  }

  private static String draw() {
    StringBuilder page = new StringBuilder();
    page.append("# The life of a payout\n\n");
    page.append("A withdrawal, a refund, a sweep and gas for an address are one state machine.\n");
    page.append("Drawn from the code's table by a test; do not edit by hand.\n\n");
    page.append("```mermaid\nstateDiagram-v2\n    [*] --> RESERVED\n    [*] --> HELD\n");
    for (Move move : PayoutLifecycle.TABLE) {
      page.append("    %s --> %s: %s%n".formatted(move.from(), move.to(), move.when()));
    }
    page.append("```\n\n| from | to | when |\n| --- | --- | --- |\n");
    for (Move move : PayoutLifecycle.TABLE) {
      page.append("| %s | %s | %s |%n".formatted(move.from(), move.to(), move.when()));
    }
    page.append(
        """

        What is set aside when a payout is asked for goes back to the balance when it is CANCELLED
        or FAILED. Signed bytes are stored before they are offered to anybody. UNCLEAR means that
        offering ended without a clear answer: the same bytes are offered again, and only the chain
        decides. HANDED_OVER is for a merchant's own wallet, of which there is no key here: the
        merchant signs, and the chain says whether he did.

        Of an invoice of Lightning nothing is signed: SIGNED means that the node may be told to pay
        it, BROADCASTING that it is in flight, and SEEN and CONFIRMED come together. From SIGNED on
        only the node's word moves it. Where the node is lost, or its record forgot what it knew, it
        is UNCLEAR until a person has looked; a month later the operator can give it up.
        """);
    return page.toString();
  }
}
