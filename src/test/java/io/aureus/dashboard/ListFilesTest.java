package io.aureus.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import io.aureus.merchants.DemoMerchant;
import io.aureus.orders.Order;
import io.aureus.testing.ShopOnAChain;
import io.aureus.testing.Visitor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The lists as files. */
class ListFilesTest {
  private static final ShopOnAChain SHOP = Desk.SHOP;

  @Test
  void textsThatProgramsTakeForFormulasAreTextInTheFile() {
    DemoMerchant.Shop access = SHOP.anotherMerchant();
    Order order = Desk.order(access, Desk.HOSTILE);
    try (Visitor merchant = Desk.signedIn(access, 390, "/dashboard/orders")) {
      APIResponse file =
          merchant.page().request().get(Desk.url("/dashboard/orders/csv?q=" + order.id()));
      assertThat(file.headers().get("content-type")).isEqualTo("text/csv;charset=UTF-8");
      assertThat(file.text())
          .startsWith("order_id,status,")
          .contains("\"'=HYPERLINK(\"\"//evil\"\"),\n<b id=hostile>\"")
          .contains("\"PENDING\",\"false\"")
          .contains("\"100\",\"USD\",\"ETH\",");
      assertThat(file.text().split("\r\n")).hasSize(2);
    }
  }

  /** More than the file reads at once; and nothing waits until the last one is there. */
  @Test
  void aFileHasEveryOrderOnce() {
    DemoMerchant.Shop large = SHOP.anotherMerchant();
    for (String insert :
        List.of(
            """
            insert into orders
            select '20200101' || lpad(n::text, 12, '0'), :merchant, 'ORDER', 'EXPIRED', 100, 'USD',
                   false, null, null, null, null, false, 'AURPAY', 'API', null, null, null, '', 80,
                   50, false, null, now(), now(), now(), 1
              from generate_series(1, 1201) n
            """,
            """
            insert into order_quote
            select order_id, 1, 'ETH', 'ETH', 1000, 'to-' || order_id, 2000, '{test}', now(),
                   now(), now(), 0, 12, null, null, false
              from orders where merchant_id = :merchant
            """)) {
      SHOP.bean(JdbcClient.class).sql(insert).param("merchant", large.merchant().value()).update();
    }
    try (Visitor merchant = Desk.signedIn(large, 1280, "/dashboard/orders")) {
      Page page = merchant.page();
      APIResponse file = page.request().get(Desk.url("/dashboard/orders/csv"));
      assertThat(file.headers()).doesNotContainKey("content-length");
      assertThat(file.text().lines().skip(1)).hasSize(1_201).doesNotHaveDuplicates();
      String first = page.locator("tbody a").first().textContent();
      page.getByText("Older").click();
      assertThat(page.locator("tbody tr")).hasCount(20);
      assertThat(page.locator("tbody a").first()).not().hasText(first);
      page.getByText("Newer").click();
      assertThat(page.locator("tbody a").first()).hasText(first);
      assertThat(page.getByText("Newer")).hasCount(0);
    }
  }
}
