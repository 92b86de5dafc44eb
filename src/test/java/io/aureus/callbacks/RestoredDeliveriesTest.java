package io.aureus.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.orders.Milestone;
import io.aureus.orders.OrderState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A membership that is extended twice because a machine was restored is a loss of the shop. */
class RestoredDeliveriesTest {
  private static final String URL = "https://shop.example/paid";
  private static final Orders MEMBERSHIPS = Orders.plugin("PAIDMEMBERSHIPSPRO", URL);
  private static final Orders OTHERS = Orders.plugin("WOOCOMMERCE", URL);

  private final Post post = Post.allowingLoopback();

  @AfterEach
  void close() throws Exception {
    post.close();
  }

  @Test
  void whatWasDueAndHurtsWhenRepeatedWaitsForAPersonAndTheRestIsTold() {
    post.succeed(MEMBERSHIPS, 1);
    post.succeed(OTHERS, 2);
    assertThat(giveUpDue()).isEqualTo(1);
    assertThat(giveUpDue()).isZero();
    Deliveries.Delivery held = post.delivery(MEMBERSHIPS, 1);
    assertThat(held.state()).isEqualTo("GIVEN_UP");
    assertThat(held.attempts().getFirst().excerpt()).contains("restored from a back-up");
    assertThat(post.delivery(OTHERS, 2).state()).isEqualTo("SCHEDULED");
    Eventually.becomes(() -> types().contains("callback.given_up"), "the event is shown");
    post.deliveries.redeliver(Orders.SHOP, held.id());
    assertThat(post.delivery(MEMBERSHIPS, 1).state()).isEqualTo("SCHEDULED");
  }

  @Test
  void anOrderOfTheBackupThatSucceedsOnlyNowMayHaveBeenToldByTheMachineBefore() {
    restored(Orders.START.plus(Duration.ofMinutes(1)), Orders.START.plus(Duration.ofDays(1)));
    post.succeed(MEMBERSHIPS, 1);
    post.succeed(OTHERS, 2);
    assertThat(post.delivery(MEMBERSHIPS, 1).state()).isEqualTo("GIVEN_UP");
    assertThat(post.delivery(OTHERS, 2).state()).isEqualTo("SCHEDULED");
    post.announce(Milestone.RESOLVED, MEMBERSHIPS.order(1, OrderState.RESOLVED));
    assertThat(post.delivery(MEMBERSHIPS, 1).attempts()).hasSize(1);
  }

  @Test
  void anOrderThatIsNewerThanTheBackupIsTold() {
    restored(Orders.START.minus(Duration.ofDays(1)), Orders.START.minus(Duration.ofHours(1)));
    post.succeed(MEMBERSHIPS, 1);
    assertThat(post.delivery(MEMBERSHIPS, 1).state()).isEqualTo("SCHEDULED");
  }

  @Test
  void anOrderThatWentOnLongAfterTheRestoreIsTold() {
    restored(Orders.START, Orders.START.plus(Duration.ofSeconds(1)).minus(Duration.ofHours(2)));
    post.succeed(MEMBERSHIPS, 1);
    assertThat(post.delivery(MEMBERSHIPS, 1).state()).isEqualTo("SCHEDULED");
  }

  private int giveUpDue() {
    Integer given =
        post.database
            .transactions()
            .execute(
                status ->
                    new RestoredDeliveries(post.database.jdbc(), post.clock, new Random(1))
                        .giveUpDue());
    return given == null ? -1 : given;
  }

  private List<String> types() {
    return post.feed.after(Orders.SHOP, "", 10).stream().map(EventFeed.Event::type).toList();
  }

  private void restored(Instant made, Instant done) {
    post.database
        .jdbc()
        .sql("insert into restoration values ('b', ?::timestamptz, ?::timestamptz)")
        .params(made.toString(), done.toString())
        .update();
  }
}
