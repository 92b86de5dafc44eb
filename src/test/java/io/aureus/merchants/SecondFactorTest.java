package io.aureus.merchants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The code of an authenticator app beside the password. */
class SecondFactorTest {
  private static final String EMAIL = "owner@shop.example";
  private static final String PASSWORD = "a long enough password";
  private static final String HOME = "203.0.113.7";

  private final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-03-01T10:00:00Z"));
  private final TestMerchants node = new TestMerchants(TestDatabase.fresh(), clock);
  private long person;

  @BeforeEach
  void owner() {
    node.demo.ensure(EMAIL, PASSWORD, "Shop");
    person = node.people.signIn(EMAIL, PASSWORD, HOME).id();
  }

  @AfterEach
  void close() {
    node.close();
  }

  /** Appendix B of RFC 6238, the last six of its eight digits. */
  @ParameterizedTest
  @CsvSource({
    "59, 287082",
    "1111111109, 081804",
    "1111111111, 050471",
    "1234567890, 005924",
    "2000000000, 279037",
    "20000000000, 353130"
  })
  void codesAreThoseOfTheStandard(long second, String code) {
    Bytes secret = Bytes.of("12345678901234567890".getBytes(StandardCharsets.US_ASCII));
    assertThat(Totp.code(secret, Totp.step(Instant.ofEpochSecond(second)))).isEqualTo(code);
  }

  /** Section 10 of RFC 4648. */
  @ParameterizedTest
  @CsvSource({"f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB"})
  void secretsAreWrittenInBase32(String plain, String written) {
    byte[] bytes = plain.getBytes(StandardCharsets.US_ASCII);
    assertThat(Base32.text(bytes)).isEqualTo(written);
    assertThat(Base32.bytes(written)).isEqualTo(bytes);
  }

  @Test
  void aCodeProvesTheAppBeforeItIsAskedFor() {
    String secret = node.people.freshFactor();
    refused(
        ErrorCode.BAD_REQUEST, people -> people.enrol(person, PASSWORD, secret, "000000", HOME));
    refused(
        ErrorCode.UNAUTHORIZED,
        people -> people.enrol(person, "wrong password here", secret, code(secret), HOME));
    assertThat(node.people.hasSecondFactor(person)).isFalse();
    assertThat(node.people.signIn(EMAIL, PASSWORD, HOME).id()).isEqualTo(person);
    assertThat(enrol(secret)).hasSize(10).allMatch(code -> code.matches("([A-Z2-7]{4}-){3}.{4}"));
    assertThat(node.people.hasSecondFactor(person)).isTrue();
    refused(ErrorCode.FORBIDDEN, people -> people.signIn(EMAIL, PASSWORD, HOME));
    refused(ErrorCode.UNAUTHORIZED, people -> people.signIn(EMAIL, PASSWORD, "000000", HOME));
    clock.advance(Duration.ofSeconds(30));
    assertThat(node.people.signIn(EMAIL, PASSWORD, code(secret), HOME).id()).isEqualTo(person);
    refused(ErrorCode.FORBIDDEN, people -> people.enrol(person, PASSWORD, secret, "1", HOME));
  }

