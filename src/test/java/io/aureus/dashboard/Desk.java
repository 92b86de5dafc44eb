package io.aureus.dashboard;

import com.microsoft.playwright.Page;
import io.aureus.merchants.DemoMerchant;
import io.aureus.money.Catalogue;
import io.aureus.money.FiatAmount;
import io.aureus.orders.NewOrder;
import io.aureus.orders.Order;
import io.aureus.orders.OrderDesk;
import io.aureus.orders.OrderTerms;
import io.aureus.testing.Browser;
import io.aureus.testing.ShopOnAChain;
import io.aureus.testing.Visitor;
import java.math.BigDecimal;

/** A shop's desk: its orders are made here, and its people sign in. */
final class Desk {
  /** A reference that is a formula, has quotation marks and a line break, and markup. */
  static final String HOSTILE = "=HYPERLINK(\"//evil\"),\n<b id=hostile>";

  static final ShopOnAChain SHOP = ShopOnAChain.shared();

  private Desk() {}

  static Order order(DemoMerchant.Shop whose, String reference) {
    OrderTerms terms =
        new OrderTerms(
            null,
            null,
            "http://127.0.0.1:9/callback",
            null,
            false,
            "AURPAY",
            OrderTerms.Origin.API,
            reference,
            null,
            null);
    return SHOP.bean(OrderDesk.class)
        .open(
            new NewOrder(
                whose.merchant(),
                "ORDER",
                new FiatAmount("USD", new BigDecimal("100")),
                false,
                SHOP.bean(Catalogue.class).known("ETH"),
                terms,
                false,
                null))
        .order();
  }

  static Visitor signedIn(DemoMerchant.Shop who, int width, String path) {
    Visitor merchant = Browser.visitor(width);
    Page page = merchant.page();
    page.navigate(url("/dashboard/sign-in"));
    page.locator("#email").fill(who.email());
    page.locator("#password").fill(who.password());
    page.locator("form button").click();
    page.locator(".top").waitFor();
    page.navigate(url(path));
    return merchant;
  }

  static String url(String path) {
    return SHOP.url() + path;
  }
}
