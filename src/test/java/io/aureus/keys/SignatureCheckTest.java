package io.aureus.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** A stranger's signature by the vectors of BIP340. */
class SignatureCheckTest {
  /**
   * Index, x of the key, message, signature, whether it is right, and why not. Those of messages of
   * other lengths than 32 do not apply: only hashes are signed. Secret keys are left out here.
   */
  @ParameterizedTest(name = "{0}: {5}")
  @CsvFileSource(resources = "/keys/bip340-vectors.csv")
  void aSchnorrSignatureIsTakenWhereItIsRight(
      int index, String key, String message, String signature, boolean isRight, String why) {
    HexFormat hex = HexFormat.of();
    assertThat(
            SignatureCheck.isSchnorr(
                hex.parseHex(message), hex.parseHex(key), hex.parseHex(signature)))
        .as("%d %s", index, why)
        .isEqualTo(isRight);
  }
}
