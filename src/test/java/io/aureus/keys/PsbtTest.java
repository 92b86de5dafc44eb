package io.aureus.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PSBTs, by the vectors of BIP370 and whatever a stranger may send: see also PsbtVectorsTest. */
class PsbtTest {
  private static final HexFormat HEX = HexFormat.of();

  /** Of BIP370: the one of version 0 that its invalid ones are made of. */
  private static final String V0 =
      "70736274ff01007102000000010b0ad921419c1c8719735d72dc739f9ea9e0638d1fe4c1eef0f9944084815fc8"
          + "0000000000feffffff020008af2f00000000160014c430f64c4756da310dbd1a085572ef299926272c8bbd"
          + "eb0b00000000160014a07dac8ab6ca942d379ed795f835ba71c9cc68850000000000010052020000000"
          + "1c1aa256e214b96a1822f93de42bff3b5f3ff8d0519306e3515d7515a5e805b120000000000ffffffff011"
          + "8c69a3b00000000160014b0a3af144208412693ca7d166852b52db0aef06e0000000001011f18c69a3b000"
          + "00000160014b0a3af144208412693ca7d166852b52db0aef06e01086b02473044022005275a485734e0ae1"
          + "f3b971237586f0e72dc85833d278c0e474cd23112c0fa5e02206b048c83cebc3c41d0b93cc7da76185ced"
          + "bd030d005b08018be2b98bbacbdf7b012103760dcca05f3997dc65b293060f7f29f1514c8c527048e12802"
          + "b041d4fc340a2700220202d601f84846a6755f776be00e3d9de8fb10acc935fb83c45fb0162d4cad5ab792"
          + "18f69d873e540000800100008000000080000000002a000000002202036efe2c255621986553ba9d65c3dd"
          + "c64165ca1436e05aa35a4c6eb02451cf796d18f69d873e54000080010000800000008001000000620000"
          + "0000";

  /** Of BIP370: with all fields of version 2. */
  private static final String V2 =
      "70736274ff010204020000000103040000000001040101010501020106010701fb040200000000010052020000"
          + "0001c1aa256e214b96a1822f93de42bff3b5f3ff8d0519306e3515d7515a5e805b120000000000ffffffff"
          + "0118c69a3b00000000160014b0a3af144208412693ca7d166852b52db0aef06e0000000001011f18c69a3b"
          + "00000000160014b0a3af144208412693ca7d166852b52db0aef06e010e200b0ad921419c1c8719735d72dc"
          + "739f9ea9e0638d1fe4c1eef0f9944084815fc8010f0400000000011004feffffff0111048c8dc462011204"
          + "1027000000220202d601f84846a6755f776be00e3d9de8fb10acc935fb83c45fb0162d4cad5ab79218f69d"
          + "873e540000800100008000000080000000002a0000000103080008af2f000000000104160014c430f64c47"
          + "56da310dbd1a085572ef299926272c00220202e36fbff53dd534070cf8fd396614680f357a9b85db7340bf"
          + "1cfa745d2ad7b34018f69d873e54000080010000800000008001000000640000000103088bbdeb0b000000"
          + "0001041600144dd193ac964a56ac1b9e1cca8454fe2f474f851300";

  /** Of BIP370: two inputs, of which the places of their lock times are marked. */
  private static final String TWO_INPUTS =
      "70736274ff0102040200000001030400000000010401020105010101fb040200000000010e200f758dbfbd4da7"
          + "c16c8a3309c3c81e1100f561ea646db5b01752c485e1bdde9f010f0401000000(1)00010e203a1b3b3c83"
          + "7d6489ea7a31d8e6c7dd503c001bef3e06958e7574808d68ca78a5010f0400000000(2)000103084f9335"
          + "770000000001041600140b1352cacd03cf6aa1b7f3c8d6388671b34a5e1100";

  private static final String HEIGHT_10000 = "01120410270000";
  private static final String HEIGHT_9000 = "01120428230000";
  private static final String TIME_59 = "0111048b8dc462";
  private static final String TIME_60 = "0111048c8dc462";

