package io.aureus.dashboard;

import static io.aureus.dashboard.Rendered.render;
import static io.aureus.dashboard.Rendered.shell;

import io.aureus.testing.HostileTexts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every text of the lists, filled with what an attacker would store. */
class ListTemplatesTest {
  private static Paging paging(String text) {
    return new Paging(text, text, text);
  }

  @Test
  void showsAHostileTextAsTextInTheListsAndTheSettings() {
    HostileTexts.assertHarmless(
        text -> {
          var choice = List.of(new TransactionsPage.Choice(text, text));
          var row =
              new TransactionsPage.Row(
                  text, text, text, text, true, text, text, text, text, text, text);
          var filter = new TransactionsPage.Filter(text, text, text, text);
          var attempt = new OrderPage.AttemptLine(1, text, text, text, text);
          var delivery = new OrderPage.DeliveryLine(text, text, text, text, text, List.of(attempt));
          return render(
                  "transactions",
                  new TransactionsPage(
                      shell(text), filter, choice, List.of(text), List.of(row), paging(text)))
              + render(
                  "alldeliveries",
                  new DeliveriesPage(
                      shell(text),
                      text,
                      List.of(new DeliveriesPage.Choice(text, text)),
                      List.of(new DeliveriesPage.Endpoint(text, text)),
                      List.of(new DeliveriesPage.Row(delivery, text, text, text, "/x")),
                      "/x",
                      paging("/x")))
              + render(
                  "events",
                  new EventsPage(
                      shell(text),
                      List.of(new EventsPage.Row(text, text, text, text, "/x", text, text)),
                      paging("/x")))
              + render(
                  "settings",
                  new SettingsPage(
                      shell(text),
                      new SettingsPage.Typed(text, text, text, text),
                      text,
                      text,
                      text));
        });
  }
}
