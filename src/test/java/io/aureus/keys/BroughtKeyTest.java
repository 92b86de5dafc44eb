package io.aureus.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Base58;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An account's key that a merchant pastes, and all that he may paste instead. */
class BroughtKeyTest {
  private static final int HARDENED = ExtendedKey.HARDENED;

  /** The seed of anvil's and everybody's tests: its addresses are known to every tool. */
  private static final List<String> WORDS =
      List.of("test test test test test test test test test test test junk".split(" "));

  private static final ExtendedKey MASTER =
      ExtendedKey.master(Curve.best(), Mnemonic.seed(WORDS, ""));
  private static final ExtendedKey ACCOUNT = MASTER.descend(44 | HARDENED, 60 | HARDENED, HARDENED);

  @Test
  void findsTheAddressesThatEveryWalletShowsForTheseWords() {
    BroughtEvmKey key = BroughtEvmKey.read(" " + ACCOUNT.publicKey().text() + "\n");
    assertThat(key.addresses(0, 3))
        .containsExactly(
            "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266",
            "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
            "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC");
    assertThat(key.addresses(1, 1)).containsExactly("0x70997970C51812dc3A010C7d01b50e0d17dc79C8");
    assertThat(key.fingerprint()).matches("[0-9a-f]{8}");
  }

  @Test
  void isTheSameKeyWithAnotherLabel() {
    byte[] labelled = Base58.decoded(ACCOUNT.publicKey().text());
    labelled[6] ^= 1; // the parent's fingerprint decides no address
    assertThat(BroughtEvmKey.read(Base58.check(labelled)).identity())
        .isEqualTo(BroughtEvmKey.read(ACCOUNT.publicKey().text()).identity());
  }

  @Test
  void refusesOtherDepthsAndStepsWithWhatWouldBeRight() {
    refused(MASTER.publicKey().text(), "depth 0");
    refused(ACCOUNT.publicKey().child(0).text(), "depth 4");
    refused(ACCOUNT.publicKey().child(0).child(0).text(), "depth 5");
    refused(MASTER.descend(44 | HARDENED, 60 | HARDENED, 7).publicKey().text(), "not hardened");
  }

  @Test
  void refusesKeysOfOtherNetworksAndBrokenOnes() {
    byte[] bytes = Base58.decoded(ACCOUNT.publicKey().text());
    refused(Base58.check(withVersion(bytes, 0x04B2_4746)), "zpub");
    refused(Base58.check(withVersion(bytes, 0x0435_87CF)), "tpub");
    refused(Base58.check(withVersion(bytes, 7)), "unknown version");
    byte[] noPoint = bytes.clone();
    noPoint[45] = 5;
    refused(Base58.check(noPoint), "no point");
    String good = ACCOUNT.publicKey().text();
    refused(good.substring(0, 50) + (good.charAt(50) == 'a' ? 'b' : 'a') + good.substring(51), "");
    refused("", "");
    refused("xpub", "");
  }

  @ParameterizedTest
  @CsvSource({
    "xprvbroken",
    "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80",
    "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80",
    "test test test test test test test test test test test junk"
  })
  void refusesWhatCouldSpendWithoutRepeatingIt(String secret) {
    assertThatThrownBy(() -> BroughtEvmKey.read(secret))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("PRIVATE")
        .hasMessageContaining("exposed")
        .message()
        .doesNotContain(secret.substring(0, 9));
  }

  private static void refused(String text, String words) {
    assertThatThrownBy(() -> BroughtEvmKey.read(text))
        .isInstanceOfSatisfying(
            Refusal.class, no -> assertThat(no.code()).isEqualTo(ErrorCode.BAD_REQUEST))
        .hasMessageContaining(words)
        .hasMessageContaining("m/44'/60'/0'");
  }

  private static byte[] withVersion(byte[] bytes, int version) {
    byte[] other = bytes.clone();
    ByteBuffer.wrap(other).putInt(version);
    assertThat(HexFormat.of().formatHex(other)).isNotEqualTo(HexFormat.of().formatHex(bytes));
    return other;
  }
}
