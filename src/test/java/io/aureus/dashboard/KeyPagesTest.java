package io.aureus.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.aureus.merchants.Credentials;
import io.aureus.merchants.DemoMerchant;
import io.aureus.merchants.KeyInfo;
import io.aureus.merchants.MerchantSettings;
import io.aureus.merchants.Scope;
import io.aureus.merchants.TestTotp;
import io.aureus.testing.Browser;
import io.aureus.testing.ShopOnAChain;
import io.aureus.testing.Visitor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An open session alone makes nothing that moves money, and learns no secret. */
class KeyPagesTest {
  private static final ShopOnAChain SHOP = ShopOnAChain.shared();

  private final DemoMerchant.Shop access = SHOP.anotherMerchant();

  @Test
  void makesAndRotatesWhatMovesMoneyOnlyWithThePasswordAndTheAppsCode() {
    try (Visitor merchant = signedIn(390, "/dashboard/security")) {
      Page page = merchant.page();
      String secret = setUp(page);
      page.navigate(url("/dashboard/keys"));
      page.getByText("Make a token…").click();
      merchant.look("keys-token");
      APIResponse bare = post(page, "tokens/make", Map.of("scope", "PAYOUTS"));
      assertThat(bare.status()).isEqualTo(400);
      assertThat(bare.text()).contains("The password is wrong").doesNotContain("fresh-token\"");
      page.locator("form[action$='tokens/make'] input[value=PAYOUTS]").check();
      page.locator("#fresh-token-password").fill(access.password());
      page.locator("#fresh-token-code").fill("123456");
      page.getByText("Make an API token and secret").click();
      assertThat(page.locator(".trouble")).containsText("The code is wrong");
      assertThat(tokens()).as("the demo's own").hasSize(1);
      String old = Long.toString(tokens().getFirst().id());
      APIResponse rotated = post(page, "tokens/change", Map.of("token", old, "what", "rotate"));
      assertThat(rotated.text()).contains("The password is wrong");
      SHOP.clock().advance(Duration.ofSeconds(30));
      page.getByText("Make a token…").click();
      page.locator("#fresh-token-password").fill(access.password());
      page.locator("#fresh-token-code").fill(code(secret));
      page.getByText("Make an API token and secret").click();
      page.locator("#fresh-secret").waitFor();
      assertThat(tokens()).hasSize(2);
      assertThat(tokens().getFirst().scopes()).as("unless ticked").doesNotContain(Scope.PAYOUTS);
      assertThat(merchant.complaints()).allMatch(words -> words.matches(".*(400|403).*"));
    }
  }

  @Test
  void makesAndRotatesAKeyThatMovesMoneyOnlyWithThePassword() {
    SHOP.bean(MerchantSettings.class).changePayouts(access.merchant(), true, "");
    try (Visitor merchant = signedIn(1280, "/dashboard/keys")) {
      Page page = merchant.page();
      page.getByText("Make a key…").click();
      merchant.look("keys-payouts");
      Map<String, String> wish = Map.of("platform", "AURPAY", "scope", "PAYOUTS");
      assertThat(post(page, "keys/make", wish).text()).contains("The password is wrong");
      assertThat(keys()).as("the demo's own").hasSize(1);
      page.locator("form[action$='keys/make'] input[value=PAYOUTS]").check();
      page.locator("#make-password").fill(access.password());
      page.getByText("Make the key").click();
      page.locator("#fresh-key").waitFor();
      String made = Long.toString(keys().getFirst().id());
      Map<String, String> rotation = Map.of("key", made, "what", "rotate");
      assertThat(post(page, "keys/change", rotation).text()).contains("The password is wrong");
      assertThat(keys()).hasSize(2);
    }
  }

  /** A form that the page did not show: what a stolen session would send. */
  private static APIResponse post(Page page, String to, Map<String, String> fields) {
    FormData form =
        FormData.create().set("_csrf", page.locator("input[name=_csrf]").first().inputValue());
    fields.forEach(form::set);
    return page.request().post(url("/dashboard/" + to), RequestOptions.create().setForm(form));
  }

  private List<KeyInfo> tokens() {
    return SHOP.bean(Credentials.class).tokens(access.merchant());
  }

  private List<KeyInfo> keys() {
    return SHOP.bean(Credentials.class).keys(access.merchant());
  }

  @Test
  void makesANewCallbackSecretOnlyWithThePassword() {
    try (Visitor merchant = signedIn(390, "/dashboard/callbacks")) {
      Page page = merchant.page();
      assertThat(post(page, "callbacks/rotate", Map.of()).text())
          .contains("The password is wrong")
          .doesNotContain("fresh-secret");
      page.getByText("Rotate…").click();
      merchant.look("callbacks-rotate");
      page.locator("#rotate-password").fill(access.password());
      page.getByText("Yes, make a new token and secret").click();
      page.locator("#fresh-secret").waitFor();
    }
  }

  /** Sets an authenticator app up. */
  private String setUp(Page page) {
    page.getByText("Set up an authenticator app").click();
    String secret = page.locator("#secret").textContent().replace(" ", "");
    page.locator("#password").fill(access.password());
    page.locator("#code").fill(code(secret));
    page.getByText("Switch it on").click();
    page.locator(".told").waitFor();
    return secret;
  }

  private static String code(String secret) {
    return TestTotp.code(secret, SHOP.clock().instant());
  }

  private Visitor signedIn(int width, String path) {
    Visitor merchant = Browser.visitor(width);
    Page page = merchant.page();
    page.navigate(url(path));
    page.locator("#email").fill(access.email());
    page.locator("#password").fill(access.password());
    page.locator("form button").click();
    page.locator(".top").waitFor();
    page.navigate(url(path));
    return merchant;
  }

  private static String url(String path) {
    return SHOP.url() + path;
  }
}
