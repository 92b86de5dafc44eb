package io.aureus.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Base58;
import io.aureus.money.Chain;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and descriptors of Bitcoin and Litecoin that a merchant pastes. */
class BroughtCoinKeyTest {
  private static final Chain BITCOIN = new Chain("BTC", "Bitcoin", "bitcoin", "mainnet", 0, 2);
  private static final Chain REGTEST = new Chain("BTC", "Bitcoin", "bitcoin", "regtest", 0, 2);
  private static final Chain LITECOIN = new Chain("LTC", "Litecoin", "litecoin", "mainnet", 0, 6);

  /** The account of BIP84's vectors. */
  private static final String ZPUB =
      "zpub6rFR7y4Q2AijBEqTUquhVz398htDFrtymD9xYYfG1m4wAcvPhXNfE3EfH1r1ADqtfSdVCToUG868RvUUkgDKf31m"
          + "GDtKsAYz2oz2AGutZYs";

  private static final String FIRST = "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu";
  private static final String XPUB = spelled(0x0488_B21E);

  private static String spelled(int version) {
    byte[] bytes = Base58.decoded(ZPUB);
    ByteBuffer.wrap(bytes).putInt(version);
    return Base58.check(bytes);
  }

  @Test
  void takesAnAccountInAllItsSpellingsForOneWallet() {
    List<String> spellings =
        List.of(
            ZPUB,
            XPUB,
            "wpkh(" + XPUB + "/0/*)",
            "wpkh(" + XPUB + "/<0;1>/*)",
            "wpkh([73C5DA0A/84'/0'/0']" + ZPUB + "/0/*)",
            DescriptorSum.signed("wpkh([73c5da0a/84h/0h/0h]" + XPUB + "/0/*)"));
    for (String spelling : spellings) {
      BroughtKey key = BroughtKey.read(BITCOIN, " " + spelling + "\n");
      assertThat(key.addresses(0, 1)).containsExactly(FIRST);
      assertThat(key.identity()).isEqualTo(BroughtKey.read(BITCOIN, ZPUB).identity());
      assertThat(BroughtKey.read(BITCOIN, key.text()).text()).isEqualTo(key.text());
    }
    assertThat(BroughtKey.read(BITCOIN, "tr(" + XPUB + "/0/*)").identity())
        .isNotEqualTo(BroughtKey.read(BITCOIN, ZPUB).identity());
    assertThat(BroughtKey.read(LITECOIN, ZPUB).identity())
        .isNotEqualTo(BroughtKey.read(BITCOIN, ZPUB).identity());
  }

  @Test
  void takesTheKindOfAddressFromTheSpelling() {
    assertThat(BroughtKey.read(BITCOIN, spelled(0x049D_7CB2)).addresses(0, 1).getFirst())
        .startsWith("3");
    assertThat(BroughtKey.read(BITCOIN, "pkh(" + XPUB + "/0/*)").addresses(0, 1).getFirst())
        .startsWith("1");
    assertThat(BroughtKey.read(BITCOIN, "sh(wpkh(" + XPUB + "/0/*))").addresses(0, 1))
        .isEqualTo(BroughtKey.read(BITCOIN, spelled(0x049D_7CB2)).addresses(0, 1));
    assertThat(BroughtKey.read(REGTEST, spelled(0x045F_1CF6)).addresses(0, 1).getFirst())
        .startsWith("bcrt1q");
    assertThat(BroughtKey.read(LITECOIN, spelled(0x01B2_6EF6)).addresses(0, 1).getFirst())
        .startsWith("M");
    assertThat(BroughtKey.read(BITCOIN, XPUB).remark()).contains("does not say which kind");
    assertThat(BroughtKey.read(BITCOIN, ZPUB).remark()).isEmpty();
  }

