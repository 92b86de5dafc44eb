package io.aureus.merchants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Family A, and the life of keys, tokens and callback secrets. */
class CredentialsTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final TestDatabase database = TestDatabase.fresh();
  private final AdjustableClock clock = new AdjustableClock(NOON);
  private final TestMerchants node = new TestMerchants(database, clock);
  private final TestMerchants otherNode = new TestMerchants(database, clock);
  private final MerchantId shop = node.newMerchant("Shop");
  private final MerchantId otherShop = node.newMerchant("Other");

  @AfterEach
  void close() {
    node.close();
    otherNode.close();
  }

  @Test
  void secretsHaveTheShapesThatMerchantsProgramsKnow() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      NewApiKey key = node.credentials.createKey(shop, "AURPAY", Scope.KEY);
      NewApiToken token = node.credentials.createToken(shop, Scope.TOKEN);
      CallbackCredentials.Pair callback = node.credentials.rotateCallback(shop);
      assertThat(key.key()).matches("[A-Za-z0-9_-]{43}");
      assertThat(token.token()).matches("[A-Z0-9]{21}");
      assertThat(token.secret()).matches("[A-Za-z0-9]{32}");
      assertThat(callback.token()).matches("[A-Z0-9]{21}");
      assertThat(callback.secret()).matches("[A-Za-z0-9]{32}");
      seen.addAll(
          List.of(key.key(), token.token(), token.secret(), callback.token(), callback.secret()));
    }
    assertThat(seen).hasSize(100);
  }

  @Test
  void aKeyProvesItsMerchantInAnySpellingOfTheHeader() {
    NewApiKey key = node.credentials.createKey(shop, "AURPAY", Scope.KEY);
    for (String header : List.of("API-Key", "API-KEY", "API-key", "api-key", "Api-Key")) {
      Caller caller = byKey(node, header, key.key());
      assertThat(caller.merchant()).isEqualTo(shop);
      assertThat(caller.apiKeyId()).isEqualTo(key.id());
      assertThat(caller.credential()).isEqualTo("key:" + key.id());
      assertThat(caller.scopes()).isEqualTo(Scope.KEY).doesNotContain(Scope.PAYOUTS);
    }
  }

  @Test
  void aKeyIsRefusedWhereItIsUnknownEmptyOrAlmostRight() {
    NewApiKey key = node.credentials.createKey(shop, "AURPAY", Scope.KEY);
    String swapped = key.key().substring(0, 42) + (key.key().endsWith("A") ? "B" : "A");
    for (String wrong : List.of("", " ", "x", swapped, key.key() + "A", "' or 1=1 --", "\u0000")) {
      refused(ErrorCode.UNAUTHORIZED, () -> byKey(node, "API-Key", wrong));
    }
  }

  @Test
  void aRevokedKeyIsRefusedHereAtOnceAndElsewhereInSeconds() {
    NewApiKey key = node.credentials.createKey(shop, "AURPAY", Scope.KEY);
    assertThat(byKey(node, "API-Key", key.key()).merchant()).isEqualTo(shop);
    assertThat(byKey(otherNode, "API-Key", key.key()).merchant()).isEqualTo(shop);
    node.credentials.revokeKey(shop, key.id());
    refused(ErrorCode.UNAUTHORIZED, () -> byKey(node, "API-Key", key.key()));
    clock.advance(Duration.ofSeconds(5));
    refused(ErrorCode.UNAUTHORIZED, () -> byKey(otherNode, "API-Key", key.key()));
  }

  @Test
  void aRotatedKeyLivesOnForItsOverlapOnly() {
    NewApiKey old = node.credentials.createKey(shop, "WOOCOMMERCE", Scope.PLUGIN);
    NewApiKey next = node.credentials.rotateKey(shop, old.id(), Duration.ofHours(1));
    assertThat(byKey(node, "API-Key", old.key()).scopes()).isEqualTo(Scope.PLUGIN);
    assertThat(byKey(node, "API-Key", next.key()).scopes()).isEqualTo(Scope.PLUGIN);
    assertThat(node.credentials.apiKey(old.id())).contains(old.key());
    clock.advance(Duration.ofHours(1));
    refused(ErrorCode.UNAUTHORIZED, () -> byKey(node, "API-Key", old.key()));
    assertThat(node.credentials.apiKey(old.id())).isEmpty();
    NewApiKey last = node.credentials.rotateKey(shop, next.id(), Duration.ZERO);
    refused(ErrorCode.UNAUTHORIZED, () -> byKey(node, "API-Key", next.key()));
    assertThat(byKey(node, "API-Key", last.key()).merchant()).isEqualTo(shop);
    refused(ErrorCode.NOT_FOUND, () -> node.credentials.rotateKey(shop, next.id(), Duration.ZERO));
  }

  @Test
  void revokingAgainNeverBringsAKeyBack() {
    NewApiKey key = node.credentials.createKey(shop, "AURPAY", Scope.KEY);
    node.credentials.revokeKey(shop, key.id());
    clock.advance(Duration.ofHours(1));
    node.credentials.revokeKey(shop, key.id());
    assertThat(node.credentials.keys(shop).getFirst().revokedAt()).isEqualTo(NOON);
  }

  @Test
  void noMerchantTouchesTheKeysOfAnother() {
    NewApiKey key = node.credentials.createKey(shop, "AURPAY", Scope.KEY);
    NewApiToken token = node.credentials.createToken(shop, Scope.TOKEN);
    refused(ErrorCode.NOT_FOUND, () -> node.credentials.revokeKey(otherShop, key.id()));
    refused(
        ErrorCode.NOT_FOUND, () -> node.credentials.rotateKey(otherShop, key.id(), Duration.ZERO));
    refused(ErrorCode.NOT_FOUND, () -> node.credentials.revokeToken(otherShop, token.id()));
    refused(
        ErrorCode.NOT_FOUND,
        () -> node.credentials.rotateToken(otherShop, token.id(), Duration.ZERO));
    assertThat(node.credentials.keys(otherShop)).isEmpty();
    assertThat(node.credentials.tokens(otherShop)).isEmpty();
    assertThat(byKey(node, "API-Key", key.key()).merchant()).isEqualTo(shop);
  }

  @Test
  void noSecretLiesInTheDatabaseInTheClear() {
    NewApiKey key = node.credentials.createKey(shop, "AURPAY", Scope.KEY);
    NewApiToken token = node.credentials.createToken(shop, Scope.TOKEN);
    CallbackCredentials.Pair callback = node.credentials.rotateCallback(shop);
    List<String> rows = new ArrayList<>();
    for (String table : List.of("api_key", "api_token", "callback_credential")) {
      rows.addAll(node.jdbc.sql("select r::text from " + table + " r").query(String.class).list());
    }
    assertThat(rows).hasSize(3);
    for (String secret :
        List.of(key.key(), token.token(), token.secret(), callback.token(), callback.secret())) {
      String hex = HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8));
      assertThat(rows).noneMatch(row -> row.contains(secret) || row.contains(hex));
    }
  }

  @Test
  void nothingPrintsASecret() {
    NewApiKey key = node.credentials.createKey(shop, "AURPAY", Scope.KEY);
    NewApiToken token = node.credentials.createToken(shop, Scope.TOKEN);
    CallbackCredentials.Pair callback = node.credentials.rotateCallback(shop);
    StoredKey stored = node.store.key(key.key()).orElseThrow();
    String printed =
        key + " " + token + " " + callback + " " + stored + " " + node.store.token(token.token());
    assertThat(printed)
        .doesNotContain(
            key.key(), token.token(), token.secret(), callback.token(), callback.secret());
  }

  @Test
  void aSealedSecretThatWasMovedToAnotherMerchantDoesNotOpen() {
    NewApiKey key = node.credentials.createKey(shop, "AURPAY", Scope.KEY);
    NewApiKey foreign = node.credentials.createKey(otherShop, "AURPAY", Scope.KEY);
    node.jdbc
        .sql(
            "update api_key set sealed = (select sealed from api_key where id = :from) where id = :to")
        .param("from", foreign.id())
        .param("to", key.id())
        .update();
    assertThatThrownBy(() -> node.credentials.apiKey(key.id()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aCallbackGetsItsMerchantsOwnPairAndItsOrdersKey() {
    assertThat(node.credentials.of(shop)).isEmpty();
    CallbackCredentials.Pair first = node.credentials.rotateCallback(shop);
    assertThat(node.credentials.of(shop)).contains(first);
    CallbackCredentials.Pair second = node.credentials.rotateCallback(shop);
    assertThat(otherNode.credentials.of(shop)).contains(second).isNotEqualTo(first);
    assertThat(node.credentials.of(otherShop)).isEmpty();
    NewApiKey key = node.credentials.createKey(shop, "AURPAY", Scope.KEY);
    assertThat(node.credentials.apiKey(key.id())).contains(key.key());
    assertThat(node.credentials.apiKey(null)).isEmpty();
    assertThat(node.credentials.apiKey(Long.MAX_VALUE)).isEmpty();
    node.credentials.revokeKey(shop, key.id());
    assertThat(node.credentials.apiKey(key.id())).isEmpty();
  }

  @Test
  void theListShowsWhatAKeyIsAndWhenItWasUsedButNotTheKey() {
    NewApiKey key = node.credentials.createKey(shop, "woocommerce", Scope.PLUGIN);
    NewApiToken token = node.credentials.createToken(shop, Scope.TOKEN);
    clock.advance(Duration.ofMinutes(3));
    byKey(node, "API-Key", key.key());
    node.authentication.authenticate(
        Sent.get("/p", "").signed(token.token(), token.secret(), "2026-11-22T12:03:00Z"));
    node.lastUses.run(new NoFence());
    KeyInfo shown = node.credentials.keys(shop).getFirst();
    assertThat(shown.platform()).isEqualTo("WOOCOMMERCE");
    assertThat(shown.hint()).hasSize(4);
    assertThat(key.key()).endsWith(shown.hint());
    assertThat(shown.createdAt()).isEqualTo(NOON);
    assertThat(shown.lastUsedAt()).isEqualTo(NOON.plusSeconds(180));
    assertThat(shown.revokedAt()).isNull();
    assertThat(node.credentials.tokens(shop).getFirst().lastUsedAt())
        .isEqualTo(NOON.plusSeconds(180));
  }

  @Test
  void refusesAPlatformOrScopesThatMakeNoSense() {
    for (String platform : List.of("", "a b", "x/y", "é", "A".repeat(41))) {
      refused(
          ErrorCode.BAD_REQUEST, () -> node.credentials.createKey(shop, platform, Scope.PLUGIN));
    }
    refused(ErrorCode.BAD_REQUEST, () -> node.credentials.createKey(shop, "AURPAY", Set.of()));
    refused(
        ErrorCode.BAD_REQUEST,
        () -> {
          NewApiKey key = node.credentials.createKey(shop, "AURPAY", Scope.KEY);
          node.credentials.rotateKey(shop, key.id(), Duration.ofDays(31));
        });
    refused(
        ErrorCode.NOT_FOUND,
        () ->
            node.credentials.createKey(new MerchantId("mct-000000000000"), "AURPAY", Scope.PLUGIN));
  }

  /** SHKeeper's key went out with its callbacks: what travels like that must move no money. */
  @Test
  void aKeyOfAPluginCanBeGivenNothingThatIsNearerToMoneyThanOrders() {
    for (Scope scope : Scope.values()) {
      if (!Scope.PLUGIN.contains(scope)) {
        refused(
            ErrorCode.BAD_REQUEST,
            () ->
                node.credentials.createKey(shop, "WooCommerce", Set.of(Scope.ORDERS_READ, scope)));
      }
    }
    assertThat(node.credentials.keys(shop)).isEmpty();
    node.credentials.createKey(shop, "WooCommerce", Scope.PLUGIN);
    node.credentials.createKey(shop, Credentials.OWN_PLATFORM, Set.of(Scope.PAYOUTS));
    assertThat(node.credentials.keys(shop)).hasSize(2);
  }

  @Test
  void aMerchantHasAtMostFiftyGoodKeys() {
    List<NewApiKey> keys = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      keys.add(node.credentials.createKey(shop, "P" + i, Scope.PLUGIN));
    }
    refused(ErrorCode.CONFLICT, () -> node.credentials.createKey(shop, "ONE-MORE", Scope.PLUGIN));
    node.credentials.revokeKey(shop, keys.getFirst().id());
    assertThat(node.credentials.createKey(shop, "ONE-MORE", Scope.PLUGIN).key()).hasSize(43);
  }

  @Test
  void aPluginsSettingsPageLearnsWhetherItsKeyIsGood() {
    String woo = node.credentials.createKey(shop, "WOOCOMMERCE", Scope.PLUGIN).key();
    String own = node.credentials.createKey(shop, "AURPAY", Scope.KEY).key();
    String reading = node.credentials.createKey(shop, "AURPAY", Set.of(Scope.ORDERS_READ)).key();
    NewApiKey revoked = node.credentials.createKey(shop, "WOOCOMMERCE", Scope.PLUGIN);
    node.credentials.revokeKey(shop, revoked.id());
    assertThat(node.keyCheck.isValid("WOOCOMMERCE", woo, "")).isTrue();
    assertThat(node.keyCheck.isValid("WooCommerce", woo, shop.value())).isTrue();
    assertThat(node.keyCheck.isValid("EASYDIGITALDOWNLOADS", own, shop.value())).isTrue();
    assertThat(node.keyCheck.isValid("EASYDIGITALDOWNLOADS", woo, "")).isFalse();
    assertThat(node.keyCheck.isValid("WOOCOMMERCE", woo, otherShop.value())).isFalse();
    assertThat(node.keyCheck.isValid("WOOCOMMERCE", reading, "")).isFalse();
    assertThat(node.keyCheck.isValid("WOOCOMMERCE", revoked.key(), "")).isFalse();
    assertThat(node.keyCheck.isValid("WOOCOMMERCE", "", "")).isFalse();
    assertThat(node.keyCheck.isValid("", "nonsense", "nonsense")).isFalse();
  }

  private static Caller byKey(TestMerchants on, String header, String key) {
    return on.authentication.authenticate(Sent.post("/p", "{}").with(header, key));
  }

  private static void refused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }
}
