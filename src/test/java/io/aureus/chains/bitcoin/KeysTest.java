package io.aureus.chains.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a scan of blocks rests on: the set of scripts, and steps over lengths. */
class KeysTest {
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void aSetHoldsWhatWasAddedAndNothingElse() {
    Keys keys = new Keys();
    byte[] script = new byte[22];
    for (int i = 0; i < 100_000; i++) {
      script[3] = (byte) i;
      script[9] = (byte) (i >> 8);
      script[21] = (byte) (i >> 16);
      keys.add(script);
    }
    assertThat(keys.size()).isEqualTo(100_000);
    assertThat(keys.holds(script)).isTrue();
    assertThat(keys.holds(Arrays.copyOf(script, 21))).isFalse();
    script[0] = 1;
    assertThat(keys.holds(script)).isFalse();
  }

  /** Of every form and of lengths that no address has, and more than is looked up at once. */
  @Test
  void manyLookupsAtOnceAnswerAsOneByOne() {
    Random random = new Random(20_261_201);
    for (int size : new int[] {0, 1, 10, 1_000, 50_000}) {
      int[] lengths =
          size == 1_000 ? new int[] {22} : new int[] {0, 3, 8, 15, 16, 22, 23, 25, 34, 90};
      Keys keys = new Keys();
      List<byte[]> added = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        added.add(bytes(random, lengths[random.nextInt(lengths.length)]));
        keys.add(added.getLast());
      }
      KeyList asked = new KeyList(700);
      List<Integer> held = new ArrayList<>();
      List<Integer> owners = new ArrayList<>();
      for (int owner = 0; owner < 700; owner++) {
        asked.nextOwner();
        for (int i = random.nextInt(9); i > 0; i--) {
          boolean isOld = size > 0 && random.nextInt(4) == 0;
          byte[] script =
              isOld ? added.get(random.nextInt(size)) : bytes(random, 16 + random.nextInt(30));
          if (keys.holds(script)) {
            held.add(asked.size());
          }
          assertThat(keys.holds(script) || !isOld).isTrue();
          asked.add(Keys.key(script, 0, script.length));
          owners.add(owner);
        }
      }
      List<Integer> found = new ArrayList<>();
      keys.find(asked, found::add);
      assertThat(found).isEqualTo(held);
      assertThat(IntStream.range(0, asked.size()).map(asked::owner).boxed().toList())
          .isEqualTo(owners);
    }
  }

  private static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  @Test
  void aStepOverALengthIsThatOfItsParts() {
    Random random = new Random(20_261_202);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = bytes(random, random.nextInt(400));
      if (bytes.length > 8) {
        bytes[8] = (byte) (i % 3 == 0 ? 0xfc + random.nextInt(4) : random.nextInt(60));
      }
      ByteWalk once = new ByteWalk(bytes);
      ByteWalk parts = new ByteWalk(bytes);
      String inOne = outcome(() -> once.pass(8, 4) + " up to " + once.at());
      assertThat(inOne)
          .as(HEX.formatHex(bytes))
          .isEqualTo(
              outcome(
                  () -> {
                    parts.skip(8);
                    int length = parts.count(1);
                    parts.skip(length);
                    parts.skip(4);
                    return length + " up to " + parts.at();
                  }));
    }
  }

  private static String outcome(Supplier<String> reading) {
    try {
      return reading.get();
    } catch (MalformedData e) {
      return "refused";
    }
  }
}
