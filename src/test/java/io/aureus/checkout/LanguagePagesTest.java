package io.aureus.checkout;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import io.aureus.orders.OpenedOrder;
import io.aureus.orders.Order;
import io.aureus.orders.OrderState;
import io.aureus.orders.RefundLinks;
import io.aureus.testing.Browser;
import io.aureus.testing.RawHttp;
import io.aureus.testing.RawHttp.Answer;
import io.aureus.testing.ShopOnAChain;
import io.aureus.testing.Visitor;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Payers read their own language, from the choice of the coin to the end, and may take another. */
class LanguagePagesTest {
  private static ShopOnAChain shop;

  @BeforeAll
  static void open() {
    shop = ShopOnAChain.shared();
  }

  @Test
  void aGermanReadsGermanTakesSpanishAndIsToldInSpanishThatHeHasPaid() {
    OpenedOrder opened = shop.checkout(null, null);
    try (Visitor payer = Browser.visitor(390, "de-DE")) {
      Page page = payer.page();
      Response first = page.navigate(choose(opened));
      assertThat(first.headerValue("content-language")).isEqualTo("de");
      assertThat(first.headerValue("vary")).isEqualTo("Accept-Language");
      assertThat(page.locator("html")).hasAttribute("lang", "de");
      assertThat(page.locator("h1")).hasText("Wie möchten Sie bezahlen?");
      payer.look("choose-de");
      page.locator("button[value='ETH']").click();
      assertThat(page.locator("h1")).hasText("Wir warten auf Ihre Zahlung");
      payer.look("pay-de");

      page.locator(".languages").getByText("Español").click();
      assertThat(page.locator("h1")).hasText("Esperando su pago");
      assertThat(page.locator("html")).hasAttribute("lang", "es");
      page.locator("#change-coin").click();
      assertThat(page.locator("h1")).hasText("¿Cómo quiere pagar?");
      page.locator("button[value='ETH']").click();
      assertThat(page.locator("#copy-amount")).hasText("Copiar");
      payer.context().grantPermissions(List.of("clipboard-write"));
      page.locator("#copy-amount").click();
      assertThat(page.locator("#copy-amount")).hasText("Copiado");

      shop.pay(opened.order().id(), 100);
      assertThat(page.locator("h1")).hasText("Pago visto");
      assertThat(page.locator("#announce"))
          .containsText("Pago visto. No tiene que hacer nada más.");
      assertThat(page.locator(".receipts")).containsText("confirmaciones");
      assertThat(page).hasTitle(Pattern.compile("Pago visto – .*"));
      payer.look("seen-es");
      assertThat(payer.context().cookies()).as("a payer needs no session").isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {390, 1280})
  void arabicRunsFromTheRightAndAddressesDoNot(int width) {
    OpenedOrder opened = shop.checkout(null, null);
    try (Visitor payer = Browser.visitor(width, "ar")) {
      Page page = payer.page();
      page.navigate(choose(opened));
      assertThat(page.locator("html")).hasAttribute("dir", "rtl");
      payer.look("choose-ar");
      page.locator("button[value='ETH']").click();
      var quote = shop.find(opened.order().id()).currentQuote().orElseThrow();
      assertThat(page.locator("#address")).hasText(quote.address());
      assertThat(page.locator("#address")).hasCSS("direction", "ltr");
      assertThat(page.locator("#amount")).hasText(quote.amount().text());
      payer.look("pay-ar");
    }
  }

  @Test
  void aBrowserWithoutScriptKeepsWhatWasChosen() {
    OpenedOrder opened = shop.checkout(null, null);
    try (Visitor payer = Browser.withoutScript(390)) {
      Page page = payer.page();
      page.navigate(shop.url() + "/?lang=fr");
      page.locator("#link").fill("/#/cashier/choose?token=" + opened.token().orElseThrow());
      page.locator("form button").click();
      assertThat(page.locator("h1")).hasText("Comment souhaitez-vous payer ?");
      page.locator("button[value='ETH']").click();
      assertThat(page.locator("h1")).hasText("En attente de votre paiement");
      assertThat(page.content()).contains("watch=1&amp;lang=fr");
      shop.pay(opened.order().id(), 100);
      shop.await(opened.order().id(), now -> now.state() == OrderState.CONFIRMING);
      page.locator("#look").click();
      assertThat(page.locator("h1")).hasText("Paiement vu");
    }
  }

  /** The longest words of all languages, where a page has the least room. */
  @Test
  void everyLanguageFitsOnTheNarrowestPage() {
    OpenedOrder opened = shop.checkout(null, null);
    Order paid = shop.paid(110);
    String refund = shop.bean(RefundLinks.class).make(paid.merchant(), paid.id(), null).token();
    Order open = shop.order(null, null);
    try (Visitor payer = Browser.visitor(320)) {
      Page page = payer.page();
      for (Words words : Languages.load().all()) {
        String lang = "lang=" + words.tag();
        for (String address :
            List.of(
                choose(opened) + "&" + lang,
                shop.url() + "/checkout/" + open.id() + "?" + lang,
                shop.url() + "/checkout/" + paid.id() + "?" + lang,
                shop.url() + "/refund/" + refund + "?" + lang)) {
          page.navigate(address);
          assertThat(page.locator("html")).hasAttribute("lang", words.tag());
          assertThat(page.evaluate("() => document.documentElement.scrollWidth"))
              .as(address)
              .isEqualTo(320);
        }
      }
    }
  }

  @Test
  void theRefundsPageIsReadInTheLanguageToo() {
    Order paid = shop.paid(110);
    String token = shop.bean(RefundLinks.class).make(paid.merchant(), paid.id(), null).token();
    try (Visitor payer = Browser.visitor(390, "de-DE")) {
      Page page = payer.page();
      page.navigate(shop.url() + "/refund/" + token + "?lang=ar");
      page.locator("input#address").fill("bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu");
      page.locator("form button").click();
      assertThat(page.locator("#trouble")).containsText("لا يمكن إرسال المبلغ");
      assertThat(page.locator("#trouble [lang=en]")).containsText("looks like one of Bitcoin");
      payer.look("refund-ar");
      page.locator("input#address").fill("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed");
      page.locator("form button").click();
      assertThat(page.locator("h1")).hasText("هل هذا صحيح؟");
      payer.look("refund-confirm-ar");
      page.locator("form button").click();
      assertThat(page.locator("h1")).hasText("شكرًا لك");
      assertThat(payer.complaints()).allMatch(words -> words.contains("400"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/checkout/20200101000000000000, 404, fr, Ce lien de paiement est inconnu",
    "/checkout/open?link=x, 400, fr, un lien de paiement",
    "/refund/nothing, 404, fr, Ce lien de remboursement est inconnu",
    "/no/such/page, 404, fr, Il n’y a rien ici",
    "/checkout/20200101000000000000?lang=nl, 404, nl, Deze betaallink is niet bekend",
    "/, 200, fr, directement à la boutique"
  })
  void noticesAreReadInTheLanguageToo(String path, int status, String tag, String words) {
    Answer answer =
        new RawHttp(shop.url()).get(path, "Accept: text/html\nAccept-Language: fr-CA,en;q=0.5");
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Language")).contains(tag);
    assertThat(answer.body()).contains("<html lang=\"" + tag + "\"").contains(words);
  }

  @Test
  void theStatusIsInTheLanguageOfThePageThatAsks() {
    String path = "/checkout/" + shop.order(null, null).id() + "/status";
    RawHttp http = new RawHttp(shop.url());
    Answer japanese = http.get(path, "Accept-Language: ja");
    assertThat(japanese.header("Content-Language")).contains("ja");
    assertThat(japanese.header("Vary")).contains("Accept-Language");
    assertThat(japanese.body()).contains("お支払いをお待ちしています。時間内に");
    assertThat(http.get(path + "?lang=pt", "Accept-Language: ja").body())
        .contains("Aguardando seu pagamento. Envie");
    assertThat(http.get("/dashboard/none", "Accept-Language: ja").body()).doesNotContain("ja");
  }

  private static String choose(OpenedOrder opened) {
    return shop.url() + "/checkout/choose?token=" + opened.token().orElseThrow();
  }
}
