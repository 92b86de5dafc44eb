package io.aureus.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.merchants.Merchants;
import io.aureus.money.Catalogue;
import io.aureus.orders.Depths;
import io.aureus.orders.Lookout;
import io.aureus.orders.Order;
import io.aureus.testing.ShopOnAChain;
import io.aureus.wallets.OrderInvoices;
import io.aureus.web.RateLimits;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class LiveStatusTest {
  /** More than most people have tabs; and behind one address are many people. */
  @Test
  void tenOpenPagesOfOneOrderAreWelcome() throws Exception {
    ShopOnAChain shop = ShopOnAChain.shared();
    URI page = URI.create(shop.url() + "/checkout/" + shop.order(null, null).id());
    List<HttpResponse<InputStream>> streams = new ArrayList<>();
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int i = 0; i < 10; i++) {
        HttpRequest shown = HttpRequest.newBuilder(page).build();
        assertThat(client.send(shown, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
        HttpRequest events = HttpRequest.newBuilder(URI.create(page + "/events")).build();
        streams.add(client.send(events, BodyHandlers.ofInputStream()));
      }
      assertThat(streams).allMatch(stream -> stream.statusCode() == 200);
      for (HttpResponse<InputStream> stream : streams) {
        stream.body().close();
      }
    }
  }

  /** Its stream ends then, and without news the page would come back every three seconds. */
  @Test
  void aPageThatIsLeftOpenHearsThatThereIsNoMoreToLookFor() {
    ShopOnAChain shop = ShopOnAChain.shared();
    Order order = shop.paid(100);
    PayPages now = shop.bean(PayPages.class);
    PayPages later =
        new PayPages(
            shop.bean(Merchants.class),
            shop.bean(Catalogue.class),
            new Asks(shop.bean(OrderInvoices.class)),
            shop.bean(Depths.class),
            shop.bean(Lookout.class),
            Clock.offset(shop.clock(), Duration.ofHours(2)));
    assertThat(now.isOver(order)).isFalse();
    assertThat(later.isOver(order)).isTrue();
    assertThat(later.mark(order)).isNotEqualTo(now.mark(order));
  }

  /** Five or six requests of each payer would leave fifty who pay behind one address. */
  @Test
  void whatAShopsLookTakesIsNotCountedAsPages() throws Exception {
    RateLimits one = new RateLimits(Clock.systemUTC(), 1, 1, "this address");
    RateLimits two = new RateLimits(Clock.systemUTC(), 2, 2, "this address");
    CheckoutGate gate = new CheckoutGate(one, two, ShopOnAChain.shared().bean(PayerPages.class));
    String order = "/checkout/20260301100000000001";
    assertThat(
            List.of(
                status(gate, order + "/brand.css"),
                status(gate, order + "/logo.png"),
                status(gate, order),
                status(gate, order + "/events"),
                status(gate, order + "/brand.css")))
        .containsExactly(200, 200, 200, 429, 429);
  }

  private static int status(CheckoutGate gate, String path) throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
    MockHttpServletResponse response = new MockHttpServletResponse();
    gate.doFilter(request, response, new MockFilterChain());
    return response.getStatus();
  }

  @Test
  void boundsTheOpenStreamsAndEndsThemWhenTheServerStops() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      CompletableFuture<HttpResponse<Stream<String>>> open;
      try (ShopOnAChain shop =
          new ShopOnAChain(
              Map.of(
                  "aureus.checkout.live-pages",
                  "1",
                  "aureus.web.base-url",
                  "https://pay.shop.example"))) {
        Order order = shop.order(null, null);
        URI events = URI.create(shop.url() + "/checkout/" + order.id() + "/events");
        open = client.sendAsync(HttpRequest.newBuilder(events).build(), BodyHandlers.ofLines());
        assertThat(open.get().statusCode()).isEqualTo(200);

        HttpResponse<String> refused =
            client.send(HttpRequest.newBuilder(events).build(), BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).contains("5");

        HttpResponse<String> door =
            client.send(
                HttpRequest.newBuilder(URI.create(shop.url() + "/dashboard/sign-in")).build(),
                BodyHandlers.ofString());
        assertThat(door.headers().allValues("Set-Cookie"))
            .as("reached by https, whatever the proxy speaks to us")
            .allMatch(cookie -> cookie.contains("Secure"));
      }
      assertThat(open.get().body().toList()).anyMatch(line -> line.startsWith("event:status"));
    }
  }
}
