package io.aureus.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.callbacks.Deliveries.Listed;
import io.aureus.callbacks.Deliveries.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Callbacks and events as people page through them. */
class DeliveryListTest {
  private static final Orders ORDERS = Orders.api("http://127.0.0.1:9/done");

  private final Post post = Post.allowingLoopback();

  @AfterEach
  void close() throws Exception {
    post.close();
  }

  @Test
  void pagesGoDownAndUpOverEveryDeliveryWithItsTries() {
    for (int no = 1; no <= 7; no++) {
      post.succeed(ORDERS, no);
      if (no % 2 == 0) {
        post.clock.advance(Duration.ofSeconds(1));
      }
    }
    post.round();
    List<Listed> all = older(null, Deliveries.START, 100);
    assertThat(all)
        .hasSize(7)
        .extracting(Listed::key)
        .isSortedAccordingTo((a, b) -> b.compareTo(a));
    assertThat(all).anyMatch(one -> !one.delivery().attempts().isEmpty());
    List<Listed> paged = new ArrayList<>();
    for (List<Listed> page = older(null, Deliveries.START, 3);
        !page.isEmpty();
        page = older(null, page.getLast().key(), 3)) {
      paged.addAll(page);
    }
    assertThat(paged).isEqualTo(all);
    assertThat(post.deliveries.newer(Orders.SHOP, null, all.get(4).key(), 3))
        .isEqualTo(all.subList(1, 4));
    assertThat(older(State.SCHEDULED, Deliveries.START, 100)).isEqualTo(all);
    assertThat(older(State.GIVEN_UP, Deliveries.START, 100)).isEmpty();
    assertThat(post.deliveries.older(Orders.OTHER_SHOP, null, Deliveries.START, 100)).isEmpty();
  }

  @Test
  void theFeedIsReadBackwardsAsItWasTold() {
    for (int no = 1; no <= 5; no++) {
      post.succeed(ORDERS, no);
    }
    Eventually.becomes(
        () -> post.feed.after(Orders.SHOP, "", 100).size() == 5, "all events are told");
    List<EventFeed.Event> told = post.feed.after(Orders.SHOP, "", 100);
    assertThat(post.feed.before(Orders.SHOP, "", 100)).isEqualTo(told.reversed());
    assertThat(post.feed.before(Orders.SHOP, told.get(3).cursor(), 2))
        .containsExactly(told.get(2), told.get(1));
    assertThat(post.feed.before(Orders.OTHER_SHOP, "", 100)).isEmpty();
  }

  @Test
  void anIndexGivesEachPage() {
    for (String states : List.of("", " and state = 'GIVEN_UP'")) {
      String plan =
          post.database
              .transactions()
              .execute(
                  status -> {
                    post.database.jdbc().sql("set local enable_seqscan = off").update();
                    post.database.jdbc().sql("set local enable_sort = off").update();
                    return String.join(
                        "\n",
                        post.database
                            .jdbc()
                            .sql(
                                "explain select id from delivery where merchant = 'm'"
                                    + states
                                    + " and (created_at, id) < (now(), gen_random_uuid())"
                                    + " order by created_at desc, id desc limit 20")
                            .query(String.class)
                            .list());
                  });
      assertThat(plan).contains("Index").doesNotContain("Seq Scan", "Sort");
    }
  }

  private List<Listed> older(
      @org.jspecify.annotations.Nullable State state, String before, int most) {
    return post.deliveries.older(Orders.SHOP, state, before, most);
  }
}
