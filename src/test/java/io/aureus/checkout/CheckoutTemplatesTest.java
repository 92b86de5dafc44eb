package io.aureus.checkout;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.aureus.checkout.PayPage.Ask;
import io.aureus.checkout.PayPage.Receipt;
import io.aureus.checkout.PayPage.Stage;
import io.aureus.testing.HostileTexts;
import io.aureus.web.QrPicture;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every text of the payer's pages, filled with what an attacker would store. */
class CheckoutTemplatesTest {
  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(ContentType.Html);

  @Test
  void showsAHostileTextAsTextOnThePayPage() {
    HostileTexts.assertHarmless(text -> render("checkout/pay.jte", payPage(text)));
  }

  @Test
  void showsAHostileTextAsTextToAPayerWithoutScript() {
    HostileTexts.assertHarmless(text -> render("checkout/watch.jte", payPage(text)));
  }

  @Test
  void showsAHostileTextAsTextOnTheChoosePage() {
    HostileTexts.assertHarmless(
        text -> {
          ChoosePage.Coin open = new ChoosePage.Coin(text, text, text, text, "");
          ChoosePage.Coin shut = new ChoosePage.Coin(text, text, text, "", text);
          return render(
              "checkout/choose.jte",
              new ChoosePage(text, text, text, text, List.of(open, shut), text, text, text));
        });
  }

  @Test
  void showsAHostileTextAsTextOnTheRefundPage() {
    for (RefundPage.Stage stage : RefundPage.Stage.values()) {
      HostileTexts.assertHarmless(
          text ->
              render(
                  "checkout/refund.jte",
                  new RefundPage("/refund/x", text, text, text, text, stage, text, text)));
    }
  }

  private static String render(String template, Object model) {
    StringOutput html = new StringOutput();
    TEMPLATES.render(template, model, html);
    return html.toString();
  }

  private static PayPage payPage(String text) {
    Ask ask =
        new Ask(
            text,
            text,
            text,
            text,
            text,
            List.of(new PayPage.Target(text, text, text)),
            text,
            QrPicture.of(text),
            text,
            true,
            text,
            text,
            Instant.EPOCH);
    return new PayPage(
        text,
        text,
        text,
        Stage.ASKING,
        false,
        text,
        text,
        text,
        Optional.of(ask),
        true,
        List.of(new Receipt(text, text, text)),
        text,
        true,
        text,
        60);
  }
}