  @Test
  void aCodeWorksOnceHoweverManyComeWithIt() throws Exception {
    String secret = node.people.freshFactor();
    enrol(secret);
    refused(ErrorCode.UNAUTHORIZED, p -> p.confirm(person, PASSWORD, code(secret), HOME));
    clock.advance(Duration.ofSeconds(30));
    List<Future<Boolean>> tries = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        tries.add(threads.submit(() -> node.secondFactors().accepts(person, code(secret))));
      }
    }
    int taken = 0;
    for (Future<Boolean> one : tries) {
      taken += one.get() ? 1 : 0;
    }
    assertThat(taken).isEqualTo(1);
  }

  @Test
  void aClockMayBeHalfAMinuteOff() {
    String secret = node.people.freshFactor();
    enrol(secret);
    clock.advance(Duration.ofMinutes(5));
    Bytes key = Bytes.of(Base32.bytes(secret));
    long now = Totp.step(clock.instant());
    assertThat(node.secondFactors().accepts(person, Totp.code(key, now - 2))).isFalse();
    assertThat(node.secondFactors().accepts(person, Totp.code(key, now + 2))).isFalse();
    assertThat(node.secondFactors().accepts(person, Totp.code(key, now - 1))).isTrue();
    assertThat(node.secondFactors().accepts(person, Totp.code(key, now + 1))).isTrue();
    assertThat(node.secondFactors().accepts(person, Totp.code(key, now))).isFalse();
  }

  @Test
  void aRecoveryCodeWorksOnceAndNewOnesVoidTheOld() {
    String secret = node.people.freshFactor();
    List<String> codes = enrol(secret);
    assertThat(node.people.signIn(EMAIL, PASSWORD, codes.getFirst(), HOME).id()).isEqualTo(person);
    refused(ErrorCode.UNAUTHORIZED, p -> p.signIn(EMAIL, PASSWORD, codes.getFirst(), HOME));
    assertThat(node.people.recoveryLeft(person)).isEqualTo(9);
    List<String> next = node.people.renewRecovery(person, PASSWORD, codes.get(1), HOME);
    refused(ErrorCode.UNAUTHORIZED, p -> p.signIn(EMAIL, PASSWORD, codes.get(2), HOME));
    node.people.signIn(EMAIL, PASSWORD, next.getFirst().toLowerCase(java.util.Locale.ROOT), HOME);
  }

  @Test
  void itIsSwitchedOffWithBothFactorsOnly() {
    String secret = node.people.freshFactor();
    enrol(secret);
    refused(ErrorCode.FORBIDDEN, p -> p.removeFactor(person, PASSWORD, "", HOME));
    clock.advance(Duration.ofSeconds(30));
    String code = code(secret);
    refused(ErrorCode.UNAUTHORIZED, p -> p.removeFactor(person, "wrong password", code, HOME));
    node.people.removeFactor(person, PASSWORD, code, HOME);
    assertThat(node.people.signIn(EMAIL, PASSWORD, HOME).id()).isEqualTo(person);
  }

  /** What a thief sets up later, or in place of another, is told apart from the owner's own. */
  @Test
  void onlyTheFirstAppWithinAnHourOfTheAccountComesWithIt() {
    clock.advance(Duration.ofMinutes(59));
    String secret = node.people.freshFactor();
    enrol(secret);
    assertThat(node.people.factorSince(person)).isEmpty();
    clock.advance(Duration.ofSeconds(30));
    node.people.removeFactor(person, PASSWORD, code(secret), HOME);
    enrol(node.people.freshFactor());
    assertThat(node.people.factorSince(person)).contains(clock.instant());

    node.demo.ensure("other@shop.example", PASSWORD, "Other");
    long other = node.people.signIn("other@shop.example", PASSWORD, HOME).id();
    clock.advance(Duration.ofHours(1));
    node.people.enrol(other, PASSWORD, secret, code(secret), HOME);
    assertThat(node.people.factorSince(other)).contains(clock.instant());
  }

  @Test
  void whatIsTakenOffAtTheMachineLeavesTheNextAppToWait() {
    enrol(node.people.freshFactor());
    LostApp lost = new LostApp(node.jdbc, new SecureRandom());
    long found = lost.person(" OWNER@shop.example").orElseThrow();
    String next =
        node.database
            .transactions()
            .execute(
                status -> {
                  assertThat(lost.takeOff(found)).isTrue();
                  return lost.newPassword(found, EMAIL);
                });
    refused(ErrorCode.UNAUTHORIZED, people -> people.signIn(EMAIL, PASSWORD, HOME));
    assertThat(node.people.signIn(EMAIL, next, HOME).id()).isEqualTo(person);
    assertThat(node.people.recoveryLeft(person)).isZero();
    String secret = node.people.freshFactor();
    node.people.enrol(person, next, secret, code(secret), HOME);
    assertThat(node.people.factorSince(person)).contains(clock.instant());
  }

  @Test
  void guessingCodesIsSlowed() {
    enrol(node.people.freshFactor());
    for (int i = 0; i < 11; i++) {
      refused(ErrorCode.UNAUTHORIZED, p -> p.confirm(person, PASSWORD, "123456", HOME));
    }
    refused(ErrorCode.TOO_MANY_REQUESTS, p -> p.confirm(person, PASSWORD, "123456", HOME));
  }

  @Test
  void theSecretLiesSealedAndTheRecoveryCodesHashed() {
    String secret = node.people.freshFactor();
    List<String> codes = enrol(secret);
    String stored =
        node.jdbc
            .sql(
                """
                select string_agg(encode(x, 'hex'), ' ') from (
                  select sealed as x from second_factor union all select hash from recovery_code) t
                """)
            .query(String.class)
            .single();
    assertThat(stored)
        .doesNotContain(HexFormat.of().formatHex(Base32.bytes(secret)))
        .doesNotContain(
            HexFormat.of().formatHex(codes.getFirst().getBytes(StandardCharsets.US_ASCII)));
  }

  private List<String> enrol(String secret) {
    return node.people.enrol(person, PASSWORD, secret, code(secret), HOME);
  }

  private String code(String secret) {
    return Totp.code(Bytes.of(Base32.bytes(secret)), Totp.step(clock.instant()));
  }

  private void refused(ErrorCode code, Consumer<People> deed) {
    assertThatThrownBy(() -> deed.accept(node.people))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }
}
