package io.aureus.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.money.Base58;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The public vectors of BIP32, with the native library and with pure Java. */
class ExtendedKeyTest {
  private static final int HARDENED = ExtendedKey.HARDENED;

  static Stream<Curve> curves() {
    return Stream.of(new NativeCurve(), new JavaCurve());
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/keys/bip32-vectors.csv")
  void derivesTheExtendedPublicKeysOfThePublicVectors(String seed, String path, String xpub) {
    curves()
        .forEach(
            curve -> {
              ExtendedKey key = ExtendedKey.master(curve, HexFormat.of().parseHex(seed));
              for (String step : path.split("/")) {
                if (!step.equals("m")) {
                  int index = Integer.parseInt(step.replace("H", ""));
                  key = key.child(step.endsWith("H") ? index | HARDENED : index);
                }
              }
              assertThat(key.publicKey().text()).as(curve + " " + path).isEqualTo(xpub);
              ExtendedPublicKey read = ExtendedPublicKey.parse(curve, xpub);
              assertThat(read.text()).isEqualTo(xpub);
              assertThat(read.child(3).text()).isEqualTo(key.child(3).publicKey().text());
            });
  }

  @ParameterizedTest
  @MethodSource("curves")
  void derivesTheSameChildrenFromThePublicKeyAsFromThePrivateOne(Curve curve) {
    ExtendedKey parent = ExtendedKey.master(curve, new byte[32]).child(44 | HARDENED);
    for (int index : new int[] {0, 1, 2, 1000, Integer.MAX_VALUE}) {
      assertThat(parent.publicKey().child(index).text())
          .isEqualTo(parent.child(index).publicKey().text());
    }
  }

  @ParameterizedTest
  @MethodSource("curves")
  void refusesWhatIsNoExtendedPublicKey(Curve curve) {
    String good = ExtendedKey.master(curve, new byte[32]).publicKey().text();
    byte[] noPoint = Base58.decoded(good);
    noPoint[45] = 5;
    for (String wrong :
        List.of(
            "",
            "1",
            good.substring(1),
            good + "1",
            good.replace('x', 'y'),
            Base58.check(new byte[78]),
            Base58.check(noPoint))) {
      assertThatThrownBy(() -> ExtendedPublicKey.parse(curve, wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  static Stream<Arguments> seeds() {
    return new SplittableRandom(7).longs(20).mapToObj(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nativeAndJavaCurvesAgree(long seed) {
    byte[] a = new byte[32];
    byte[] b = new byte[32];
    SplittableRandom random = new SplittableRandom(seed);
    random.nextBytes(a);
    random.nextBytes(b);
    a[0] = 0;
    b[0] = 0;
    Curve fast = new NativeCurve();
    Curve plain = new JavaCurve();
    assertThat(plain.point(a)).isEqualTo(fast.point(a)).hasSize(65);
    assertThat(plain.addToSecret(a, b)).isEqualTo(fast.addToSecret(a, b));
    assertThat(plain.addToPoint(fast.point(a), b))
        .isEqualTo(fast.addToPoint(plain.point(a), b))
        .isEqualTo(fast.point(plain.addToSecret(a, b)));
  }
}
