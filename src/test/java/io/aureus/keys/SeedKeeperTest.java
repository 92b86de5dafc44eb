package io.aureus.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.money.CatalogueFile;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SeedKeeperTest {
  private static final Map<String, AddressSettings.Plan> COINS =
      new AddressSettings(AddressForm.BIP84, AddressForm.BIP86)
          .plans(
              CatalogueFile.read(
                  Map.of(
                      "BTC",
                      new CatalogueFile.Choice("mainnet", 0, Map.of()),
                      "LTC",
                      new CatalogueFile.Choice("regtest", 0, Map.of()))));
  private static final List<String> JUNK =
      List.of("test test test test test test test test test test test junk".split(" "));
  private final TestDatabase database = TestDatabase.fresh();
  private final SplittableRandom random = new SplittableRandom(5);
  private final SecretBox box = new AesGcmBox(new byte[32], random);

  @Test
  void derivesTheWellKnownAddressesOfTheTestMnemonicOnBothCurves() {
    for (Curve curve : new Curve[] {new NativeCurve(), new JavaCurve()}) {
      SeedKeeper keeper = keeper(curve);
      keeper.restore(JUNK);
      assertThat(keeper.addresses("evm", 0, 3))
          .containsExactly(
              "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266",
              "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
              "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC");
      assertThat(keeper.addresses("evm", 9, 1))
          .containsExactly("0xa0Ee7A142d267C1f36714E4a8F75612F20a79720");
    }
  }

  @Test
  void makesTwentyFourWordsOnceAndShowsThemOnce() {
    SeedKeeper keeper = keeper(Curve.best());
    keeper.createIfAbsent();
    keeper.createIfAbsent();
    assertThat(keeper.wasShown()).isFalse();
    assertThat(keeper.revealOnce().orElseThrow()).hasSize(24);
    assertThat(keeper.wasShown()).isTrue();
    assertThat(keeper.revealOnce()).isEmpty();
    assertThat(keeper(Curve.best()).revealOnce()).isEmpty();
  }

  @Test
  void findsTheSameAddressesFromTheWordsInAnotherDatabase() {
    SeedKeeper keeper = keeper(Curve.best());
    keeper.createIfAbsent();
    List<String> addresses = keeper.addresses("evm", 0, 5);
    SeedKeeper restored =
        new SeedKeeper(rows(TestDatabase.fresh()), box, Curve.best(), clock(), random, COINS);
    restored.restore(keeper.revealOnce().orElseThrow());
    assertThat(restored.addresses("evm", 0, 5)).isEqualTo(addresses).doesNotHaveDuplicates();
    assertThat(restored.accountKey("evm")).isEqualTo(keeper.accountKey("evm")).startsWith("xpub");
  }

  @Test
  void refusesToPutOtherWordsIntoADatabaseThatHasASeed() {
    SeedKeeper keeper = keeper(Curve.best());
    keeper.createIfAbsent();
    assertThatThrownBy(() -> keeper.restore(JUNK))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not those of the seed in this database")
        .hasMessageNotContaining("junk");
  }

  @Test
  void refusesAnotherFamilyAndARangeOutsideOfTheTree() {
    SeedKeeper keeper = keeper(Curve.best());
    keeper.createIfAbsent();
    assertThatThrownBy(() -> keeper.addresses("tron", 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> keeper.addresses("evm", -1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> keeper.addresses("evm", (1L << 31) - 1, 2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(keeper.addresses("evm", (1L << 31) - 1, 1)).hasSize(1);
  }

  private SeedKeeper keeper(Curve curve) {
    return new SeedKeeper(rows(database), box, curve, clock(), random, COINS);
  }

  private static KeyRows rows(TestDatabase database) {
    return new KeyRows(database.jdbc());
  }

  private static AdjustableClock clock() {
    return new AdjustableClock(Instant.parse("2026-01-01T00:00:00Z"));
  }
}
