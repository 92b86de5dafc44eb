package io.aureus.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.aureus.merchants.DemoMerchant;
import io.aureus.testing.Browser;
import io.aureus.testing.FundedMerchant;
import io.aureus.testing.ShopOnAChain;
import io.aureus.testing.Visitor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What balances are worth, in a real browser. */
class WalletsPageTest {
  private static final ShopOnAChain SHOP = ShopOnAChain.shared();

  private final DemoMerchant.Shop access = SHOP.anotherMerchant();

  @ParameterizedTest
  @ValueSource(ints = {390, 1280})
  void valuesBalancesInTheCurrencyThatTheViewerChooses(int width) {
    FundedMerchant.give(SHOP::bean, access.merchant(), "ETH", "2");
    try (Visitor merchant = signedIn(width)) {
      Page page = merchant.page();
      Locator ether = page.locator("section[aria-label=ETH]");
      assertThat(page.locator("#vs_currency")).hasValue("USD");
      assertThat(ether).containsText(" USD");
      page.locator("#vs_currency").selectOption("EUR");
      page.getByText("Show", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page).hasURL(url("?vs_currency=EUR"));
      assertThat(page.locator("#vs_currency")).hasValue("EUR");
      assertThat(ether).containsText(" EUR");
      assertThat(ether).not().containsText("USD");
      merchant.look("wallets-euro");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {390, 1280})
  void saysWhichCurrenciesThereAreToWhoeverNamesAnother(int width) {
    FundedMerchant.give(SHOP::bean, access.merchant(), "ETH", "2");
    try (Visitor merchant = signedIn(width)) {
      Page page = merchant.page();
      Locator ether = page.locator("section[aria-label=ETH]");
      assertThat(page.navigate(url("?vs_currency=doge")).status()).isEqualTo(400);
      assertThat(page.locator(".trouble")).containsText("not a currency that we price in");
      assertThat(page.locator(".trouble")).containsText("AUD, BRL");
      assertThat(ether).containsText(" USD");
      merchant.look("wallets-unknown-currency");
      assertThat(merchant.complaints()).allMatch(words -> words.contains("400"));
      page.navigate(url("?vs_currency=jpy"));
      assertThat(page.locator("#vs_currency")).hasValue("JPY");
      assertThat(ether).containsText(" JPY");
    }
  }

  private Visitor signedIn(int width) {
    Visitor merchant = Browser.visitor(width);
    Page page = merchant.page();
    page.navigate(url(""));
    page.locator("#email").fill(access.email());
    page.locator("#password").fill(access.password());
    page.locator("form button").click();
    page.locator(".top").waitFor();
    page.navigate(url(""));
    return merchant;
  }

  private static String url(String query) {
    return SHOP.url() + "/dashboard/wallets" + query;
  }
}
