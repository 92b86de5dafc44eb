package io.aureus.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.Refusal;
import io.aureus.money.Chain;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Descriptors by the vectors of BIP380 and BIP389: of one public key with an address each. */
class DescriptorVectorsTest {
  private static final Chain BITCOIN = new Chain("BTC", "Bitcoin", "bitcoin", "mainnet", 0, 2);

  private static final String KEY =
      "xpub6ERApfZwUNrhLCkDtcHTcxd75RbzS1ed54G1LkBUHQVHQKqhMkhgbmJbZRkrgZw4koxb5JaHWkY4ALHY2grBGRja"
          + "DMzQLcgJvLJuZZvRcEL";

  /** Of BIP389: the account under two paths that one descriptor would name. */
  private static final String WIDE =
      "xpub69H7F5d8KSRgmmdJg2KhpAK8SR3DjMwAdkxj3ZuxV27CprR9LgpeyGmXUbC6wb7ERfvrnKZjXoUmmDznezpbZb7a"
          + "p6r1D3tgFxHmwMkQTPH";

  private static BroughtKey read(String descriptor) {
    return BroughtKey.read(BITCOIN, descriptor);
  }

  /**
   * The BIPs' errors, and what they allow but is none of a shop's wallets. Keys alone stand in
   * {@code wpkh(…)}. A private key is refused before anything else is looked at; so where an error
   * lies beside one, its public key stands here, and {@code /*} where the error is before that.
   * {@code [deadbeef/0H/0H/0H]}, which BIP380 lists as an error, is none: its own text and BIP389
   * allow the capital.
   */
  @ParameterizedTest(name = "BIP{0}: {1}")
  @CsvFileSource(resources = "/keys/descriptors-refused.csv", delimiter = '|')
  void whatIsNoDescriptorOfOursIsRefusedWithTheReason(
      int bip, String what, String descriptor, String why) {
    assertThatThrownBy(() -> read(descriptor))
        .as("BIP%d: %s", bip, what)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(why);
  }

  @Test
  void theChecksumIsThatOfBip380() {
    assertThat(DescriptorSum.signed("raw(deadbeef)")).isEqualTo("raw(deadbeef)#89f8spxm");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[deadbeef/0h/1h/2h]", "[deadbeef/0'/1h/2']", "[DEADBEEF/0H/1H/2H]", "[deadbeef]"})
  void keysWithTheirOriginAndStepsAndChildrenAreTaken(String origin) {
    BroughtKey key = read("wpkh(" + origin + KEY + "/3/4/5/*)");
    assertThat(key.addresses(0, 3))
        .isEqualTo(read("wpkh(" + KEY + "/3/4/5/*)").addresses(0, 3))
        .doesNotHaveDuplicates();
    assertThat(read(key.text()).text()).isEqualTo(key.text());
  }

  @Test
  void theBranchesOfOneDescriptorAreThoseThatBip389ExpandsItTo() {
    String both = read("wpkh([ffffffff/13h]" + WIDE + "/2/<1;3>/*)").export(9, 9);
    for (String branch : List.of("1", "3")) {
      assertThat(both)
          .contains(DescriptorSum.signed("wpkh([ffffffff/13h]" + WIDE + "/2/" + branch + "/*)"));
    }
    assertThat(read("wpkh([ffffffff/13h]" + WIDE + "/1/2/*)").addresses(0, 1))
        .isNotEqualTo(read("wpkh([ffffffff/13h]" + WIDE + "/3/2/*)").addresses(0, 1));
  }
}
