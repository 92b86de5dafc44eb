package io.aureus.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Draws the transition table into the documentation. Run with {@code -Daureus.draw=true} after a
 * change of the table.
 */
class OrderDrawingTest {
  private static final Path PAGE = Path.of("docs/order-lifecycle.md");

  @Test
  void theDrawnTableIsTheOneInForce() throws IOException {
    String drawn = draw();
    if (Boolean.getBoolean("aureus.draw")) {
      Files.writeString(PAGE, drawn);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(drawn);
  }

  @Test
  void everyStateCanBeReached() {
    for (OrderState state : OrderState.values()) {
      boolean isReached = Transition.TABLE.stream().anyMatch(move -> move.to() == state);
      boolean isStart = state == OrderState.CHOOSING;
      assertThat(isReached || isStart).as(state.name()).isTrue();
    }
  }

  private static String draw() {
    StringBuilder page = new StringBuilder();
    page.append("# The life of an order\n\n");
    page.append("Drawn from the code's transition table by a test; do not edit by hand.\n\n");
    page.append("```mermaid\nstateDiagram-v2\n    [*] --> CHOOSING\n    [*] --> WAITING\n");
    for (Transition move : Transition.TABLE) {
      page.append("    %s --> %s: %s%n".formatted(move.from(), move.to(), move.because()));
    }
    page.append("```\n\n| state | shows as | the payer is done |\n| --- | --- | --- |\n");
    for (OrderState state : OrderState.values()) {
      page.append(
          "| %s | %s | %s |%n".formatted(state, state.status(), state.isFinal() ? "yes" : "no"));
    }
    page.append("\n| from | to | when | event |\n| --- | --- | --- | --- |\n");
    for (Transition move : Transition.TABLE) {
      Milestone milestone = move.milestone();
      String event = milestone == null ? "" : "`" + milestone.event() + "`";
      page.append(
          "| %s | %s | %s | %s |%n".formatted(move.from(), move.to(), move.because(), event));
    }
    page.append("\nEvents of payments, which move no order by themselves: ");
    page.append(
        String.join(
            ", ",
            Arrays.stream(Milestone.values())
                .map(Milestone::event)
                .filter(event -> event.startsWith("payment."))
                .map(event -> "`" + event + "`")
                .toList()));
    return page.append(".\n").toString();
  }
}
