package io.aureus.merchants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PeopleTest {
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

  private Person owner() {
    String token = node.setupToken.issueIfNobody().orElseThrow();
    return node.setupToken.redeem(token, EMAIL, PASSWORD, "My Shop");
  }

  /** LNbits 3751: whoever reached a fresh server first became its administrator. */
  @Test
  void theFirstAccountNeedsTheTokenFromTheConsole() {
    String token = node.setupToken.issueIfNobody().orElseThrow();
    assertThat(token).matches("[A-Za-z0-9_-]{43}");
    for (String wrong : List.of("", "guess", token.substring(1), token + "A")) {
      refused(
          ErrorCode.UNAUTHORIZED, () -> node.setupToken.redeem(wrong, EMAIL, PASSWORD, "My Shop"));
    }
    assertThat(node.people.anybody()).isFalse();
    Person owner = node.setupToken.redeem(token, EMAIL, PASSWORD, "My Shop");
    assertThat(owner.email()).isEqualTo(EMAIL);
    Person.Membership membership = owner.memberships().getFirst();
    assertThat(membership.role()).isEqualTo(Role.OWNER);
    Merchant merchant = node.directory.known(membership.merchant());
    assertThat(merchant.name()).isEqualTo("My Shop");
    assertThat(merchant.enabledAssets())
        .containsExactly("ETH", "USDT-ERC20", "USDC-ERC20", "DAI-ERC20");
    assertThat(merchant.feeBps()).isZero();
    assertThat(merchant.toleranceBps()).isEqualTo(50);
  }

  /** LNbits 3751 again: the second registration is closed, whatever token is shown. */
  @Test
  void thereIsNoSecondRegistration() {
    String one = node.setupToken.issueIfNobody().orElseThrow();
    String other = node.setupToken.issueIfNobody().orElseThrow();
    node.setupToken.redeem(one, EMAIL, PASSWORD, "My Shop");
    assertThat(node.setupToken.issueIfNobody()).isEmpty();
    for (String token : List.of(one, other)) {
      refused(
          ErrorCode.CONFLICT,
          () -> node.setupToken.redeem(token, "thief@example.com", PASSWORD, "Mine"));
    }
    assertThat(count("setup_token")).isZero();
    assertThat(count("person")).isEqualTo(1);
  }

  @Test
  void ofManySimultaneousRegistrationsOneIsMade() throws Exception {
    String token = node.setupToken.issueIfNobody().orElseThrow();
    int made = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> answers = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        String email = "owner" + i + "@example.com";
        answers.add(
            threads.submit(
                () ->
                    catchThrowable(() -> node.setupToken.redeem(token, email, PASSWORD, "My Shop"))
                        == null));
      }
      for (Future<Boolean> answer : answers) {
        made += answer.get() ? 1 : 0;
      }
    }
    assertThat(made).isEqualTo(1);
    assertThat(count("person")).isEqualTo(1);
    assertThat(count("merchant")).isEqualTo(1);
  }

  @Test
  void aRegistrationThatFailsLeavesNothingAndKeepsTheToken() {
    String token = node.setupToken.issueIfNobody().orElseThrow();
    refused(ErrorCode.BAD_REQUEST, () -> node.setupToken.redeem(token, EMAIL, "short", "Shop"));
    refused(ErrorCode.BAD_REQUEST, () -> node.setupToken.redeem(token, "no", PASSWORD, "Shop"));
    refused(ErrorCode.BAD_REQUEST, () -> node.setupToken.redeem(token, EMAIL, PASSWORD, " "));
    assertThat(count("person") + count("merchant")).isZero();
    assertThat(node.setupToken.redeem(token, EMAIL, PASSWORD, "Shop").id()).isPositive();
  }

  @Test
  void aPasswordHasTwelveCharactersAndIsNotTheEmail() {
    String token = node.setupToken.issueIfNobody().orElseThrow();
    for (String bad : List.of("", "elevenchars", EMAIL, "owner@EXAMPLE.com", "x".repeat(201))) {
      refused(ErrorCode.BAD_REQUEST, () -> node.setupToken.redeem(token, EMAIL, bad, "My Shop"));
    }
    // Twelve people, two chars each in Java.
    assertThat(node.setupToken.redeem(token, EMAIL, "\uD83D\uDE00".repeat(12), "S").id())
        .isPositive();
  }

  @Test
  void passwordsLieThereAsArgon2id() {
    Person owner = owner();
    String hash =
        node.jdbc
            .sql("select password_hash from person where id = :id")
            .param("id", owner.id())
            .query(String.class)
            .single();
    assertThat(hash).startsWith("$argon2id$v=19$m=16384,t=2,p=1$").doesNotContain(PASSWORD);
  }

  @Test
  void signsInWithTheRightPasswordInAnyCaseOfTheEmail() {
    Person owner = owner();
    assertThat(node.people.signIn("owner@example.com", PASSWORD, HOME)).isEqualTo(owner);
    assertThat(node.people.signIn(" OWNER@EXAMPLE.COM ", PASSWORD, HOME)).isEqualTo(owner);
    assertThat(node.people.find(owner.id())).contains(owner);
    assertThat(node.people.find(99)).isEmpty();
  }

  @Test
  void aWrongPasswordAndAnUnknownAccountAreRefusedInTheSameWords() {
    owner();
    Throwable wrong = catchThrowable(() -> node.people.signIn(EMAIL, PASSWORD + "!", HOME));
    Throwable unknown = catchThrowable(() -> node.people.signIn("x@y.z", PASSWORD, HOME));
    Throwable huge = catchThrowable(() -> node.people.signIn(EMAIL, "x".repeat(100_000), HOME));
    assertThat(wrong).isInstanceOf(Refusal.class).hasMessage("%s", unknown.getMessage());
    assertThat(huge).hasMessage("%s", wrong.getMessage());
    refused(ErrorCode.UNAUTHORIZED, () -> node.people.signIn(EMAIL, "", HOME));
  }

  @Test
  void guessingIsSlowedPerAccountWhateverTheAddress() {
    owner();
    for (int i = 0; i < 11; i++) {
      String from = "198.51.100." + i;
      refused(ErrorCode.UNAUTHORIZED, () -> node.people.signIn(EMAIL, "wrong", from));
    }
    refusedWithTime(() -> node.people.signIn(EMAIL, PASSWORD, "203.0.113.9"));
    // Another account is not slowed.
    refused(ErrorCode.UNAUTHORIZED, () -> node.people.signIn("other@b.c", PASSWORD, HOME));
    clock.advance(Duration.ofSeconds(6));
    assertThat(node.people.signIn(EMAIL, PASSWORD, HOME).email()).isEqualTo(EMAIL);
    // The count starts anew.
    refused(ErrorCode.UNAUTHORIZED, () -> node.people.signIn(EMAIL, "wrong", HOME));
    assertThat(node.people.signIn(EMAIL, PASSWORD, HOME).email()).isEqualTo(EMAIL);
  }

  @Test
  void guessingIsSlowedPerAddressWhateverTheAccount() {
    for (int i = 0; i < 31; i++) {
      String email = "a" + i + "@example.com";
      // Without the cost of hashing: only the counting matters here.
      node.throttle.attempt(email, "2001:db8:1:2:" + i + "::1");
    }
    refusedWithTime(() -> node.throttle.attempt("b@example.com", "2001:db8:1:2:ffff::9"));
    node.throttle.attempt("b@example.com", "2001:db8:1:3::1");
  }

  @Test
  void blocksGrowButHaveAnEnd() {
    Instant start = clock.instant();
    for (int i = 0; i < 40; i++) {
      Throwable refused = catchThrowable(() -> node.throttle.attempt("a@b.c", HOME));
      if (refused instanceof Refusal refusal && refusal.retryAfter() != null) {
        assertThat(refusal.retryAfter()).isLessThanOrEqualTo(Duration.ofMinutes(16));
        clock.advance(refusal.retryAfter());
      }
    }
    assertThat(Duration.between(start, clock.instant())).isGreaterThan(Duration.ofMinutes(30));
    clock.advance(Duration.ofHours(2));
    for (int i = 0; i < 5; i++) {
      node.throttle.attempt("a@b.c", HOME);
    }
  }

  @Test
  void manyGuessesAtOnceGainNothing() throws Exception {
    int through = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> answers = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        String from = "198.51.100." + i;
        answers.add(
            threads.submit(() -> catchThrowable(() -> node.throttle.attempt(EMAIL, from)) == null));
      }
      for (Future<Boolean> answer : answers) {
        through += answer.get() ? 1 : 0;
      }
    }
    assertThat(through).isEqualTo(11);
  }

  @Test
  void oldFailuresAreForgotten() {
    node.throttle.attempt("a@b.c", HOME);
    assertThat(count("sign_in_attempt")).isEqualTo(2);
    clock.advance(Duration.ofHours(3));
    new AccessCleaning(node.used, node.throttle, clock).run(new NoFence());
    assertThat(count("sign_in_attempt")).isZero();
  }

  @Test
  void aPasswordIsChangedByWhoKnowsTheCurrentOne() {
    Person owner = owner();
    String next = "another long password";
    refused(
        ErrorCode.UNAUTHORIZED,
        () -> node.people.changePassword(owner.id(), "wrong wrong wrong", next, HOME));
    refused(
        ErrorCode.BAD_REQUEST,
        () -> node.people.changePassword(owner.id(), PASSWORD, "short", HOME));
    node.people.changePassword(owner.id(), PASSWORD, next, HOME);
    refused(ErrorCode.UNAUTHORIZED, () -> node.people.signIn(EMAIL, PASSWORD, HOME));
    assertThat(node.people.signIn(EMAIL, next, HOME)).isEqualTo(owner);
  }

  /** BTCPay 2.4.2: basic authentication took a password without its second factor. */
  @Test
  void aPasswordAloneOpensNothingWhereThereIsASecondFactor() {
    Person owner = owner();
    node.jdbc.sql("update person set second_factor = true").update();
    refused(ErrorCode.FORBIDDEN, () -> node.people.signIn(EMAIL, PASSWORD, HOME));
    refused(ErrorCode.FORBIDDEN, () -> node.keyGrants.grant(EMAIL, PASSWORD, "aurpay", HOME));
    refused(
        ErrorCode.FORBIDDEN,
        () -> node.people.changePassword(owner.id(), PASSWORD, "another long password", HOME));
    assertThat(count("api_key")).isZero();
  }

  /** BTCPay 2.4.2: that password then gave unrestricted access. */
  @Test
  void aPasswordAloneNeverYieldsAScopeThatComesNearMoney() {
    Person owner = owner();
    MerchantId shop = owner.memberships().getFirst().merchant();
    // A stronger key of the same platform is there, and must not be the answer.
    NewApiKey strong = node.credentials.createKey(shop, "AURPAY", Scope.TOKEN);
    KeyGrants.Grant grant = node.keyGrants.grant(EMAIL, PASSWORD, "aurpay", HOME);
    assertThat(grant.key().key()).isNotEqualTo(strong.key());
    Caller caller =
        node.authentication.authenticate(Sent.post("/p", "").with("API-Key", grant.key().key()));
    assertThat(caller.merchant()).isEqualTo(shop);
    assertThat(caller.scopes()).containsExactlyInAnyOrder(Scope.ORDERS_CREATE, Scope.ORDERS_READ);
    refused(ErrorCode.FORBIDDEN, () -> caller.must(Scope.PAYOUTS));
    refused(
        ErrorCode.UNAUTHORIZED,
        () ->
            node.authentication.authenticate(
                Sent.post("/p", "").with("API-Key", grant.accessToken())));
  }

  @Test
  void repeatedGrantsGiveTheSameKeyPerPlatform() {
    owner();
    KeyGrants.Grant first = node.keyGrants.grant(EMAIL, PASSWORD, "aurpay", HOME);
    KeyGrants.Grant again = node.keyGrants.grant(EMAIL, PASSWORD, "AURPAY", HOME);
    KeyGrants.Grant other = node.keyGrants.grant(EMAIL, PASSWORD, "woocommerce", HOME);
    assertThat(again.key()).isEqualTo(first.key());
    assertThat(other.key()).isNotEqualTo(first.key());
    node.credentials.revokeKey(first.merchant(), first.key().id());
    assertThat(node.keyGrants.grant(EMAIL, PASSWORD, "aurpay", HOME).key())
        .isNotEqualTo(first.key());
    assertThat(count("api_key")).isEqualTo(3);
  }

  @Test
  void aWrongPasswordYieldsNoGrantAndIsCounted() {
    owner();
    for (int i = 0; i < 11; i++) {
      refused(ErrorCode.UNAUTHORIZED, () -> node.keyGrants.grant(EMAIL, "wrong", "aurpay", HOME));
    }
    refusedWithTime(() -> node.keyGrants.grant(EMAIL, PASSWORD, "aurpay", HOME));
    assertThat(count("api_key")).isZero();
  }

  @Test
  void oneWhoMayOnlyReadGetsNoKey() {
    owner();
    node.jdbc.sql("update membership set role = 'VIEWER'").update();
    refused(ErrorCode.FORBIDDEN, () -> node.keyGrants.grant(EMAIL, PASSWORD, "aurpay", HOME));
  }

  @Test
  void theAccessTokenIsAJwtForTheMerchantThatEndsInHours() {
    owner();
    KeyGrants.Grant grant = node.keyGrants.grant(EMAIL, PASSWORD, "aurpay", HOME);
    String[] parts = grant.accessToken().split("\\.");
    assertThat(parts).hasSize(3);
    assertThat(decoded(parts[0])).isEqualTo("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
    assertThat(decoded(parts[1]))
        .isEqualTo(
            "{\"sub\":\"%s\",\"iat\":%d,\"exp\":%d}"
                .formatted(
                    grant.merchant(), NOON.getEpochSecond(), NOON.getEpochSecond() + 12 * 3600));
    Seals seals = node.store.seals();
    Bytes stored = node.store.callbacks().ownSecret("access-token", Bytes.of(new byte[] {1}));
    byte[] secret = seals.openOwn(stored, "access-token").array();
    assertThat(secret).hasSize(32);
    String standard = parts[2].replace('-', '+').replace('_', '/') + "=";
    assertThat(standard).isEqualTo(hmac(secret, parts[0] + "." + parts[1]));
  }

  @Test
  void theDemosMerchantComesWithEverythingThatWorks() {
    DemoMerchant.Shop shop = node.demo.ensure("demo@example.com", PASSWORD, "Demo shop");
    assertThat(node.people.signIn("demo@example.com", PASSWORD, HOME).memberships())
        .containsExactly(new Person.Membership(shop.merchant(), Role.OWNER));
    assertThat(
            node.authentication
                .authenticate(Sent.post("/p", "{}").with("API-Key", shop.key().key()))
                .merchant())
        .isEqualTo(shop.merchant());
    Sent signed =
        Sent.post("/p", "{}")
            .signed(shop.token().token(), shop.token().secret(), "2026-11-22T12:00:00Z");
    assertThat(node.authentication.authenticate(signed).merchant()).isEqualTo(shop.merchant());
    assertThat(node.credentials.of(shop.merchant())).contains(shop.callback());
    assertThat(node.setupToken.issueIfNobody()).isEmpty();
    DemoMerchant.Shop again = node.demo.ensure("demo@example.com", "other password!", "Demo");
    assertThat(again.merchant()).isEqualTo(shop.merchant());
    assertThat(node.people.signIn("demo@example.com", "other password!", HOME).email())
        .isEqualTo("demo@example.com");
    assertThat(shop.toString()).doesNotContain(PASSWORD, shop.key().key());
  }

  private int count(String table) {
    return node.jdbc.sql("select count(*) from " + table).query(Integer.class).single();
  }

  private static String decoded(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }

  private static String hmac(byte[] secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void refused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  private static void refusedWithTime(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(ErrorCode.TOO_MANY_REQUESTS);
              assertThat(refusal.retryAfter()).isPositive();
            });
  }
}
