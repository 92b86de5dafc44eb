package io.aureus.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.money.Sha256;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Signatures, against public vectors and each other. */
class CurveTest {
  private static final BigInteger HALF_ORDER =
      new BigInteger("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0", 16);

  static Stream<Curve> curves() {
    return Stream.of(new NativeCurve(), new JavaCurve());
  }

  @ParameterizedTest
  @MethodSource("curves")
  void signsAsRfc6979SaysAndWithTheSmallerS(Curve curve) {
    byte[] one = new byte[32];
    one[31] = 1;
    byte[] hash = Sha256.of("Satoshi Nakamoto".getBytes(StandardCharsets.UTF_8));
    assertThat(hex(Arrays.copyOf(curve.sign(hash, one), 64)))
        .isEqualTo(
            "934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8"
                + "2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5");
  }

  @ParameterizedTest
  @MethodSource("curves")
  void signsTheExampleOfEip155(Curve curve) {
    byte[] secret = new byte[32];
    Arrays.fill(secret, (byte) 0x46);
    byte[] hash =
        HexFormat.of().parseHex("daf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53");
    byte[] signature = curve.sign(hash, secret);
    assertThat(new BigInteger(1, Arrays.copyOf(signature, 32)))
        .isEqualTo(
            new BigInteger(
                "18515461264373351373200002665853028612451056578545711640558177340181847433846"));
    assertThat(new BigInteger(1, Arrays.copyOfRange(signature, 32, 64)))
        .isEqualTo(
            new BigInteger(
                "46948507304638947509940763649030358759909902576025900602547168820602576006531"));
    // Its v is 37: 35 + 2 × chain 1 + parity 0.
    assertThat(signature[64]).isZero();
  }

  @ParameterizedTest
  @MethodSource("curves")
  void leavesTheSecretAsItWas(Curve curve) {
    byte[] secret = random(3);
    byte[] before = secret.clone();
    curve.sign(random(4), secret);
    assertThat(secret).isEqualTo(before);
  }

  static Stream<Integer> seeds() {
    return Stream.iterate(0, seed -> seed + 1).limit(40);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void bothCurvesMakeTheSameSignature(int seed) {
    byte[] secret = random(2L * seed);
    byte[] hash = random(2L * seed + 1);
    byte[] signature = new JavaCurve().sign(hash, secret);
    assertThat(new NativeCurve().sign(hash, secret)).isEqualTo(signature).hasSize(65);
    assertThat(new BigInteger(1, Arrays.copyOfRange(signature, 32, 64)))
        .isLessThanOrEqualTo(HALF_ORDER);
    assertThat(signature[64]).isBetween((byte) 0, (byte) 1);
  }

  private static byte[] random(long seed) {
    byte[] bytes = new byte[32];
    new SplittableRandom(seed).nextBytes(bytes);
    bytes[0] = 0;
    return bytes;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
