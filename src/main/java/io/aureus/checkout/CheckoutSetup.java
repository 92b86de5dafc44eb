package io.aureus.checkout;

import io.aureus.merchants.Merchants;
import io.aureus.money.Catalogue;
import io.aureus.orders.Depths;
import io.aureus.orders.Lookout;
import io.aureus.orders.OrderBook;
import io.aureus.pricing.Quotes;
import io.aureus.wallets.OrderInvoices;
import io.aureus.web.Pages;
import io.aureus.web.RateLimits;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** The beans of the checkout room. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CheckoutSettings.class)
class CheckoutSetup {

  @Bean
  Languages languages() {
    return Languages.load();
  }

  @Bean
  PayerPages payerPages(Pages pages, Languages languages) {
    return new PayerPages(pages, languages);
  }

  /** Before the one that speaks English to everybody. */
  @Bean
  @Order(0)
  ErrorViewResolver payerErrors(PayerPages pages) {
    return new PayerErrors(pages);
  }

  @Bean
  PayPages payPages(
      Merchants merchants,
      Catalogue catalogue,
      OrderInvoices invoices,
      Depths depths,
      Lookout lookout,
      Clock clock) {
    return new PayPages(merchants, catalogue, new Asks(invoices), depths, lookout, clock);
  }

  @Bean
  ReceiptPages receiptPages(Merchants merchants, Lookout lookout) {
    return new ReceiptPages(merchants, lookout);
  }

  @Bean
  ChoosePages choosePages(Merchants merchants, Catalogue catalogue, Quotes quotes) {
    return new ChoosePages(merchants, catalogue, quotes);
  }

  @Bean
  FilterRegistrationBean<CheckoutGate> checkoutGate(
      Clock clock, CheckoutSettings settings, PayerPages pages) {
    int most = settings.requestsPerMinute();
    FilterRegistrationBean<CheckoutGate> gate =
        new FilterRegistrationBean<>(
            new CheckoutGate(
                new RateLimits(clock, most, most, "this address"),
                new RateLimits(clock, most, most, "this address"),
                pages));
    gate.addUrlPatterns("/checkout/*", "/refund/*");
    // Behind the security headers.
    gate.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
    return gate;
  }

  /** Counted by refund link: whoever has one may try that many addresses in a minute. */
  @Bean
  RateLimits refundTries(Clock clock) {
    return new RateLimits(clock, 20, 20, "this link");
  }

  @Bean
  AddressController.AddressLimits addressLimits(Clock clock, CheckoutSettings settings) {
    int bySource = settings.addressRequestsPerMinute();
    int byName = settings.addressInvoicesPerMinute();
    int byBoth = settings.addressInvoicesPerNetwork();
    return new AddressController.AddressLimits(
        new RateLimits(clock, bySource, bySource, "your network"),
        new RateLimits(clock, byBoth, byBoth, "this Lightning address by your network"),
        new RateLimits(clock, byName, byName, "this Lightning address"));
  }

  /** A wallet asks twice, and perhaps again. */
  @Bean
  ClaimController.ClaimLimits claimLimits(Clock clock, CheckoutSettings settings) {
    int bySource = settings.addressRequestsPerMinute();
    return new ClaimController.ClaimLimits(
        new RateLimits(clock, bySource, bySource, "your network"),
        new RateLimits(clock, 60, 60, "this refund"));
  }

  @Bean
  LiveStatus liveStatus(
      OrderBook orders,
      Lookout lookout,
      PayPages payPages,
      Pages pages,
      CheckoutSettings settings,
      Clock clock) {
    OrderNews news = new OrderNews(orders, lookout, clock);
    return new LiveStatus(orders, news, payPages, pages, settings.livePages());
  }
}
