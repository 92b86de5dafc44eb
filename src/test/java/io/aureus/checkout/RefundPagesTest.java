package io.aureus.checkout;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.aureus.orders.Order;
import io.aureus.orders.RefundLinks;
import io.aureus.testing.Browser;
import io.aureus.testing.RawHttp;
import io.aureus.testing.ShopOnAChain;
import io.aureus.testing.Visitor;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The payer's page of a refund link, in a real browser. */
class RefundPagesTest {
  private static final String PAYER = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
  private static final String OTHER = "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359";

  private static ShopOnAChain shop;

  @BeforeAll
  static void open() {
    shop = ShopOnAChain.shared();
  }

  @ParameterizedTest
  @ValueSource(ints = {390, 1280})
  void thePayerTypesAnAddressLooksAtItAndMayChangeItUntilItIsSent(int width) {
    Order order = shop.paid(110);
    String link = link(order);
    try (Visitor payer = Browser.visitor(width)) {
      walk(payer, order, link);
      assertThat(payer.context().cookies()).as("a payer needs no session").isEmpty();
      assertThat(payer.complaints()).allMatch(words -> words.contains("400"));
    }
  }

  @Test
  void worksWithoutScript() {
    Order order = shop.paid(100);
    try (Visitor payer = Browser.withoutScript(390)) {
      walk(payer, order, link(order));
      payer.complaints();
    }
  }

  private static void walk(Visitor payer, Order order, String link) {
    Page page = payer.page();
    page.navigate(link);
    assertThat(page.locator("h1")).hasText("Where should your refund go?");
    assertThat(page.locator("main")).containsText("Tea shop");
    assertThat(page.content()).doesNotContain(order.id().value()).doesNotContain("100.00 USD");
    payer.look("refund");

    type(page, "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu");
    assertThat(page.locator("#trouble")).containsText("looks like one of Bitcoin");
    payer.look("refund-wrong-network");
    type(page, "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD");
    assertThat(page.locator("#trouble")).containsText("checksum is wrong");
    type(page, order.quotes().getFirst().address());
    assertThat(page.locator("#trouble")).containsText("this gateway's own");

    type(page, "  " + PAYER.toLowerCase(Locale.ROOT) + " ");
    assertThat(page.locator("h1")).hasText("Is this right?");
    assertThat(page.locator("#address")).hasAttribute("data-address", PAYER);
    payer.look("refund-confirm");
    page.getByText("No, change it").click();
    assertThat(stored(order)).isEmpty();
    type(page, PAYER);
    page.getByText("Yes, send it there").click();
    assertThat(page.locator("h1")).hasText("Thank you");
    assertThat(stored(order)).contains(PAYER);
    payer.look("refund-given");

    page.locator(".links a").click();
    type(page, OTHER);
    page.getByText("Yes, send it there").click();
    assertThat(stored(order)).contains(OTHER);
  }

  @Test
  void aLinkThatIsUnknownOrEndedSaysSo() {
    Order order = shop.paid(100);
    String first = link(order);
    link(order);
    RawHttp http = new RawHttp(shop.url());
    for (String path : new String[] {first.substring(shop.url().length()), "/refund/nothing"}) {
      assertThat(http.get(path, "").status()).as(path).isEqualTo(404);
      assertThat(http.post(path, "", "address=" + PAYER + "&confirm=yes").status()).isEqualTo(404);
    }
    assertThat(stored(order)).isEmpty();
  }

  @Test
  void oneLinkTakesSoManyTriesInAMinute() {
    String path = link(shop.paid(100)).substring(shop.url().length());
    RawHttp http = new RawHttp(shop.url());
    String form = "Content-Type: application/x-www-form-urlencoded";
    int refused = 0;
    for (int i = 0; i < 25; i++) {
      String body = "address=" + URLEncoder.encode("0x" + i, StandardCharsets.UTF_8);
      refused += http.post(path, form, body).status() == 429 ? 1 : 0;
    }
    assertThat(refused).isEqualTo(5);
    assertThat(http.get(path, "").status()).isEqualTo(200);
  }

  private static void type(Page page, String address) {
    page.locator("input#address").fill(address);
    page.getByText("Check the address").click();
  }

  private static Optional<String> stored(Order order) {
    return shop.bean(RefundLinks.class)
        .address(order.id(), order.quotes().getFirst().amount().asset().chain());
  }

  private static String link(Order order) {
    RefundLinks.Made made = shop.bean(RefundLinks.class).make(order.merchant(), order.id(), null);
    return shop.url() + "/refund/" + made.token();
  }
}
