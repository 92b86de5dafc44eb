package io.aureus.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.keys.Signer.Purpose;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's list of addresses that nothing is paid to. */
class BlockListTest {
  private static final String ONE = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

  /** On the fixture's list. */
  private static final String BLOCKED = "0x90F79bf6EB2c4f870365E785982E1f101E93b906";

  private static final String OTHER = "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu";

  @TempDir Path folder;

  @Test
  void settingAndFileAreOneListOfAddressesOfAnyChain() throws IOException {
    Path file = folder.resolve("blocked.txt");
    Files.writeString(file, "# from the office\n\n" + OTHER + "   # told in May\n");
    BlockList list = BlockList.of(List.of(" " + ONE + " "), file.toString());
    assertThat(list.holds(ONE.toLowerCase(Locale.ROOT))).isTrue();
    assertThat(list.holds(OTHER)).isTrue();
    assertThat(list.holds("0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC")).isFalse();
    assertThat(BlockList.of(List.of(), "").holds(ONE)).isFalse();
  }

  @Test
  void theSignerRefusesWithdrawalsAndRefundsToItWhateverTheSpelling() {
    SignerFixture fixture = new SignerFixture(new JavaCurve());
    for (String spelling : List.of(BLOCKED, BLOCKED.toLowerCase(Locale.ROOT))) {
      for (Purpose purpose : List.of(Purpose.WITHDRAWAL, Purpose.REFUND)) {
        Signer.Verdict verdict =
            fixture
                .signer()
                .judge(
                    new Signer.Spend(
                        "p", purpose, "mct-1", SignerFixture.COIN, BigInteger.ONE, spelling));
        assertThat(verdict.kind()).isEqualTo(Signer.Verdict.Kind.REFUSED);
        assertThat(verdict.rule()).contains("block list");
      }
      assertThat(fixture.policy().isBlocked(spelling)).isTrue();
    }
  }

  @Test
  void aSlipOrAMissingFileStopsTheStartAndIsNamed() throws IOException {
    Path file = folder.resolve("blocked.txt");
    Files.writeString(file, ONE + "\n" + ONE.replace('C', 'D') + "\n");
    assertThatThrownBy(() -> BlockList.of(List.of(), file.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("block-list-file, line 2")
        .hasMessageContaining("checksum");
    assertThatThrownBy(() -> BlockList.of(List.of("0x123"), ""))
        .hasMessageContaining("aureus.keys.policy.block-list: this is no address");
    assertThatThrownBy(() -> BlockList.of(List.of(), folder.resolve("none").toString()))
        .hasMessageContaining("block-list-file cannot be read");
  }
}
