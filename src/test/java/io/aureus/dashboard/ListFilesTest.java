package io.aureus.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.merchants.DemoMerchant;
import io.aureus.merchants.MerchantId;
import io.aureus.orders.Order;
import io.aureus.orders.OrderBook.Filter;
import io.aureus.orders.OrderLists;
import io.aureus.testing.ShopOnAChain;
import io.aureus.testing.Visitor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;

/** The lists as files. */
class ListFilesTest {
  private static final ShopOnAChain SHOP = Desk.SHOP;
  private static final AtomicInteger BEGIN = new AtomicInteger();

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
    DemoMerchant.Shop large = withManyOrders();
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

  /** What Tomcat writes to a client that is gone fails without an exception, as here. */
  @Test
  void aFileThatNobodyTakesAnyMoreIsNotReadToItsEnd() {
    MerchantId large = withManyOrders().merchant();
    AtomicInteger lines = new AtomicInteger();
    PrintWriter gone =
        new PrintWriter(Writer.nullWriter()) {
          @Override
          public PrintWriter append(CharSequence line) {
            lines.incrementAndGet();
            setError();
            return this;
          }
        };
    new OrdersFile(SHOP.bean(OrderLists.class)).write(large, Filter.any(), "", gone);
    assertThat(lines).hasValueLessThanOrEqualTo(501);
  }

  @Test
  void oneFileAtATimeIsWrittenForAMerchant() throws IOException {
    Downloads downloads = new Downloads();
    MerchantId one = SHOP.access().merchant();
    MerchantId other = new MerchantId("mct-0000000000fe");
    List<String> written = new ArrayList<>();
    downloads.send(
        one,
        new MockHttpServletResponse(),
        "a.csv",
        out -> {
          assertThatThrownBy(
                  () ->
                      downloads.send(
                          one, new MockHttpServletResponse(), "b.csv", more -> written.add("b")))
              .isInstanceOfSatisfying(
                  Refusal.class,
                  no -> assertThat(no.code()).isEqualTo(ErrorCode.TOO_MANY_REQUESTS));
          downloads.send(other, new MockHttpServletResponse(), "c.csv", more -> written.add("c"));
        });
    downloads.send(one, new MockHttpServletResponse(), "d.csv", out -> written.add("d"));
    assertThat(written).containsExactly("c", "d");
  }

  private static DemoMerchant.Shop withManyOrders() {
    DemoMerchant.Shop large = SHOP.anotherMerchant();
    // Ids are unique to all merchants.
    int begin = BEGIN.getAndAdd(2_000);
    for (String insert :
        List.of(
            """
            insert into orders
            select '20200101' || lpad((:begin + n)::text, 12, '0'),
                   :merchant, 'ORDER', 'EXPIRED', 100,
                   'USD',
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
      SHOP.bean(JdbcClient.class)
          .sql(insert)
          .param("merchant", large.merchant().value())
          .param("begin", begin)
          .update();
    }
    return large;
  }
}
