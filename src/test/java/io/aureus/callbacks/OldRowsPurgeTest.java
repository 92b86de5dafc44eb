package io.aureus.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.orders.Milestone;
import io.aureus.orders.OrderState;
import io.aureus.testing.LeaseFence;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is forgotten after a while, and what never is. */
class OldRowsPurgeTest {
  private static final Duration KEEP = Duration.ofDays(90);

  @Test
  void oldTriesAndEventsGoAndTheirDeliveryStays() throws IOException {
    try (Post post = Post.allowingLoopback();
        Shop shop = Shop.answering(200)) {
      Orders orders = Orders.api(shop.url("/cb"));
      post.succeed(orders, 1);
      post.round();
      post.clock.advance(Duration.ofDays(60));
      post.succeed(orders, 2);
      post.round();
      Eventually.becomes(
          () -> post.feed.after(Orders.SHOP, "", 10).size() == 2, "both are in the feed");
      purge(post);
      assertThat(post.feed.after(Orders.SHOP, "", 10)).hasSize(2);
      assertThat(post.delivery(orders, 1).attempts()).hasSize(1);

      String first = post.feed.after(Orders.SHOP, "", 1).getFirst().cursor();
      post.clock.advance(Duration.ofDays(31));
      purge(post);
      assertThat(post.feed.after(Orders.SHOP, "", 10))
          .singleElement()
          .extracting(EventFeed.Event::orderId)
          .isEqualTo(Orders.id(2).value());
      assertThat(post.feed.after(Orders.SHOP, first, 10)).as("an old cursor goes on").hasSize(1);
      assertThat(post.delivery(orders, 1).state()).isEqualTo("DELIVERED");
      assertThat(post.delivery(orders, 1).attempts()).isEmpty();
      assertThat(post.delivery(orders, 2).attempts()).hasSize(1);
    }
  }

  @Test
  void manyGoInBatchesAndTheNewestEventStays() throws IOException {
    try (Post post = Post.allowingLoopback()) {
      for (int no = 1; no <= 3; no++) {
        post.announce(
            Milestone.QUOTED, Orders.api("https://s.example/").order(no, OrderState.WAITING));
      }
      post.database
          .jdbc()
          .sql(
              """
              insert into event (era, id, merchant, type, order_id, at, data)
              select 1, gen_random_uuid(), ?, 'order.quoted', 'x', ?::timestamptz, '{}'
                from generate_series(1, 2500)
              """)
          .params(Orders.SHOP.value(), Orders.START.toString())
          .update();
      post.clock.advance(Duration.ofDays(91));
      purge(post);
      assertThat(count(post)).as("it tells a restored database from this one").isEqualTo(1);
    }
  }

  @Test
  void lessThanAMonthIsNotKept() {
    assertThatThrownBy(() -> new KeepSettings(Duration.ofDays(29)))
        .hasMessage("aureus.callbacks.keep must be 30d or more, not 29d");
  }

  private static void purge(Post post) {
    OldRowsPurge purge = new OldRowsPurge(new OldRows(post.database.jdbc()), post.clock, KEEP);
    purge.run(LeaseFence.take(post.database, purge.name()));
  }

  private static int count(Post post) {
    return post.database.jdbc().sql("select count(*) from event").query(Integer.class).single();
  }
}