  @Test
  void followsTheStepsAfterTheKey() {
    BroughtKey key = BroughtKey.read(BITCOIN, "wpkh(" + XPUB + "/0/*)");
    BroughtKey change = BroughtKey.read(BITCOIN, "wpkh(" + XPUB + "/<1;0>/*)");
    assertThat(change.remark()).contains("for change");
    assertThat(BroughtKey.read(BITCOIN, "wpkh(" + XPUB + "/1/*)").remark()).contains("/0/*");
    assertThat(change.addresses(0, 1))
        .containsExactly("bc1q8c6fshw2dlwun7ekn9qwf37cu2rn755upcp6el");
    assertThat(key.addresses(1, 1)).containsExactly("bc1qnjg0jd8228aq7egyzacy8cys3knf9xvrerkf9g");
    BroughtKey bare = BroughtKey.read(BITCOIN, "wpkh(" + XPUB + "/*)");
    assertThat(bare.identity()).isNotEqualTo(key.identity());
    assertThat(key.export(41, 0)).contains("\"range\": [0, 41]").contains("/0/*)#");
    assertThat(key.export(41, 7)).doesNotContain("[0, 7]");
    assertThat(change.export(41, 7))
        .contains("/1/*)#", "[0, 41], \"timestamp\": 0, \"internal\": false")
        .contains("/0/*)#", "[0, 7], \"timestamp\": 0, \"internal\": true");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kej",
        "wpkh(xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2n/0/*)",
        "wpkh([73c5da0a/84h]zprvAWgYBBk7JR8Gj/0/*)",
        "5KYZdUEo39z3FPrtuX2QbbwGnNP5zTd7yyr2SC1j299sBCnWjss",
        "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon"
            + " about"
      })
  void refusesWhatCouldSpendWithoutRepeatingIt(String secret) {
    assertThatThrownBy(() -> BroughtKey.read(BITCOIN, secret))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("PRIVATE")
        .message()
        .doesNotContain(secret.substring(0, 12));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vpub | a test network",
        "Ltub | of Litecoin",
        "Zpub | several owners",
        "wpkh(KEY/0/*)#aaaaaaaa | checksum after #",
        "wpkh(KEY/0/* | closing bracket",
        "sh(wpkh(KEY/0/*) | closing bracket",
        "KEY/0/* | a path or an origin",
        "\"desc\": \"wpkh(KEY/0/*)\" | quotation marks",
        "wpkh(KEY) | single address",
        "wpkh(KEY/0/5) | single address",
        "wpkh(KEY/0/*h) | hardened",
        "wpkh(KEY/0h/*) | hardened",
        "wpkh(KEY/x/*) | no number",
        "wpkh(KEY/<0;0>/*) | the same",
        "wpkh([zz/84h]KEY/0/*) | key origin",
        "wsh(multi(1,KEY/0/*,KEY/1/*)) | not possible here",
        "sh(multi(1,KEY/0/*)) | not possible here",
        "tr(KEY/0/*,pk(KEY/1/*)) | more than one key",
        "wpkh(0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798) | single key",
        "wpkh(xpubbroken/0/*) | extended public key",
        "hello | extended public key",
        "xpub | extended public key"
      })
  void saysWhatIsWrongAndWhatWouldBeRight(String typed, String words) {
    String text =
        switch (typed) {
          case "vpub" -> spelled(0x045F_1CF6);
          case "Ltub" -> spelled(0x019D_A462);
          case "Zpub" -> spelled(0x02AA_7ED3);
          default -> typed.replace("KEY", XPUB);
        };
    assertThatThrownBy(() -> BroughtKey.read(BITCOIN, text))
        .isInstanceOfSatisfying(
            Refusal.class, no -> assertThat(no.code()).isEqualTo(ErrorCode.BAD_REQUEST))
        .hasMessageContaining(words)
        .hasMessageContaining("Right is the extended PUBLIC key of your account on Bitcoin");
  }

  @Test
  void refusesARealKeyOnATestNetworkAndAKeyThatIsNoAccounts() {
    assertThatThrownBy(() -> BroughtKey.read(REGTEST, ZPUB))
        .hasMessageContaining("of the real network")
        .hasMessageContaining("vpub… or tpub…");
    byte[] bytes = Base58.decoded(ZPUB);
    bytes[4] = 0;
    assertThatThrownBy(() -> BroughtKey.read(BITCOIN, Base58.check(bytes)))
        .hasMessageContaining("depth 0");
  }
}
