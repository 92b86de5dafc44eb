package io.aureus.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** The public vectors of BIP39 (passphrase {@code TREZOR}). */
class MnemonicTest {
  @ParameterizedTest
  @CsvFileSource(resources = "/keys/bip39-vectors.csv")
  void turnsEntropyIntoTheWordsAndSeedOfThePublicVectors(
      String entropy, String words, String seed) {
    List<String> list = List.of(words.split(" "));
    assertThat(Mnemonic.words(HexFormat.of().parseHex(entropy))).isEqualTo(list);
    assertThat(Mnemonic.entropy(list)).asHexString().isEqualToIgnoringCase(entropy);
    assertThat(Mnemonic.seed(list, "TREZOR")).asHexString().isEqualToIgnoringCase(seed);
  }

  @ParameterizedTest
  @CsvSource({
    "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo, checksum",
    "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo, not 11",
    "zoo zoo zoo notaword zoo zoo zoo zoo zoo zoo zoo wrong, word 4",
  })
  void refusesWordsThatAreNoSeedWithoutRepeatingThem(String words, String says) {
    assertThatThrownBy(() -> Mnemonic.entropy(List.of(words.split(" "))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(says)
        .hasMessageNotContaining("zoo");
  }
}
