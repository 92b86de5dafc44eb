package io.aureus.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.AdjustableClock;
import io.aureus.testing.LeaseFence;
import io.aureus.testing.TestDatabase;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenPurgeTest {
  private final TestDatabase database = TestDatabase.fresh();
  private final AdjustableClock clock = new AdjustableClock(Orders.NOON);
  private final CheckoutTokens tokens = new CheckoutTokens(database.jdbc(), new Random(7), clock);
  private final Order order = Orders.choosing();

  @Test
  void tokensThatHaveEndedAreForgottenAndOthersNot() {
    store();
    int many = 2_500;
    for (int i = 0; i < many; i++) {
      tokens.add("old" + i, order.id(), clock.instant().plus(Duration.ofDays(1)));
    }
    tokens.add("new", order.id(), clock.instant().plus(Duration.ofDays(2)));
    clock.advance(Duration.ofDays(1));
    purge();
    assertThat(count()).as("ended just now").isEqualTo(many + 1);
    clock.advance(Duration.ofHours(2));
    purge();
    assertThat(count()).isEqualTo(1);
    assertThat(tokens.orderOf("new")).contains(order.id());
  }

  private void store() {
    database
        .jdbc()
        .sql(
            """
            insert into orders values (?, 'm', 'ORDER', 'CHOOSING', 100, 'USD', false, null, null,
              null, null, false, 'AURPAY', 'API', null, null, 1, '', 80, 50, false, null,
              now(), now(), now(), 1)
            """)
        .params(order.id().value())
        .update();
  }

  private void purge() {
    TokenPurge purge = new TokenPurge(tokens, clock);
    purge.run(LeaseFence.take(database, purge.name()));
  }

  private int count() {
    return database.jdbc().sql("select count(*) from checkout_token").query(Integer.class).single();
  }
}
