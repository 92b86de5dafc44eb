package io.aureus.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.money.Chain;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our own accounts of Bitcoin's kind, by the vectors of BIP49, BIP84 and BIP86. */
class CoinAccountTest {
  private static final List<String> ABOUT =
      List.of(
          ("abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon"
                  + " about")
              .split(" "));

  private static Chain bitcoin(String network) {
    return new Chain("BTC", "Bitcoin", "bitcoin", network, 0, 2);
  }

  private static SeedKeeper keeper(Chain chain, AddressForm form) {
    SplittableRandom random = new SplittableRandom(5);
    SeedKeeper keeper =
        new SeedKeeper(
            new KeyRows(TestDatabase.fresh().jdbc()),
            new AesGcmBox(new byte[32], random),
            Curve.best(),
            new AdjustableClock(Instant.parse("2026-01-01T00:00:00Z")),
            random,
            Map.of(chain.family(), new AddressSettings.Plan(chain, form)));
    keeper.restore(ABOUT);
    return keeper;
  }

  @ParameterizedTest
  @CsvSource({
    "BIP84, bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu, bc1qnjg0jd8228aq7egyzacy8cys3knf9xvrerkf9g,"
        + " bc1q8c6fshw2dlwun7ekn9qwf37cu2rn755upcp6el",
    "BIP86, bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr,"
        + " bc1p4qhjn9zdvkux4e44uhx8tc55attvtyu358kutcqkudyccelu0was9fqzwh,"
        + " bc1p3qkhfews2uk44qtvauqyr2ttdsw7svhkl9nkm9s9c3x4ax5h60wqwruhk7"
  })
  void derivesTheAddressesOfTheVectors(
      AddressForm form, String first, String second, String change) {
    SeedKeeper keeper = keeper(bitcoin("mainnet"), form);
    assertThat(keeper.addresses("bitcoin", 0, 2)).containsExactly(first, second);
    assertThat(keeper.addresses("bitcoin", 1, 1)).containsExactly(second);
    assertThat(keeper.change("bitcoin", 0, 1)).containsExactly(change);
    assertThat(keeper.hotAddress("bitcoin")).isEqualTo(change);
  }

  @Test
  void derivesTheVectorOfBip49OnATestNetwork() {
    SeedKeeper keeper = keeper(bitcoin("testnet"), AddressForm.BIP49);
    assertThat(keeper.addresses("bitcoin", 0, 1))
        .containsExactly("2Mww8dCYPUpKHofjgcXcBCEGmniw9CoaiD2");
    assertThat(keeper.accountKey("bitcoin"))
        .contains(
            "tpubDD7tXK8KeQ3YY83yWq755fHY2JW8Ha8Q765tknUM5rSvjPcGWfUppDFMpQ1ScziKfW3ZNtZvAD7M3u7bSs"
                + "7HofjTD3KP3YxPK7X6hwV8Rk2");
  }

  @Test
  void readsItsOwnAccountBackFromTheDescriptorThatASignerTells() {
    SeedKeeper keeper = keeper(bitcoin("mainnet"), AddressForm.BIP86);
    String told = keeper.accountKey("bitcoin");
    assertThat(told)
        .startsWith(
            "tr([73c5da0a/86h/0h/0h]xpub6BgBgsespWvERF3LHQu6CnqdvfEvtMcQjYrcRzx53QJjSxarj2afYWcLte"
                + "oGVky7D3UKDP9QyrLprQ3VCECoY49yfdDEHGCtMMj92pReUsQ/<0;1>/*)#");
    CoinAccount read = CoinDescriptor.read(Curve.best(), bitcoin("mainnet"), told);
    assertThat(read.text()).isEqualTo(told);
    assertThat(read.addresses(3, 4)).isEqualTo(keeper.addresses("bitcoin", 3, 4));
    assertThat(read.hot()).isEqualTo(keeper.hotAddress("bitcoin"));
  }

  @Test
  void derivesLitecoinFromItsOwnCoinTypeInItsOwnSpelling() {
    Chain litecoin = new Chain("LTC", "Litecoin", "litecoin", "mainnet", 0, 6);
    SeedKeeper keeper = keeper(litecoin, AddressForm.BIP84);
    assertThat(keeper.accountKey("litecoin")).startsWith("wpkh([73c5da0a/84h/2h/0h]xpub");
    assertThat(keeper.addresses("litecoin", 0, 1))
        .containsExactly("ltc1qjmxnz78nmc8nq77wuxh25n2es7rzm5c2rkk4wh");
  }

  @Test
  void sumsADescriptorAsBip380Does() {
    assertThat(DescriptorSum.signed("raw(deadbeef)")).isEqualTo("raw(deadbeef)#89f8spxm");
  }
}
