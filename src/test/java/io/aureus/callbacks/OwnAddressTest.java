package io.aureus.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnAddressTest {
  @Test
  void theGatewaysOwnAddressIsNotCalledThoughAnOrderFromBeforeNamesIt() throws IOException {
    try (Shop shop = Shop.answering(200)) {
      OwnAddress own = OwnAddress.of(shop.url("/"), AllowList.of(List.of()));
      Orders orders = Orders.api(shop.url("/cb"));
      try (Post live =
          new Post(TestDatabase.fresh(), Post.quick(), InetAddress::getAllByName, own)) {
        live.succeed(orders, 1);
        live.round();
        assertThat(live.delivery(orders, 1).attempts().getFirst().excerpt())
            .isEqualTo("not sent: the URL is of this payment gateway itself");
      }
      assertThat(shop.received).isEmpty();
    }
  }
}