  private static Psbt parse(String hex) {
    return Psbt.parse(HEX.parseHex(hex));
  }

  @Test
  void whatTheBipsGiveIsReadAndWrittenTheSame() {
    for (String vector :
        new String[] {V0, V2, locks("", ""), locks(HEIGHT_9000, TIME_60 + HEIGHT_9000)}) {
      assertThat(HEX.formatHex(parse(vector).bytes())).isEqualTo(vector);
    }
    Psbt first = parse(V0);
    assertThat(first.version()).isZero();
    assertThat(first.transaction().outputs()).hasSize(2);
    assertThat(first.spent(0).orElseThrow().units()).isEqualTo(999_999_000L);
    Psbt second = parse(V2);
    assertThat(second.version()).isEqualTo(2);
    assertThat(second.transaction().inputs().getFirst().sequence()).isEqualTo(0xffff_fffeL);
    assertThat(second.transaction().inputs().getFirst().point())
        .isEqualTo(first.transaction().inputs().getFirst().point());
    assertThat(second.transaction().lockTime()).isEqualTo(10_000);
    assertThat(second.transaction().outputs().get(1).units()).isEqualTo(199_998_859);
  }

  @Test
  void oneTransactionIsTheSameInBothVersions() {
    RawTransaction transaction = parse(V0).transaction();
    for (int version : new int[] {0, 2}) {
      Psbt again = Psbt.parse(Psbt.of(version, transaction).bytes());
      assertThat(again.version()).isEqualTo(version);
      assertThat(again.transaction().unsigned()).isEqualTo(transaction.unsigned());
    }
  }

  private static String locks(String first, String second) {
    return TWO_INPUTS.replace("(1)", first).replace("(2)", second);
  }

  @Test
  void theLockTimeIsDeterminedAsBip370Does() {
    assertThat(lockTime("", "")).isZero();
    assertThat(lockTime(HEIGHT_10000, "")).isEqualTo(10_000);
    assertThat(lockTime(HEIGHT_10000, HEIGHT_9000)).isEqualTo(10_000);
    assertThat(lockTime(HEIGHT_10000, TIME_60 + HEIGHT_9000)).isEqualTo(10_000);
    assertThat(lockTime(TIME_59 + HEIGHT_10000, TIME_60 + HEIGHT_9000)).isEqualTo(10_000);
    assertThat(lockTime(TIME_59, TIME_60 + HEIGHT_9000)).isEqualTo(1_657_048_460);
    assertThat(lockTime(TIME_59 + HEIGHT_10000, TIME_60)).isEqualTo(1_657_048_460);
    assertThat(lockTime("", TIME_60)).isEqualTo(1_657_048_460);
    assertThatThrownBy(() -> lockTime(HEIGHT_10000, TIME_60)).hasMessageContaining("two kinds");
  }

  private static long lockTime(String first, String second) {
    return parse(locks(first, second)).transaction().lockTime();
  }

  /** The invalid ones of BIP370: a field of version 2 in one of version 0. */
  @ParameterizedTest
  @CsvSource({
    "cc688500000000, 01fb0402000000",
    "cc688500000000, 01020402000000",
    "cc688500000000, 01030402000000",
    "cc688500000000, 01040102",
    "cc688500000000, 01050102",
    "cc688500000000, 01060100",
    "fc340a27, 010e200b0ad921419c1c8719735d72dc739f9ea9e0638d1fe4c1eef0f9944084815fc8",
    "fc340a27, 010f0400000000",
    "fc340a27, 011004ffffffff",
    "fc340a27, 0111048c8dc462",
    "fc340a27, 01120410270000",
    "000000002a000000, 0103080008af2f00000000",
    "000000002a000000, 0104160014c430f64c4756da310dbd1a085572ef299926272c"
  })
  void aFieldOfTheOtherVersionIsRefused(String after, String field) {
    String bad = V0.replace(after, after + field);
    assertThat(bad).isNotEqualTo(V0);
    assertThatThrownBy(() -> parse(bad)).isInstanceOf(IllegalArgumentException.class);
  }

