package io.aureus.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import io.aureus.keys.MerchantCoins;
import io.aureus.testing.Browser;
import io.aureus.testing.SimulatedCoinNode;
import io.aureus.testing.Visitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A merchant sends coins from his own wallet, in a real browser. */
class CoinSigningPagesTest {
  private static final MerchantCoins WALLET = new MerchantCoins();

  private static CoinTown town;

  @BeforeAll
  static void open() {
    town = new CoinTown(SimulatedCoinNode.start("BTC", Clock.systemUTC()));
    town.bring(WALLET.descriptor());
  }

  @AfterAll
  static void close() {
    town.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {390, 1280})
  void signsAPsbtWithHisWalletAndGivesItBackAsAFile(int width, @TempDir Path folder)
      throws Exception {
    town.sold("50");
    try (Visitor merchant = Browser.visitor(width)) {
      Page page = merchant.page();
      ask(page);
      assertThat(page.locator("#wallet-link"))
          .hasAttribute("href", Pattern.compile("bitcoin:bcrt1.*\\?amount=0\\.0001"));
      merchant.look("coin-to-sign");
      String address = page.url();
      String psbt = page.locator("#psbt").textContent();
      Path file = folder.resolve("signed.psbt");
      Files.write(file, Base64.getDecoder().decode(psbt));
      page.locator("#signed-file").setInputFiles(file);
      assertThat(page.locator("#signed")).hasValue(psbt);
      page.getByText("Take it", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.locator(".trouble")).containsText("input 1 is not signed");
      merchant.look("coin-not-signed");
      String signed = WALLET.sign(psbt);
      Files.write(file, Base64.getDecoder().decode(signed));
      page.locator("#signed-file").setInputFiles(file);
      assertThat(page.locator("#signed")).hasValue(signed);
      page.getByText("Take it", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.locator("h2").first()).hasText("Signed with your own wallet");
      assertThat(page.locator("p:has(.status)").first()).containsText("waits for a block");
      page.getByText("Did you replace it").click();
      assertThat(page.locator("#signed")).isVisible();
      merchant.look("coin-signed");
      until(page, address, "with the network");
      town.mineToDepth();
      until(page, address, "CONFIRMED");
      assertThat(page.locator(".status").first()).hasText("CONFIRMED");
      merchant.look("coin-sent");
      org.assertj.core.api.Assertions.assertThat(merchant.complaints())
          .allMatch(words -> words.contains("/signed"));
    }
  }

  @Test
  void aRefundLeadsToWhatIsToBeSigned() {
    String order = town.sold("40").id();
    try (Visitor merchant = Browser.visitor(1280)) {
      Page page = merchant.page();
      enter(page, "/dashboard/orders/" + order);
      page.getByText("Refund…").click();
      page.locator("#refund-address").fill(town.node().payerAddress());
      page.locator("#refund-bearer").selectOption("MERCHANT");
      page.getByText("Show what would happen").click();
      assertThat(page.locator("section.once")).containsText("what your own wallet pays");
      page.locator("#refund-password").fill(CoinTown.PASSWORD);
      page.locator("section.once button").click();
      assertThat(page.locator(".told")).containsText("yours to sign");
      page.locator(".refund a").click();
      assertThat(page.locator("h1")).hasText("Refund");
      assertThat(page.locator("p:has(.status)").first()).containsText("sign it");
    }
  }

  private static void enter(Page page, String place) {
    String path = town.gateway().url() + place;
    page.navigate(path);
    page.locator("#email").fill("shop@example.com");
    page.locator("#password").fill(CoinTown.PASSWORD);
    page.locator("form button").click();
    page.locator(".top").waitFor();
    page.navigate(path);
  }

  private static void ask(Page page) {
    enter(page, "/dashboard/withdraw?coin=BTC&custody=self");
    page.locator("#amount").fill("0.0001");
    page.locator("#address").fill(town.node().payerAddress());
    page.getByText("See what it costs").click();
    page.locator("#password").fill(CoinTown.PASSWORD);
    page.locator("form.stack button").first().click();
    assertThat(page.locator("h1")).hasText("Withdrawal");
    String address = page.url();
    for (int i = 0; i < 100 && page.locator("#psbt").count() == 0; i++) {
      page.waitForTimeout(200);
      page.navigate(address);
    }
  }

  private static void until(Page page, String address, String words) {
    for (int i = 0; i < 100 && !page.content().contains(words); i++) {
      page.waitForTimeout(200);
      page.navigate(address);
    }
  }
}
