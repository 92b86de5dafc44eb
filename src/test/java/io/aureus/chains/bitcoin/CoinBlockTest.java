package io.aureus.chains.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CoinBlockTest {
  private static final HexFormat HEX = HexFormat.of();

  private static final String HEADER =
      "0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b2"
          + "7ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c";

  private static final String COINBASE =
      "01000000010000000000000000000000000000000000000000000000000000000000000000ffffffff4d04ff"
          + "ff001d0104455468652054696d65732030332f4a616e2f32303039204368616e63656c6c6f72206f6e20"
          + "6272696e6b206f66207365636f6e64206261696c6f757420666f722062616e6b73ffffffff0100f2052a"
          + "01000000434104678afdb0fe5548271967f1a67130b7105cd6a828e03909a67962e0ea1f61deb649f6bc"
          + "3f4cef38c4f35504e51ec112de5c384df7ba0b8d578a4c702b6bf11d5fac00000000";

  /** Bitcoin's first block. */
  private static final String GENESIS = HEADER + "01" + COINBASE;

  private static final String HOG =
      "02000000"
          + "0008"
          + "01"
          + "bb".repeat(32)
          + "00000000"
          + "00"
          + "ffffffff"
          + "01"
          + "0500000000000000"
          + "016a"
          + "00"
          + "00000000";

  private static final String SPENT = "01" + "aa".repeat(32) + "01000000" + "00" + "fdffffff";

  /** To a coin in the extension block (witness version 9) and to the payer. */
  private static final String PAID =
      "02"
          + ("e803000000000000" + "22" + "5920" + "cc".repeat(32))
          + ("d007000000000000" + "16" + "0014" + "dd".repeat(20));

  /** As it stands in a block. */
  private static final String PEG_IN = "02000000" + SPENT + PAID + "00000000";

  /** As it travels: with a witness, and with the extension's own part of a length not told. */
  private static final String TRAVELLING =
      "02000000" + "0009" + SPENT + PAID + "0103010203" + "01" + "77".repeat(300) + "00000000";

  private static final BlockScan.Interest ALL =
      new BlockScan.Interest() {
        @Override
        public void inScripts(KeyList scripts, IntConsumer each) {
          IntStream.range(0, scripts.size()).forEach(each);
        }

        @Override
        public void inSpent(KeyList points, IntConsumer each) {
          IntStream.range(0, points.size()).forEach(each);
        }
      };

  @Test
  void theFirstBlockIsRead() {
    CoinBlock block = CoinBlock.parse(GENESIS);
    assertThat(block.header().hash())
        .isEqualTo("000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f");
    assertThat(block.header().parent()).isEqualTo("0".repeat(64));
    assertThat(block.header().merkleRoot()).isEqualTo(block.transactions().getFirst().txid());
    assertThat(block.header().time()).isEqualTo(Instant.parse("2009-01-03T18:15:05Z"));
    assertThat(block.transactions().getFirst().isCoinbase()).isTrue();
    assertThat(block.transactions().getFirst().outputs().getFirst().units())
        .isEqualTo(5_000_000_000L);
  }

  @Test
  void litecoinsExtensionBlockAfterAHogTransactionIsIgnored() {
    String hex = HEADER + "02" + COINBASE + HOG + "01" + "99".repeat(500);
    assertThat(CoinBlock.parse(hex).transactions()).hasSize(2);
    assertThat(walk(HEX.parseHex(hex), ALL).transactions()).hasSize(2);
  }

  /** Litecoin's block 438 of a regtest, in which 2 LTC come out of the extension. */
  @Test
  void aBlockWithAnExtensionAsLitecoindMakesItIsReadAndProved() throws IOException {
    byte[] block = HEX.parseHex(resource("/chains/litecoin-regtest-438.hex"));
    List<CoinTransaction> read = CoinBlock.parse(block).transactions();
    assertThat(read).hasSize(2);
    CoinTransaction hog = read.getLast();
    assertThat(hog.txid())
        .isEqualTo("5a8f2b05174a9d7868baec3252c8ebe26f9f327725a2a73d55c1c509f692347d");
    assertThat(hog.outputs().get(1).units()).isEqualTo(200_000_000);
    Keys scripts = new Keys();
    scripts.add(hog.outputs().get(1).script());
    assertThat(BlockScan.scan(block, interest(scripts, new Keys())).transactions())
        .extracting(CoinTransaction::txid)
        .as("what was mined and what came out paid the same address")
        .containsExactly(read.getFirst().txid(), hog.txid());
    Random random = new Random(20_261_130);
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = mutated(block, random);
      String scanned = outcome(() -> walk(bytes, ALL).header().hash());
      assertThat(outcome(() -> CoinBlock.parse(bytes).header().hash())).isEqualTo(scanned);
    }
  }

  private static String resource(String path) throws IOException {
    try (InputStream in = Objects.requireNonNull(CoinBlockTest.class.getResourceAsStream(path))) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
    }
  }

  @Test
  void whatIsNoBlockIsRefused() {
    refused(HEADER, "more are needed");
    refused(HEADER + "00", "no transaction");
    refused(GENESIS + "00", "1 bytes follow the block");
    refused(HEADER + "02" + COINBASE, "things of 10 bytes", "ends at byte");
    refused(HEADER + "01" + HOG + "00", "1 bytes follow the block");
  }

  @Test
  void onlyTransactionsThatConcernUsAreTakenOutOfABlock() {
    byte[] block = HEX.parseHex(HEADER + "02" + COINBASE + CoinTransactionTest.BIP143);
    byte[] ours = HEX.parseHex("76a9143bde42dbee7e4dbe6a21b2d50ce2f0167faa815988ac");
    Keys scripts = new Keys();
    scripts.add(ours);
    BlockScan.Found paid = walk(block, interest(scripts, new Keys()));
    assertThat(paid.transactions())
        .extracting(CoinTransaction::txid)
        .containsExactly("e8151a2af31c368a35053ddd4bdb285a8595c769a3ad83e0fa02314a602d4609");
    assertThat(paid.header().hash()).startsWith("000000000019d668");

    Keys spent = new Keys();
    spent.add(new OutPoint("8ac60eb9575db5b2d987e29f301b5b819ea83a5c6579d282d189cc04b8e151ef", 1));
    assertThat(walk(block, interest(new Keys(), spent)).transactions()).hasSize(1);
    assertThat(walk(block, interest(new Keys(), new Keys())).transactions()).isEmpty();
  }

  @Test
  void transactionsThatTheHeaderDoesNotNameAreRefused() {
    assertThat(BlockScan.scan(HEX.parseHex(GENESIS), ALL).transactions()).hasSize(1);
    unproved(HEADER + "02" + COINBASE + CoinTransactionTest.BIP143, "that its header names");
    unproved(HEADER + "02" + COINBASE + COINBASE, "tells one transaction twice");
  }

  private static void unproved(String hex, String words) {
    assertThatThrownBy(() -> BlockScan.scan(HEX.parseHex(hex), ALL))
        .isInstanceOf(MalformedData.class)
        .hasMessageContaining(words);
  }

  @Test
  void whatABlockPaysUsAndSpendsAgainIsFoundInTheSameWalk() {
    FullBlock block = new FullBlock(7, "0".repeat(64));
    byte[] script = FullBlock.watched(3);
    byte[] paying = block.pay(script);
    byte[] spending = block.spend(CoinTransaction.parse(paying).txid(), 0, FullBlock.watched(9));
    block.fill(50_000);
    Keys scripts = new Keys();
    scripts.add(script);
    assertThat(BlockScan.scan(block.bytes(), interest(scripts, new Keys())).transactions())
        .extracting(CoinTransaction::bytes)
        .containsExactly(paying, spending);
  }

  /** An error or an answer, whatever the bytes; and both readers are of one mind. */
  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void bytesThatWereTamperedWithEndInAnAnswerOrAClearError() {
    byte[] right =
        HEX.parseHex(HEADER + "04" + COINBASE + CoinTransactionTest.BIP143 + PEG_IN + HOG + "0155");
    assertThat(CoinBlock.parse(right).transactions()).hasSize(4);
    byte[][] alone = {HEX.parseHex(CoinTransactionTest.BIP143), HEX.parseHex(TRAVELLING)};
    assertThat(CoinTransaction.parse(alone[1]).txid())
        .isEqualTo(CoinTransaction.parse(PEG_IN).txid());
    Random random = new Random(20_260_129);
    int refused = 0;
    for (int i = 0; i < 30_000; i++) {
      byte[] bytes = mutated(right, random);
      String whole = outcome(() -> CoinBlock.parse(bytes).header().hash());
      String scanned = outcome(() -> walk(bytes, ALL).header().hash());
      assertThat(scanned).as(HEX.formatHex(bytes)).isEqualTo(whole);
      byte[] transaction = mutated(alone[i % 2], random);
      outcome(() -> CoinTransaction.parse(transaction).txid());
      refused += whole.equals("refused") ? 1 : 0;
    }
    assertThat(refused).isBetween(5_000, 29_000);
  }

  private static byte[] mutated(byte[] right, Random random) {
    byte[] bytes = right.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] = (byte) (0xfc + random.nextInt(4));
        case 2 -> bytes = Arrays.copyOf(bytes, at + 1);
        default -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      }
    }
    return bytes;
  }

  private static String outcome(java.util.function.Supplier<String> reading) {
    try {
      return reading.get();
    } catch (MalformedData e) {
      return "refused";
    }
  }

  /** Without the proof: these blocks have headers of others. */
  private static BlockScan.Found walk(byte[] block, BlockScan.Interest interest) {
    return new BlockScan(block).concerning(interest);
  }

  private static BlockScan.Interest interest(Keys scripts, Keys spent) {
    return new BlockScan.Interest() {
      @Override
      public void inScripts(KeyList asked, IntConsumer each) {
        scripts.find(asked, each);
      }

      @Override
      public void inSpent(KeyList asked, IntConsumer each) {
        spent.find(asked, each);
      }
    };
  }

  private static void refused(String hex, String... words) {
    assertThatThrownBy(() -> CoinBlock.parse(hex))
        .isInstanceOf(MalformedData.class)
        .message()
        .containsAnyOf(words);
    assertThatThrownBy(() -> walk(HEX.parseHex(hex), ALL)).isInstanceOf(MalformedData.class);
    assertThat(List.of(words)).isNotEmpty();
  }
}
