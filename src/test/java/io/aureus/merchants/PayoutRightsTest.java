package io.aureus.merchants;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.AdjustableClock;
import io.aureus.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever was shut out must not go on moving money by what he asked for before. */
class PayoutRightsTest {
  private final TestDatabase database = TestDatabase.fresh();
  private final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-11-22T12:00:00Z"));
  private final TestMerchants node = new TestMerchants(database, clock);
  private final PayoutRights rights = node.setup.payoutRights(node.store, node.jdbc, clock);
  private final Person owner =
      node.setupToken.redeem(
          node.setupToken.issueIfNobody().orElseThrow(),
          "o@example.com",
          "a good long one",
          "Shop");
  private final MerchantId shop = owner.memberships().getFirst().merchant();

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void aTokenHasThemUntilItIsRevoked() {
    long token = node.credentials.createToken(shop, Scope.TOKEN).id();
    assertThat(rights.has(shop, "token:" + token)).isTrue();
    assertThat(rights.has(node.newMerchant("Other"), "token:" + token)).isFalse();
    node.credentials.rotateToken(shop, token, Duration.ofHours(1));
    assertThat(rights.has(shop, "token:" + token)).isTrue();
    clock.advance(Duration.ofHours(1));
    assertThat(rights.has(shop, "token:" + token)).isFalse();
    long other = node.credentials.createToken(shop, Scope.KEY).id();
    assertThat(rights.has(shop, "token:" + other)).as("without the scope").isFalse();
  }

  @Test
  void aKeyHasThemWhereThatIsSwitchedOn() {
    long key = node.credentials.createKey(shop, Credentials.OWN_PLATFORM, Scope.TOKEN).id();
    assertThat(rights.has(shop, "key:" + key)).isFalse();
    node.jdbc.sql("update merchant set key_payouts = true").update();
    assertThat(rights.has(shop, "key:" + key)).isTrue();
    node.credentials.revokeKey(shop, key);
    assertThat(rights.has(shop, "key:" + key)).isFalse();
  }

  @Test
  void aPersonHasThemWhileHeMayChangeThings() {
    String actor = "person:" + owner.id();
    assertThat(rights.has(shop, actor)).isTrue();
    assertThat(rights.has(node.newMerchant("Other"), actor)).isFalse();
    node.jdbc.sql("update membership set role = 'VIEWER'").update();
    assertThat(rights.has(shop, actor)).isFalse();
    node.jdbc.sql("delete from membership").update();
    assertThat(rights.has(shop, actor)).isFalse();
    assertThat(rights.has(shop, "person:0")).isFalse();
    assertThat(rights.has(shop, "operator")).isFalse();
  }
}
