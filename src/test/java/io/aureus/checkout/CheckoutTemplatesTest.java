package io.aureus.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.aureus.checkout.ChoosePage.Coin;
import io.aureus.checkout.PayPage.Ask;
import io.aureus.checkout.PayPage.Receipt;
import io.aureus.checkout.PayPage.Stage;
import io.aureus.testing.HostileTexts;
import io.aureus.web.QrPicture;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every text of the payer's pages, filled with what an attacker would store. */
class CheckoutTemplatesTest {
  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(ContentType.Html);

  private static final PageLanguage CHOSEN = Languages.load().of("lang=en", null);

  /** All that is read, or read aloud. */
  private static final Pattern READ =
      Pattern.compile("(?:aria-label|title|alt|placeholder)=\"([^\"]*)\"|>([^<]*)<");

  private static final Pattern LETTER = Pattern.compile("\\p{L}");

  @Test
  void everyWordComesFromTheMessages() {
    Words dots = dots();
    PageLanguage language = new PageLanguage(dots, true, List.of(dots));
    Coin shut = new Coin("·", "·", "·", "", "·", false);
    List<String> pages = new ArrayList<>();
    pages.add(render("checkout/entrance.jte", language));
    pages.add(
        render(
            "checkout/notice.jte",
            new NoticePage(language, "·", "·", List.of(new NoticePage.Link("/", "·")), "")));
    pages.add(render("checkout/pay.jte", payPage("·", language)));
    for (List<Coin> coins :
        List.of(
            List.of(shut, new Coin("·", "·", "·", "·", "", true)),
            List.of(shut),
            List.<Coin>of())) {
      pages.add(
          render(
              "checkout/choose.jte",
              new ChoosePage("·", "·", "·", "·", coins, "·", "·", "·", language)));
    }
    pages.add(render("checkout/receipt.jte", receiptPage("·", language)));
    for (RefundPage.Stage stage : RefundPage.Stage.values()) {
      pages.add(
          render(
              "checkout/refund.jte",
              new RefundPage("·", "·", "·", "·", "·", stage, "·", true, "·", "·", language)));
      pages.add(
          render(
              "checkout/refund.jte",
              new RefundPage("·", "·", "·", "·", "·", stage, "·", false, "", "·", language)));
    }
    for (String page : pages) {
      assertThat(READ.matcher(page).results().map(MatchResult::group).toList())
          .isNotEmpty()
          .noneMatch(text -> LETTER.matcher(text.replaceFirst("^[a-z-]*=", "")).find());
    }
  }

  private static Words dots() {
    return words("·");
  }

  /** A language whose every text is the same. */
  private static Words words(String text) {
    Map<String, String> texts = new HashMap<>();
    Words english = Languages.load().of(null, null).words();
    english.keys().forEach(key -> texts.put(key, text));
    texts.put("language.direction", "ltr");
    texts.put("language.plural", "one");
    return new Words("xx", texts);
  }

  @Test
  void showsAHostileTextAsTextOnThePayPage() {
    HostileTexts.assertHarmless(text -> render("checkout/pay.jte", payPage(text, CHOSEN)));
  }

  @Test
  void showsAHostileTextAsTextToAPayerWithoutScript() {
    HostileTexts.assertHarmless(text -> render("checkout/watch.jte", payPage(text, CHOSEN)));
  }

  @Test
  void showsAHostileTextAsTextOnTheChoosePage() {
    HostileTexts.assertHarmless(
        text -> {
          Coin open = new Coin(text, text, text, text, "", true);
          Coin shut = new Coin(text, text, text, "", text, false);
          return render(
              "checkout/choose.jte",
              new ChoosePage(
                  text, text, text, text, List.of(open, shut), text, text, text, CHOSEN));
        });
  }

  @Test
  void showsAHostileTextAsTextOnTheRefundPage() {
    for (RefundPage.Stage stage : RefundPage.Stage.values()) {
      HostileTexts.assertHarmless(
          text ->
              render(
                  "checkout/refund.jte",
                  new RefundPage(
                      "/refund/x", text, text, text, text, stage, text, true, text, text, CHOSEN)));
    }
  }

  @Test
  void showsAHostileTextAsTextOnTheReceipt() {
    HostileTexts.assertHarmless(text -> render("checkout/receipt.jte", receiptPage(text, CHOSEN)));
  }

  private static ReceiptPage receiptPage(String text, PageLanguage language) {
    ReceiptPage.Line line = new ReceiptPage.Line(text, text, text, text, text, text);
    return new ReceiptPage(
        text, text, text, text, text, text, List.of(line), "/checkout/x", language);
  }

  @Test
  void showsAHostileTextAsTextInANotice() {
    HostileTexts.assertHarmless(
        text ->
            render(
                "checkout/notice.jte",
                new NoticePage(
                    CHOSEN, text, text, List.of(new NoticePage.Link(text, text)), text)));
  }

  /** It shows nothing stored but what the translators wrote. */
  @Test
  void showsAHostileTextAsTextAtTheEntrance() {
    HostileTexts.assertHarmless(
        text -> {
          Words words = words(text);
          return render("checkout/entrance.jte", new PageLanguage(words, true, List.of(words)));
        });
  }

  @Test
  void aShopsLongNameStaysWithinAPhone() {
    Coin coin = new Coin("x", "x", "x", "x", "", true);
    HostileTexts.assertFits(
        shop ->
            render(
                "checkout/choose.jte",
                new ChoosePage("x", shop, "x", "x", List.of(coin), "x", "x", "x", CHOSEN)));
    HostileTexts.assertFits(
        shop -> render("checkout/pay.jte", payPage(shop, "x", Optional.empty(), CHOSEN)));
    HostileTexts.assertFits(
        shop ->
            render(
                "checkout/receipt.jte",
                new ReceiptPage("x", shop, "x", "x", "x", "x", List.of(), "/x", CHOSEN)));
    HostileTexts.assertFits(
        shop ->
            render(
                "checkout/refund.jte",
                new RefundPage(
                    "/x",
                    shop,
                    "x",
                    "x",
                    "x",
                    RefundPage.Stage.ASKING,
                    "x",
                    true,
                    "",
                    "",
                    CHOSEN)));
  }

  private static String render(String template, Object model) {
    StringOutput html = new StringOutput();
    TEMPLATES.render(template, model, html);
    return html.toString();
  }

  private static PayPage payPage(String text, PageLanguage language) {
    Ask ask =
        new Ask(
            text,
            text,
            text,
            text,
            text,
            List.of(new PayPage.Target(text, text, text, text)),
            text,
            QrPicture.of(text),
            text,
            true,
            text,
            text,
            Instant.EPOCH,
            false);
    return payPage(text, text, Optional.of(ask), language);
  }

  private static PayPage payPage(
      String shop, String text, Optional<Ask> ask, PageLanguage language) {
    return new PayPage(
        text,
        shop,
        text,
        Stage.ASKING,
        false,
        text,
        text,
        text,
        text,
        ask,
        true,
        List.of(new Receipt(text, text, text)),
        text,
        true,
        text,
        60,
        List.of(new PayPage.Step(text, PayPage.Standing.NOW)),
        Optional.of(new PayPage.Depth(1, 2, text)),
        text,
        true,
        language);
  }
}
