package io.aureus.dashboard;

import static io.aureus.dashboard.Rendered.render;
import static io.aureus.dashboard.Rendered.shell;

import io.aureus.testing.HostileTexts;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A node that a merchant brings can say anything of itself, and a payee's can refuse in any words.
 */
class OwnNodeTemplatesTest {
  @Test
  void showsAHostileTextAsTextOfAMerchantsOwnNode() {
    for (boolean isOwner : List.of(true, false)) {
      HostileTexts.assertHarmless(
          text ->
              render(
                  "ownnode",
                  new OwnNodePage(
                      shell(text),
                      new OwnNodePage.Node(
                          text,
                          new LightningPage.State(isOwner, text, text),
                          List.of(new LightningPage.Told(text, text, text)),
                          text,
                          List.of(new OrderPage.Fact(text, text))),
                      List.of(text),
                      new OwnNodePage.Typed(text, text, text),
                      List.of(new OwnNodePage.Program(text, text)),
                      false,
                      true,
                      isOwner)));
    }
  }

  @Test
  void showsAHostileTextAsTextBeforeANodeIsBrought() {
    HostileTexts.assertHarmless(
        text ->
            render(
                "ownnode",
                new OwnNodePage(
                    shell(text),
                    null,
                    List.of(),
                    new OwnNodePage.Typed(text, text, text),
                    List.of(new OwnNodePage.Program(text, text)),
                    true,
                    false,
                    true)));
  }

  @Test
  void showsAHostileTextAsTextAmongThePaymentsByLightning() {
    HostileTexts.assertHarmless(
        text -> {
          var plain =
              new LightningPage.Payment(text, "", text, text, text, text, text, text, text, text);
          var linked =
              new LightningPage.Payment(text, text, text, text, text, text, text, text, text, text);
          return render(
                  "lightningpayments",
                  new LightningPaymentsPage(shell(text), List.of(plain, linked), text, text))
              + render(
                  "lightningpayments",
                  new LightningPaymentsPage(shell(text), List.of(), text, text));
        });
  }
}
