package io.aureus.dashboard;

import static io.aureus.dashboard.Rendered.render;
import static io.aureus.dashboard.Rendered.shell;
import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.HostileTexts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A label, or an address that somebody was invited with, is shown as text and nothing else. */
class OwnerTemplatesTest {
  @Test
  void showsAHostileTextAsTextAmongThePeople() {
    HostileTexts.assertHarmless(
        text ->
            render(
                "people",
                new PeoplePage(
                    shell(text),
                    List.of(new KeysPage.Fresh(text, text, text)),
                    List.of(new PeoplePage.Member(text, text, text, true, false, text)),
                    List.of(new PeoplePage.Asked(text, text, text, text)),
                    List.of(new PeoplePage.Choice(text, text)),
                    true)));
    HostileTexts.assertHarmless(
        text ->
            render(
                "invitation",
                new InvitationPage(new Shell.Csrf(text, text), text, text, text, true, text)));
  }

  @Test
  void aLongNameStaysWithinAPhone() {
    HostileTexts.assertFits(
        text -> render("events", new EventsPage(shell(text), List.of(), new Paging("", "", ""))));
    HostileTexts.assertFits(
        text ->
            render(
                "invitation",
                new InvitationPage(new Shell.Csrf("x", "x"), text, text, text, true, text)));
  }

  @Test
  void showsAHostileTextAsTextAmongTheDestinations() {
    for (boolean distant : new boolean[] {true, false}) {
      HostileTexts.assertHarmless(
          text ->
              render(
                  "destinations",
                  new DestinationsPage(
                      shell(text),
                      List.of(new DestinationsPage.Line(text, text, text, text, text, text, text)),
                      List.of(new DestinationsPage.Choice(text, text, true)),
                      new DestinationsPage.Typed(text, text),
                      false,
                      text,
                      distant,
                      text,
                      true,
                      true)));
    }
  }

  /** A gateway cannot lengthen the list of a signer in another process, and says who can. */
  @Test
  void saysWhereTheListIsKeptWhereTheSignerIsAProcessOfItsOwn() {
    String page =
        render(
            "destinations",
            new DestinationsPage(
                shell("x"),
                List.of(),
                List.of(),
                new DestinationsPage.Typed("", ""),
                true,
                "none",
                true,
                "mct-1",
                true,
                false));
    assertThat(page)
        .contains("./aureus signing allow mct-1:CHAIN:ADDRESS")
        .contains("cannot add an address")
        .doesNotContain("destinations/add");
  }
}
