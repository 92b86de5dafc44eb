package io.aureus.merchants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may be kept out by whom. */
class LockOutTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final String EMAIL = "Owner@Example.com";
  private static final String PASSWORD = "correct horse battery";
  private static final String HOME = "192.0.2.1";

  private final TestDatabase database = TestDatabase.fresh();
  private final AdjustableClock clock = new AdjustableClock(NOON);
  private final TestMerchants node = new TestMerchants(database, clock);

  @AfterEach
  void close() {
    node.close();
  }

  private void owner() {
    String token = node.setupToken.issueIfNobody().orElseThrow();
    node.setupToken.redeem(token, EMAIL, PASSWORD, "My Shop");
  }

  /** One try in five minutes was enough to keep an owner out for as long as somebody liked. */
  @Test
  void aStrangerWhoKeepsFailingDoesNotLockTheOwnerOutWhereHeHasSignedInBefore() {
    owner();
    node.people.signIn(EMAIL, PASSWORD, HOME);
    for (int i = 0; i < 40; i++) {
      String from = "198.51.100." + i;
      node.throttle.attempt(EMAIL, from);
      clock.advance(Duration.ofMinutes(5).plusSeconds(1));
    }
    node.throttle.attempt(EMAIL, "198.51.100.99");
    refusedWithTime(() -> node.people.signIn(EMAIL, PASSWORD, "203.0.113.9"));
    assertThat(node.people.signIn(EMAIL, PASSWORD, HOME).email()).isEqualTo(EMAIL);
    // That does not give the stranger new tries.
    refusedWithTime(() -> node.throttle.attempt(EMAIL, "198.51.100.99"));
  }

  @Test
  void signInsThatFailAndBlocksAreInTheAuditLogAndSoAreThoseThatSucceed() {
    owner();
    refused(ErrorCode.UNAUTHORIZED, () -> node.people.signIn(EMAIL, PASSWORD + "!", HOME));
    refused(ErrorCode.UNAUTHORIZED, () -> node.people.signIn("x@y.z", PASSWORD, HOME));
    awaitDeed("sign-in failed", "wrong password from " + HOME);
    node.people.signIn(EMAIL, PASSWORD, HOME);
    awaitDeed("signed in", "");
    for (int i = 0; i < 11; i++) {
      node.throttle.attempt(EMAIL, "198.51.100.1");
    }
    assertThat(details("sign-in blocked")).singleElement().asString().startsWith("11 failures");
    assertThat(details("sign-in failed")).hasSize(1);
  }

  /** A failure is written down beside the answer. */
  private void awaitDeed(String deed, String details) {
    for (int i = 0; i < 600 && details(deed).isEmpty(); i++) {
      LockSupport.parkNanos(50_000_000);
    }
    assertThat(details(deed)).containsExactly(details);
  }

  private List<String> details(String deed) {
    return node.jdbc
        .sql("select details from audit_entry where deed = ? order by id")
        .param(deed)
        .query(String.class)
        .list();
  }

  @Test
  void guessingFromAnAddressThatTheOwnerUsesIsSlowedAsWell() {
    owner();
    node.people.signIn(EMAIL, PASSWORD, HOME);
    for (int i = 0; i < 11; i++) {
      node.throttle.attempt(EMAIL, HOME);
    }
    refusedWithTime(() -> node.people.signIn(EMAIL, PASSWORD, HOME));
    clock.advance(Duration.ofDays(91));
    new AccessCleaning(node.used, node.throttle, clock).run(new NoFence());
    assertThat(known()).isZero();
  }

  @Test
  void aNameThatNoDatabaseCanHoldIsNobodys() {
    owner();
    refused(ErrorCode.UNAUTHORIZED, () -> node.people.signIn("a\0b", PASSWORD, HOME));
  }

  private int known() {
    return node.jdbc.sql("select count(*) from known_sign_in").query(Integer.class).single();
  }

  private static void refused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  private static void refusedWithTime(ThrowingCallable call) {
    refused(ErrorCode.TOO_MANY_REQUESTS, call);
  }
}
