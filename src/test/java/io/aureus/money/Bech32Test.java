package io.aureus.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The test vectors of BIP173 and BIP350, and longer texts. */
class Bech32Test {
  /** U+212A, the sign of Kelvin, has k for its small letter. */
  private static final String KELVIN = "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7\u212aV8F3T4";

  @ParameterizedTest
  @CsvSource({
    "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4, 0, 751e76e8199196d454941c45d1b3a323f1433bd6",
    "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7, 0,"
        + " 1863143c14c5166804bd19203356da136c985678cd4d27a1b8c6329604903262",
    "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y, 1,"
        + " 751e76e8199196d454941c45d1b3a323f1433bd6751e76e8199196d454941c45d1b3a323f1433bd6",
    "BC1SW50QGDZ25J, 16, 751e",
    "bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs, 2, 751e76e8199196d454941c45d1b3a323",
    "tb1qqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesrxh6hy, 0,"
        + " 000000c4a5cad46221b2a187905e5266362b99d5e91c6ce24d165dab93e86433",
    "tb1pqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesf3hn0c, 1,"
        + " 000000c4a5cad46221b2a187905e5266362b99d5e91c6ce24d165dab93e86433",
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0, 1,"
        + " 79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
  })
  void readsAndWritesTheValidVectors(String text, int version, String hex) {
    String prefix = text.substring(0, 2).toLowerCase(Locale.ROOT);
    Bech32.Program program = Bech32.program(prefix, text);
    assertThat(program.version()).isEqualTo(version);
    assertThat(HexFormat.of().formatHex(program.bytes())).isEqualTo(hex);
    assertThat(Bech32.text(prefix, program)).isEqualTo(text.toLowerCase(Locale.ROOT));
  }

  @ParameterizedTest
  @CsvSource({
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd, another kind",
    "tb1z0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqglt7rf, another kind",
    "BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL, another kind",
    "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh, another kind",
    "tb1q0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq24jc47, another kind",
    "bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4, letter “o”",
    "BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R, no witness version",
    "bc1pw5dgrnzv, holds 1 bytes",
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v8n0nx0muaewav253zgeav, holds 41 bytes",
    "tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq47Zagq, mixed",
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v07qwwzcrf, its length",
    "tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vpggkg4j, its length",
    "bc1gmk9yu, no witness version",
    "bc1qqq, cut off"
  })
  void refusesTheInvalidVectorsAndSaysWhy(String text, String why) {
    String prefix = text.substring(0, 2).toLowerCase(Locale.ROOT);
    assertThatThrownBy(() -> Bech32.program(prefix, text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A12UEL5L",
        "a12uel5l",
        "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio"
            + "1tt5tgs",
        "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
        "11qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq"
            + "qqqqqqqqqqqqqqqqqqqqqqc8247j",
        "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w",
        "?1ezyfcl"
      })
  void readsAndWritesAnyTextWithThatChecksum(String text) {
    Bech32.Content content = Bech32.read(text, 90);
    assertThat(Bech32.write(content.prefix(), content.groups()))
        .isEqualTo(text.toLowerCase(Locale.ROOT));
  }

  @ParameterizedTest
  @CsvSource({
    "pzry9x0s0muk, no 1",
    "1pzry9x0s0muk, no 1",
    "x1b4n0q5v, letter “b”",
    "li1dgmt3, cut off",
    "A1G7SGD8, checksum",
    "10a06t8, no 1",
    "1qzzfhee, no 1",
    "A12uel5l, mixed",
    "tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqk5jj0, checksum"
  })
  void refusesAnyTextWithoutIt(String text, String why) {
    assertThatThrownBy(() -> Bech32.read(text, 90))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void aTextMayBeLongerThanAnAddressButHasALimit() {
    byte[] bytes = new byte[1_000];
    new Random(7).nextBytes(bytes);
    String text = Bech32.write("long", Bech32.toGroups(bytes));
    assertThat(Bech32.toBytes(Bech32.read(text, text.length()).groups())).isEqualTo(bytes);
    assertThatThrownBy(() -> Bech32.read(text, text.length() - 1)).hasMessageContaining("at most");
  }

  @Test
  void aSignWhoseSmallLetterIsAnotherIsNotTakenForIt() {
    assertThatThrownBy(() -> Bech32.program("bc", KELVIN)).hasMessageContaining("sign");
  }
}
