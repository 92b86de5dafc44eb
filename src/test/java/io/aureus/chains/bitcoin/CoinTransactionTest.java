package io.aureus.chains.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class CoinTransactionTest {
  /** The first example of BIP143: one old input, one P2WPKH input. */
  static final String BIP143 =
      "01000000000102fff7f7881a8099afa6940d42d1e7f6362bec38171ea3edf433541db4e4ad969f0000000049"
          + "4830450221008b9d1dc26ba6a9cb62127b02742fa9d754cd3bebf337f7a55d114c8e5cdd30be02204052"
          + "9b194ba3f9281a99f2b1c0a19c0489bc22ede944ccf4ecbab4cc618ef3ed01eeffffffef51e1b804cc89"
          + "d182d279655c3aa89e815b1b309fe287d9b2b55d57b90ec68a0100000000ffffffff02202cb206000000"
          + "001976a9148280b37df378db99f66f85c95a783a76ac7a6d5988ac9093510d000000001976a9143bde42"
          + "dbee7e4dbe6a21b2d50ce2f0167faa815988ac000247304402203609e17b84f6a7d30c80bfa610b5b454"
          + "2f32a8a0d5447a12fb1366d7f01cc44a0220573a954c4518331561406f90300e8f3358f51928d43c212a"
          + "8caed02de67eebee0121025476c2e83188368da1ff3e292e7acafcdb3566bb0ad253f62fc70f07aeee63"
          + "5711000000";

  /** An input of no signature, an output of one unit to nobody. */
  private static final String INPUT = "01" + "aa".repeat(32) + "00000000" + "00" + "fdffffff";

  private static final String OUTPUT = "01" + "0100000000000000" + "016a";

  @Test
  void theExampleOfBip143IsReadWithItsTwoHashes() {
    CoinTransaction read = CoinTransaction.parse(BIP143);
    assertThat(read.txid())
        .isEqualTo("e8151a2af31c368a35053ddd4bdb285a8595c769a3ad83e0fa02314a602d4609");
    assertThat(read.wtxid())
        .isEqualTo("c36c38370907df2324d9ce9d149d191192f338b37665a82e78e76a12c909b762");
    assertThat(read.version()).isEqualTo(1);
    assertThat(read.lockTime()).isEqualTo(17);
    assertThat(read.inputs().get(0).spent())
        .isEqualTo(
            new OutPoint("9f96ade4b41d5433f4eda31e1738ec2b36f6e7d1420d94a6af99801a88f7f7ff", 0));
    assertThat(read.inputs().get(0).sequence()).isEqualTo(0xffff_ffeeL);
    assertThat(read.inputs().get(0).witness()).isEmpty();
    assertThat(read.inputs().get(1).witness()).hasSize(2);
    assertThat(read.outputs())
        .extracting(CoinTransaction.Output::units)
        .containsExactly(112_340_000L, 223_450_000L);
    assertThat(HexFormat.of().formatHex(read.outputs().get(1).script()))
        .isEqualTo("76a9143bde42dbee7e4dbe6a21b2d50ce2f0167faa815988ac");
    assertThat(read.bytes()).isEqualTo(HexFormat.of().parseHex(BIP143));
  }

  @Test
  void witnessesWeighAQuarter() {
    CoinTransaction read = CoinTransaction.parse(BIP143);
    assertThat(read.weight()).isEqualTo(3 * 233 + 343);
    assertThat(read.vsize()).isEqualTo(261);
  }

  @Test
  void aSequenceBelowTheTwoHighestSaysThatItMayBeReplaced() {
    CoinTransaction signals = CoinTransaction.parse(BIP143);
    assertThat(signals.signalsReplacement()).isTrue();
    String firm = BIP143.replace("eeffffff", "feffffff");
    assertThat(CoinTransaction.parse(firm).signalsReplacement()).isFalse();
    assertThat(CoinTransaction.parse(firm.replace("feffffff", "fdffffff")).signalsReplacement())
        .isTrue();
    String ofVersion3 = "03" + firm.substring(2);
    assertThat(CoinTransaction.parse(ofVersion3).signalsReplacement()).isTrue();
  }

  /** The last of Litecoin's block 2383206. */
  @Test
  void litecoinsHogTransactionIsReadAndItsExtensionLeftOutOfItsHashAndWeight() {
    CoinTransaction read =
        CoinTransaction.parse(
            "02000000000801978aacc6a181255f9f00ae4976a343d6f819e248d1c04d921869325d29d09a9f000000"
                + "0000ffffffff012e975baeb8000000225820c05abd141ca8c2163e6444c7706df8985ef4d4ca0ad1"
                + "ceb1f7dea34704f566400000000000");
    assertThat(read.txid())
        .isEqualTo("7c6751eb8c83391975d815342510a9950670b6cf694cd7f5feda08222c44cb87");
    assertThat(read.weight()).isEqualTo(376);
    assertThat(read.outputs().getFirst().units()).isEqualTo(793_199_220_526L);
  }

  @Test
  void anExtensionOfUnknownLengthIsPassedWhereTheTransactionStandsAlone() {
    String pegIn = "02000000" + "0008" + INPUT + OUTPUT + "01" + "77".repeat(300) + "05000000";
    CoinTransaction read = CoinTransaction.parse(pegIn);
    assertThat(read.lockTime()).isEqualTo(5);
    assertThat(read.txid())
        .isEqualTo(CoinTransaction.parse("02000000" + INPUT + OUTPUT + "05000000").txid());
  }

  @Test
  void whatIsNoTransactionIsRefusedWithItsReason() {
    refused("", "ends at byte 0, where 4 more are needed");
    refused("xx", "is not hex");
    refused(BIP143 + "00", "1 bytes follow the transaction");
    refused(BIP143.substring(0, BIP143.length() - 2), "more are needed");
    refused("01000000" + "00" + "02" + INPUT + OUTPUT + "00000000", "flags 2");
    refused("01000000" + "0001" + INPUT + OUTPUT + "00" + "00000000", "has none");
    refused("01000000" + "fd0100" + INPUT.substring(2) + OUTPUT + "00000000", "shortest form");
    refused("01000000" + "feffffffff", "4294967295 things");
    refused("01000000" + "ffffffffffffffffff", "things of 41 bytes");
    refused("01000000" + INPUT + "01" + "ffffffffffffffff" + "016a" + "00000000", "less than 0");
    refused("01000000" + INPUT + "00" + "00000000" + "00".repeat(9), "pays nothing");
  }

  private static void refused(String hex, String words) {
    assertThatThrownBy(() -> CoinTransaction.parse(hex))
        .isInstanceOf(MalformedData.class)
        .hasMessageContaining(words);
  }
}
