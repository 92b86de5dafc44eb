package io.aureus.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * The valid and the invalid PSBTs of BIP174 and BIP371, all of them. Their other vectors do not
 * apply: those of updaters, signers, combiners and finalizers are about P2SH of several keys and
 * about scripts of taproot, while we make drafts of single keys, take the answers to those ({@link
 * CoinDraftTest}) and sign no PSBT of anybody's. BIP370's are in {@link PsbtTest}.
 */
class PsbtVectorsTest {
  private static final HexFormat HEX = HexFormat.of();

  private static Psbt parse(String base64) {
    return Psbt.parse(Base64.getDecoder().decode(base64));
  }

  @ParameterizedTest(name = "BIP{0}: {1}")
  @CsvFileSource(resources = "/keys/psbt-valid.csv")
  void whatIsValidIsReadAndWrittenTheSame(int bip, String what, int signed, String base64) {
    Psbt psbt = parse(base64);
    assertThat(psbt.text()).as("BIP%d: %s", bip, what).isEqualTo(base64);
    assertThat(rightSignatures(psbt)).isEqualTo(signed);
  }

  @ParameterizedTest(name = "BIP{0}: {1}")
  @CsvFileSource(resources = "/keys/psbt-invalid.csv")
  void whatIsInvalidIsRefusedForWhatIsWrongWithIt(int bip, String what, String why, String base64) {
    assertThatThrownBy(() -> parse(base64))
        .as("BIP%d: %s", bip, what)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  /** Of inputs that spend a single key's coin, P2WPKH or P2TR: others are none of ours. */
  private static int rightSignatures(Psbt psbt) {
    RawTransaction raw = psbt.transaction();
    List<CoinOutput> spent = new ArrayList<>();
    for (int i = 0; i < raw.inputs().size(); i++) {
      psbt.spent(i).ifPresent(spent::add);
    }
    if (spent.size() < raw.inputs().size()) {
      return 0;
    }
    SignatureHashes hashes = new SignatureHashes(raw.spending(spent));
    int right = 0;
    for (int i = 0; i < spent.size(); i++) {
      byte[] script = HEX.parseHex(spent.get(i).script());
      byte[] program = Arrays.copyOfRange(script, 2, script.length);
      if (script.length == 22 && script[0] == 0) {
        byte[] hash = hashes.ofKeyHash(i, program);
        right +=
            (int)
                psbt.input(i).all(Psbt.PARTIAL_SIGNATURE).stream()
                    .filter(one -> SignatureCheck.isEcdsa(hash, one.data(), withoutType(one)))
                    .count();
      } else if (script.length == 34 && script[0] == 0x51) {
        byte[] hash = hashes.ofTaproot(i);
        right +=
            psbt.input(i)
                .get(Psbt.TAP_SIGNATURE)
                .filter(signature -> SignatureCheck.isSchnorr(hash, program, signature))
                .map(any -> 1)
                .orElse(0);
      }
    }
    return right;
  }

  private static byte[] withoutType(PsbtMap.Field signature) {
    return Arrays.copyOf(signature.value(), signature.value().length - 1);
  }
}
