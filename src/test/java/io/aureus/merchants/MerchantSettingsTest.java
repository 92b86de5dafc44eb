package io.aureus.merchants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MerchantSettingsTest {
  private final TestDatabase database = TestDatabase.fresh();
  private final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-11-22T12:00:00Z"));
  private final TestMerchants node = new TestMerchants(database, clock);
  private final TestMerchants otherNode = new TestMerchants(database, clock);
  private final MerchantId shop = node.newMerchant("Shop");

  @AfterEach
  void close() {
    node.close();
    otherNode.close();
  }

  @Test
  void aChangeIsSeenHereAtOnceAndElsewhereInSeconds() {
    assertThat(otherNode.directory.known(shop).name()).isEqualTo("Shop");
    node.directory.known(shop);
    node.merchantSettings.change(
        shop, new MerchantChange(" New name ", 75, true, "SUCCEED", List.of("DAI-ERC20", "ETH")));
    node.merchantSettings.changeFee(shop, 80);
    Merchant changed =
        new Merchant(shop, "New name", List.of("DAI-ERC20", "ETH"), 80, 75, true, "SUCCEED");
    assertThat(node.directory.known(shop)).isEqualTo(changed);
    assertThat(otherNode.directory.known(shop).name()).isEqualTo("Shop");
    clock.advance(Duration.ofSeconds(5));
    assertThat(otherNode.directory.known(shop)).isEqualTo(changed);
  }

  @Test
  void aChangeThatIsRolledBackIsNotSeen() {
    node.directory.known(shop);
    database
        .transactions()
        .executeWithoutResult(
            status -> {
              node.merchantSettings.changeFee(shop, 80);
              status.setRollbackOnly();
            });
    assertThat(node.directory.known(shop).feeBps()).isZero();
  }

  @Test
  void refusesWhatMakesNoSenseAndSaysWhatWould() {
    refuses(ErrorCode.BAD_REQUEST, change(" ", 50, "", List.of("ETH")), "name must");
    refuses(ErrorCode.BAD_REQUEST, change("a\nb", 50, "", List.of("ETH")), "name must");
    refuses(ErrorCode.BAD_REQUEST, change("x".repeat(101), 50, "", List.of("ETH")), "name must");
    refuses(ErrorCode.BAD_REQUEST, change("Shop", -1, "", List.of("ETH")), "0 to 1000");
    refuses(ErrorCode.BAD_REQUEST, change("Shop", 1001, "", List.of("ETH")), "0 to 1000");
    refuses(ErrorCode.BAD_REQUEST, change("Shop", 50, "<b>", List.of("ETH")), "alias must");
    refuses(ErrorCode.BAD_REQUEST, change("Shop", 50, "", List.of()), "at least one");
    refuses(ErrorCode.BAD_REQUEST, change("Shop", 50, "", List.of("ETH", "ETH")), "once");
    refuses(ErrorCode.UNSUPPORTED, change("Shop", 50, "", List.of("DOGE")), "there is ETH,");
    assertThatThrownBy(() -> node.merchantSettings.changeFee(shop, 10_001))
        .isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> node.merchantSettings.changeFee(new MerchantId("mct-000000000000"), 1))
        .isInstanceOf(Refusal.class);
    assertThat(node.directory.known(shop).name()).isEqualTo("Shop");
  }

  @Test
  void anAssetThatTheOperatorSwitchedOffIsNotOffered() {
    List<Asset> fewer =
        TestMerchants.CATALOGUE.assets().stream()
            .filter(asset -> !asset.code().equals("USDT-ERC20"))
            .toList();
    var memory = new ShortMemory<MerchantId, Merchant>(clock, Duration.ZERO);
    var directory =
        new MerchantDirectory(
            new MerchantRows(node.jdbc), new Catalogue(fewer, Set.of("USD")), memory);
    assertThat(directory.known(shop).enabledAssets())
        .containsExactly("ETH", "USDC-ERC20", "DAI-ERC20");
  }

  @Test
  void anUnknownMerchantIsNotFoundAndNotRemembered() {
    MerchantId later = new MerchantId("mct-00000000000a");
    assertThat(node.directory.find(later)).isEmpty();
    new MerchantRows(node.jdbc)
        .add(new Merchant(later, "Later", List.of("ETH"), 0, 50, false, ""), clock.instant());
    assertThat(node.directory.find(later)).isPresent();
    assertThatThrownBy(() -> node.directory.known(new MerchantId("mct-00000000000b")))
        .isInstanceOf(IllegalStateException.class);
  }

  private static MerchantChange change(
      String name, int tolerance, String alias, List<String> assets) {
    return new MerchantChange(name, tolerance, false, alias, assets);
  }

  private void refuses(ErrorCode code, MerchantChange change, String words) {
    assertThatThrownBy(() -> node.merchantSettings.change(shop, change))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code))
        .hasMessageContaining(words);
  }
}
