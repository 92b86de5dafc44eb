package io.aureus.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.aureus.merchants.DemoMerchant;
import io.aureus.payouts.PayoutId;
import io.aureus.testing.Browser;
import io.aureus.testing.Visitor;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The merchant pays a Lightning address from the dashboard, in a real browser. */
class LightningPayeePagesTest {
  private static final Pattern NODE = Pattern.compile("0[23][0-9a-f]{64}");

  /** Of the private test network. */
  static final String OFFER =
      "lno1qgsqvgnwgcg35z6ee2h3yczraddm72xrfua9uve2rlrm9deu7xyfzrc2p32x2um5ypmx2cm5dae8x93pqthvw"
          + "fzadd7jejes8q9lhc4rvjxd022zv5l44g6qah82ru5rdpnpj";

  private static PayeeTown town;

  @BeforeAll
  static void open() {
    town = PayeeTown.shared();
  }

  @Test
  void whoIsPaidIsShownBeforeItIsConfirmed() {
    try (Visitor merchant = signedIn("/dashboard/withdraw")) {
      Page page = merchant.page();
      page.locator("#coin").selectOption("BTC-LN");
      page.waitForURL("**coin=BTC-LN");
      assertThat(page.locator("label[for=address]")).hasText("To the invoice or Lightning address");
      merchant.look("withdraw-lightning");
      ask(page, "nobody@wallet.example", "0.00001");
      assertThat(page.locator(".trouble")).containsText("knows no such receiver");
      ask(page, OFFER, "0.00001");
      assertThat(page.locator(".trouble")).containsText("offers are not paid out here");
      ask(page, "alice@wallet.example", "0.00001");
      assertThat(page.locator("#to")).hasText("alice@wallet.example");
      assertThat(page.locator("#node")).hasText(NODE);
      assertThat(page.locator("#arrives")).containsText("0.00001");
      merchant.look("withdraw-lightning-preview");
      String form = "new URLSearchParams(new FormData(document.querySelector('form.stack')))";
      String fields = page.evaluate(form + ".toString()").toString();
      page.locator("#password").fill(who().password());
      page.locator("form.stack button").click();
      page.waitForURL("**/dashboard/payouts/*");
      mustBeTheSame(page, fields);
      assertThat(page.locator("main")).containsText("alice@wallet.example");
      merchant.look("payout-lightning");
      String id = page.url().replaceAll(".*/", "");
      assertThat(town.await(new PayoutId(id)).payee()).isEqualTo("alice@wallet.example");

      String invoice = town.invoice(2_000_000).text();
      page.navigate(url("/dashboard/withdraw?coin=BTC-LN"));
      ask(page, invoice, "");
      assertThat(page.locator("#arrives")).containsText("0.00002");
      assertThat(merchant.complaints()).allMatch(words -> words.contains("400"));
    }
  }

  @Test
  void aRefundGoesToALightningAddressOrIsLeftToThePayersWallet() {
    Story story = town.paidOrder("12");
    try (Visitor merchant = signedIn("/dashboard/orders/" + story.id())) {
      Page page = merchant.page();
      page.getByText("Ask the payer for an address…").click();
      page.locator("input[name=claimable]").check();
      page.locator("#link-password").fill(who().password());
      merchant.look("refund-form-claim");
      page.getByText("Make a refund link").click();
      assertThat(page.locator("#refund-link")).containsText("/refund/");
      String link = page.locator("#refund-link").textContent();
      String path = link.substring(PayeeTown.PUBLIC.length());
      assertThat(town.get(0, path).body()).contains("lightning:LNURL1");

      page.getByText("Refund…", new Page.GetByTextOptions().setExact(true)).click();
      page.locator("#refund-address").fill("alice@wallet.example");
      merchant.look("refund-form-lightning");
      page.getByText("Show what would happen").click();
      assertThat(page.locator("#refund-node")).hasText(NODE);
      assertThat(page.locator("section.once")).containsText("alice@wallet.example");
      merchant.look("refund-proposal-lightning");
      page.locator("#refund-password").fill(who().password());
      page.getByText("Yes, send it", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.locator(".told")).hasText("The refund is on its way.");
      assertThat(town.get(0, path).body()).contains("The refund is on its way");
    }
    story.awaitStatus("REFUNDED");
  }

  /** Whoever got no answer clicks again; the service may say something else by then. */
  private static void mustBeTheSame(Page page, String fields) {
    int given = town.wallet().given();
    String post =
        """
        fields => fetch('/dashboard/withdraw', {method: 'POST', body: new URLSearchParams(fields)})
            .then(answer => answer.url)
        """;
    org.assertj.core.api.Assertions.assertThat(page.evaluate(post, fields)).isEqualTo(page.url());
    org.assertj.core.api.Assertions.assertThat(town.wallet().given()).isEqualTo(given);
  }

  private static void ask(Page page, String address, String amount) {
    page.locator("#amount").fill(amount);
    page.locator("#address").fill(address);
    page.getByText("See what it costs").click();
  }

  private static DemoMerchant.Shop who() {
    return town.town().account();
  }

  private static Visitor signedIn(String path) {
    Visitor visitor = Browser.visitor(390);
    Page page = visitor.page();
    page.navigate(url(path));
    page.locator("#email").fill(who().email());
    page.locator("#password").fill(who().password());
    page.locator("form button").click();
    page.waitForURL("**" + path);
    return visitor;
  }

  private static String url(String path) {
    return town.gateway(0).url() + path;
  }
}
