package io.aureus.dashboard;

import static io.aureus.dashboard.Rendered.render;
import static io.aureus.dashboard.Rendered.shell;

import io.aureus.callbacks.CallbackTest;
import io.aureus.testing.HostileTexts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Hostile texts on the pages that a new merchant sees first. */
class FirstStepsTemplatesTest {
  @Test
  void showsAHostileTextAsTextInTheListOfOrders() {
    HostileTexts.assertHarmless(
        text -> {
          var filter = new OrdersPage.Filter(text, text, text, text, text, text);
          var row = new OrdersPage.Row(text, text, text, text, text, text, text, true);
          List<String> texts = List.of(text);
          return render(
              "orders",
              new OrdersPage(
                  shell(text),
                  filter,
                  texts,
                  texts,
                  List.of(row),
                  new Paging(text, text, text),
                  Optional.of(
                      new FirstStepsView(
                          List.of(new FirstStepsView.Step(false, text, text, "/x"))))));
        });
  }

  @Test
  void showsAHostileTextAsTextInATestOfCallbacks() {
    HostileTexts.assertHarmless(
        text ->
            render(
                "callbacks",
                new CallbacksPage(
                    shell(text),
                    List.of(),
                    true,
                    true,
                    text,
                    true,
                    text,
                    List.of(text),
                    new CallbacksPage.TestForm(text, true),
                    Optional.of(
                        new CallbackTest(
                            Instant.EPOCH,
                            text,
                            text,
                            Map.of(text, text),
                            text,
                            500,
                            1,
                            text,
                            false,
                            text)))));
  }
}