  /** Likewise: one of version 2 lacks what it must have. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "01020402000000",
        "01040101",
        "01050102",
        "010e200b0ad921419c1c8719735d72dc739f9ea9e0638d1fe4c1eef0f9944084815fc8",
        "010f0400000000",
        "0103080008af2f00000000",
        "0104160014c430f64c4756da310dbd1a085572ef299926272c"
      })
  void aFieldThatVersion2NeedsIsMissed(String field) {
    String bad = V2.replace(field, "");
    assertThat(bad).isNotEqualTo(V2);
    assertThatThrownBy(() -> parse(bad)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    // A transaction of the network, no PSBT.
    "70736274ff, 0200000001, does not begin",
    // Twice the same key.
    "01060107, 0106010701060100, stands twice",
    // A length that is not in its shortest form, and one beyond the end.
    "01060107, 0106fd010007, shortest",
    "0106010701fb, 0106ff0701fb, ",
    // A count beyond all measure.
    "01040101, 0104feffffff7f, ",
    // Keys and values of wrong lengths.
    "220202e36f, 210202e36f, ",
    "18f69d873e, 17f69d873e, ",
    "01fb0402000000, 01fb0403000000, version 3",
    "01fb0402000000, 01fb0401000000, version 1",
    // A lock time that is a height, and a height that is a time.
    "0111048c8dc462, 01110410270000, another kind",
    "01120410270000, 0112048c8dc462, another kind",
    // What an input spends is not what it gives.
    "01011f18c69a3b, 01011f19c69a3b, two things",
    "0e200b0ad9, 0e200c0ad9, not the one"
  })
  void whatIsWrongIsRefusedWithTheReason(String right, String wrong, String words) {
    String bad = V2.replaceFirst(right, wrong);
    assertThat(bad).isNotEqualTo(V2);
    assertThatThrownBy(() -> parse(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words == null ? "" : words);
    assertThatThrownBy(() -> parse(V2 + "00")).hasMessageContaining("bytes too many");
    assertThatThrownBy(() -> parse(V2.substring(0, V2.length() - 2)))
        .hasMessageContaining("too early");
  }

  @Test
  void whatIsNotKnownIsKept() {
    String odd = V2.replace("01060107", "01060107" + "03f00102" + "0455667788");
    assertThat(HEX.formatHex(parse(odd).bytes())).isEqualTo(odd);
  }

  @Test
  void moreInputsThanTheBytesCanHoldAreRefusedBeforeTheyAreRead() {
    // 200 are announced, and as many bytes are there.
    String global = "70736274ff0102040200000001030400000000010401c80105010101fb040200000000";
    assertThatThrownBy(() -> parse(global + "00".repeat(250)))
        .hasMessageContaining("more inputs or outputs than there are");
    String inputs = global.replace("010401c8", "01040101").replace("01050101", "010501c8");
    assertThatThrownBy(() -> parse(inputs + "00".repeat(250)))
        .hasMessageContaining("more inputs or outputs than there are");
  }

  @Test
  void aMapOfTooManyFieldsIsRefused() {
    StringBuilder fields = new StringBuilder();
    for (int i = 0; i <= PsbtMap.MOST_FIELDS; i++) {
      fields.append("05f0%08x00".formatted(i));
    }
    assertThatThrownBy(() -> parse(V2.replace("01060107", "01060107" + fields)))
        .hasMessageContaining("more than 10,000 fields");
  }

  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void noBytesWhateverMakeItCrashOrHang() {
    SplittableRandom random = new SplittableRandom(174);
    byte[][] valid = {HEX.parseHex(V0), HEX.parseHex(V2), HEX.parseHex(locks(TIME_59, ""))};
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = valid[random.nextInt(valid.length)].clone();
      if (i % 10 == 0) {
        bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        System.arraycopy(valid[0], 0, bytes, 0, Math.min(5, bytes.length));
      }
      for (int n = random.nextInt(1, 4); n > 0 && bytes.length > 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(Psbt.parse(bytes).bytes()).isEqualTo(bytes);
        read++;
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
    assertThat(read).isGreaterThan(100);
  }
}
