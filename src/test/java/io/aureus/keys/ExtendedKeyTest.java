package io.aureus.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.Refusal;
import io.aureus.money.Base58;
import io.aureus.money.Chain;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** Test vector 5: version and key that do not fit, prefixes 04 and 01, no point, and so on. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "xpub661MyMwAqRbcEYS8w7XLSVeEsBXy79zSzH1J8vCdxAZningWLdN3zgtU6LBpB85b3D2yc8sfvZU5"
            + "21AAwdZafEz7mnzBBsz4wKY5fTtTQBm",
        "xprv9s21ZrQH143K24Mfq5zL5MhWK9hUhhGbd45hLXo2Pq2oqzMMo63oStZzFGTQQD3dC4H2D5GBj7vW"
            + "vSQaaBv5cxi9gafk7NF3pnBju6dwKvH",
        "xpub661MyMwAqRbcEYS8w7XLSVeEsBXy79zSzH1J8vCdxAZningWLdN3zgtU6Txnt3siSujt9RCVYsx4"
            + "qHZGc62TG4McvMGcAUjeuwZdduYEvFn",
        "xpub661MyMwAqRbcEYS8w7XLSVeEsBXy79zSzH1J8vCdxAZningWLdN3zgtU6N8ZMMXctdiCjxTNq964"
            + "yKkwrkBJJwpzZS4HS2fxvyYUA4q2Xe4",
        "xpub661no6RGEX3uJkY4bNnPcw4URcQTrSibUZ4NqJEw5eBkv7ovTwgiT91XX27VbEXGENhYRCf7hyEb"
            + "WrR3FewATdCEebj6znwMfQkhRYHRLpJ",
        "xpub661MyMwAuDcm6CRQ5N4qiHKrJ39Xe1R1NyfouMKTTWcguwVcfrZJaNvhpebzGerh7gucBvzEQWRu"
            + "gZDuDXjNDRmXzSZe4c7mnTK97pTvGS8",
        "DMwo58pR1QLEFihHiXPVykYB6fJmsTeHvyTp7hRThAtCX8CvYzgPcn8XnmdfHPmHJiEDXkTiJTVV9rHE"
            + "BUem2mwVbbNfvT2MTcAqj3nesx8uBf9",
        "xpub661MyMwAqRbcEYS8w7XLSVeEsBXy79zSzH1J8vCdxAZningWLdN3zgtU6Q5JXayek4PRsn35jii4"
            + "veMimro1xefsM58PgBMrvdYre8QyULY"
      })
  void refusesTheVectorsOfKeysThatAreNone(String wrong) {
    Chain bitcoin = new Chain("BTC", "Bitcoin", "bitcoin", "mainnet", 0, 2);
    assertThatThrownBy(() -> BroughtKey.read(bitcoin, wrong)).isInstanceOf(Refusal.class);
    curves()
        .forEach(
            curve ->
                assertThatThrownBy(() -> ExtendedPublicKey.parse(curve, wrong))
                    .isInstanceOf(IllegalArgumentException.class));
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
