package io.aureus.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLTransientConnectionException;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;

/** What went wrong on our side, as a shop's program reads it. */
class RepliesTest {
  private final Replies replies = new Replies(new Random(1), false);

  static Stream<Throwable> full() {
    SQLTransientConnectionException full =
        new SQLTransientConnectionException("request timed out after 10027ms (total=20)");
    return Stream.of(
        new CannotGetJdbcConnectionException("no connection", full),
        new CannotCreateTransactionException("no connection", full));
  }

  @ParameterizedTest
  @MethodSource("full")
  void moreThanTheDatabaseTakesAtOnceIsToBeAskedAgain(Throwable full) {
    Reply reply = replies.of(full);
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.headers()).containsEntry("Retry-After", "2");
    assertThat(reply.body()).contains("ask again", "Idempotency-Key").doesNotContain("10027");
  }

  @Test
  void aFaultIsToldByItsNumberAlone() {
    Reply reply = replies.of(new IllegalStateException("a secret"));
    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.body()).contains("incident ").doesNotContain("a secret");
  }
}
