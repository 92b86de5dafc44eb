package io.aureus.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Scanner;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Transactions of coins and their signatures, against the vectors of their BIPs. */
class CoinSigningTest {
  private static final HexFormat HEX = HexFormat.of();

  /** Hash as it is written in a transaction, number, units, script, sequence. */
  private static final String BIP341_INPUTS =
      """
      7de20cbff686da83a54981d2b9bab3586f4ca7e48f57f5b55963115f3b334e9c
        1 420000000 512053a1f6e454df1aa2776a2814a721372d6258050de330b3c6d10ee8f4e0dda343 00000000
      d7b7cab57b1393ace2d064f4d4a2cb8af6def61273e127517d44759b6dafdd99
        0 462000000 5120147c9c57132f6e7ecddba9800bb0c4449251c92a1e60371ee77557b6620f3ea3 ffffffff
      f8e1f583384333689228c5d28eac13366be082dc57441760d957275419a41842
        0 294000000 76a914751e76e8199196d454941c45d1b3a323f1433bd688ac ffffffff
      f0689180aa63b30cb162a73c6d2a38b7eeda2a83ece74310fda0843ad604853b
        1 504000000 5120e4d810fd50586274face62b8a807eb9719cef49c04177cc6b76a9a4251d5450e fffffffe
      aa5202bdf6d8ccd2ee0f0202afbbb7461d9264a25e5bfd3c5a52ee1239e0ba6c
        0 630000000 512091b64d5324723a985170e4dc5a0f84c041804f2cd12660fa5dec09fc21783605 fffffffe
      956149bdc66faa968eb2be2d2faa29718acbfe3941215893a2a3446d32acd050
        0 378000000 00147dd65592d0ab2fe0d0257d571abf032cd9db93dc 00000000
      e664b9773b88c09c32cb70a2a3e4da0ced63b7ba3b22f848531bbb1d5d5f4c94
        1 672000000 512075169f4001aa68f15bbed28b218df1d0a62cbbcf1188c6665110c293c907b831 00000000
      e9aa6b8e6c9de67619e6a3924ae25696bb7b694bb677a632a74ef7eadfd4eabf
        0 546000000 5120712447206d7a5238acc7ff53fbe94a3b64539ad291c7cdbc490b7577e4b17df5 ffffffff
      a778eb6a263dc090464cd125c466b5a99667720b1c110468831d058aa1b82af1
        1 588000000 512077e30a5522dd9f894c3f8b8bd4c4b2cf82ca7da8a3ea6a239655c39c050ab220 ffffffff
      """;

  static Stream<Curve> curves() {
    return Stream.of(new NativeCurve(), new JavaCurve());
  }

  @ParameterizedTest
  @MethodSource("curves")
  void signsTheInputOfBip143ThatHoldsAKeysHash(Curve curve) {
    CoinTransaction transaction = ofBip143();
    SignatureHashes hashes = new SignatureHashes(transaction);
    assertThat(
            HEX.formatHex(
                hashes.ofKeyHash(1, HEX.parseHex("1d0f172a0ecb48aee1be1f2687d2963ae33f71a1"))))
        .isEqualTo("c37af31116d1b27caf68aae9e3ac82f1477929014d5b917657d0eb49478cb670");
    CoinWitness first =
        new CoinWitness(
            HEX.parseHex(
                "4830450221008b9d1dc26ba6a9cb62127b02742fa9d754cd3bebf337f7a55d114c8e5cdd30be0220"
                    + "40529b194ba3f9281a99f2b1c0a19c0489bc22ede944ccf4ecbab4cc618ef3ed01"),
            List.of());
    CoinWitness second =
        CoinWitness.of(
            curve,
            HEX.parseHex("619c335025c7f4012e556c2a58b2506e30b8511b53ade95ea316fd8c3286feb9"),
            hashes,
            1);
    assertThat(transaction.signed(List.of(first, second)).raw())
        .isEqualTo(
            "01000000000102fff7f7881a8099afa6940d42d1e7f6362bec38171ea3edf433541db4e4ad969f000000"
                + "00494830450221008b9d1dc26ba6a9cb62127b02742fa9d754cd3bebf337f7a55d114c8e5cdd30"
                + "be022040529b194ba3f9281a99f2b1c0a19c0489bc22ede944ccf4ecbab4cc618ef3ed01eeffff"
                + "ffef51e1b804cc89d182d279655c3aa89e815b1b309fe287d9b2b55d57b90ec68a0100000000ff"
                + "ffffff02202cb206000000001976a9148280b37df378db99f66f85c95a783a76ac7a6d5988ac90"
                + "93510d000000001976a9143bde42dbee7e4dbe6a21b2d50ce2f0167faa815988ac000247304402"
                + "203609e17b84f6a7d30c80bfa610b5b4542f32a8a0d5447a12fb1366d7f01cc44a0220573a954c"
                + "4518331561406f90300e8f3358f51928d43c212a8caed02de67eebee0121025476c2e83188368d"
                + "a1ff3e292e7acafcdb3566bb0ad253f62fc70f07aeee635711000000");
  }

  @ParameterizedTest
  @MethodSource("curves")
  void signsTheInputOfBip143ThatHidesAKeysHashInAScriptsHash(Curve curve) {
    CoinTransaction transaction =
        new CoinTransaction(
            1,
            List.of(
                input(
                    "77541aeb3c4dac9260b68f74f44c973081a9d4cb2ebe8038b2d70faa201b6bdb:1",
                    1_000_000_000,
                    "a9144733f37cf4db86fbc2efed2500b4f4e49f31202387",
                    0xffff_fffeL)),
            List.of(
                new CoinOutput(199_996_600, "76a914a457b684d7f0d539a46a45bbc043f35b59d0d96388ac"),
                new CoinOutput(800_000_000, "76a914fd270b1ee6abcaea97fea7ad0402e8bd8ad6d77c88ac")),
            1170);
    CoinWitness witness =
        CoinWitness.of(
            curve,
            HEX.parseHex("eb696a065ef48a2192da5b28b694f87544b30fae8327c4510137a922f32c6dcf"),
            new SignatureHashes(transaction),
            0);
    CoinTransaction.Signed signed = transaction.signed(List.of(witness));
    assertThat(signed.raw())
        .isEqualTo(
            "01000000000101db6b1b20aa0fd7b23880be2ecbd4a98130974cf4748fb66092ac4d3ceb1a5477010000"
                + "001716001479091972186c449eb1ded22b78e40d009bdf0089feffffff02b8b4eb0b0000000019"
                + "76a914a457b684d7f0d539a46a45bbc043f35b59d0d96388ac0008af2f000000001976a914fd27"
                + "0b1ee6abcaea97fea7ad0402e8bd8ad6d77c88ac02473044022047ac8e878352d3ebbde1c94ce3"
                + "a10d057c24175747116f8288e5d794d12d482f0220217f36a485cae903c713331d877c1f64677e"
                + "3622ad4010726870540656fe9dcb012103ad1d8e89212f0b92c74d23bb710c00662ad1470198ac"
                + "48c43f7d6f93a2a2687392040000");
    assertThat(signed.txid())
        .isEqualTo("ef48d9d0f595052e0f8cdcf825f7a5e50b6a388a81f206f3f4846e5ecd7a0c23");
    assertThat(transaction.fee()).isEqualTo(3_400);
  }

  @ParameterizedTest
  @MethodSource("curves")
  void signsTheInputOfBip341ThatIsSpentByItsKey(Curve curve) {
    byte[] hash = new SignatureHashes(ofBip341()).ofTaproot(4);
    assertThat(HEX.formatHex(hash))
        .isEqualTo("4f900a0bae3f1446fd48490c2958b5a023228f01661cda3496a11da502a7f7ef");
    byte[] tweaked =
        HEX.parseHex("a8e7aa924f0d58854185a490e6c41f6efb7b675c0f3331b7f14b549400b4d501");
    assertThat(HEX.formatHex(curve.signSchnorr(hash, tweaked)))
        .isEqualTo(
            "b4010dd48a617db09926f729e79c33ae0b4e94b79f04a1ae93ede6315eb3669d"
                + "e185a17d2b0ac9ee09fd4c64b678a0b61a0a86fa888a273c8511be83bfd6810f");
  }

  @ParameterizedTest
  @MethodSource("curves")
  void tweaksTheKeyOfBip341ThatHasNoScripts(Curve curve) {
    byte[] secret =
        HEX.parseHex("6b973d88838f27366ed61c9ad6367663045cb456e28335c109e30717ae0c6baa");
    assertThat(HEX.formatHex(TaprootKey.outputSecret(curve, secret)))
        .isEqualTo("2405b971772ad26915c8dcdf10f238753a9b837e5f8e6a86fd7c0cce5b7296d9");
    assertThat(CoinScript.P2TR.script(curve, curve.point(secret)))
        .isEqualTo("512053a1f6e454df1aa2776a2814a721372d6258050de330b3c6d10ee8f4e0dda343");
  }

  @ParameterizedTest
  @MethodSource("curves")
  void signsAsBip340SaysWithZerosForItsRandomness(Curve curve) {
    byte[] three = new byte[32];
    three[31] = 3;
    assertThat(HEX.formatHex(curve.signSchnorr(new byte[32], three)))
        .isEqualTo(
            "e907831f80848d1069a5371b402410364bdf1c5f8307b0084c55f1ce2dca8215"
                + "25f66a4a85ea8b71e482a74f382d2ce5ebeee8fdb2172f477df4900d310536c0");
  }

  @Test
  void bothCurvesSignAlikeAndNeverWeighMoreThanWasReckoned() {
    for (int seed = 0; seed < 30; seed++) {
      List<CoinTransaction.Signed> signed = new ArrayList<>();
      for (Curve curve : curves().toList()) {
        signed.add(random(curve, seed));
      }
      assertThat(signed.getFirst()).isEqualTo(signed.getLast());
    }
  }

  @Test
  void noOtherKeySignsAnInput() {
    Curve curve = new NativeCurve();
    byte[] secret = new byte[32];
    secret[31] = 7;
    SignatureHashes hashes = new SignatureHashes(ofBip341());
    assertThatThrownBy(() -> CoinWitness.of(curve, secret, hashes, 5))
        .isInstanceOf(IllegalStateException.class);
  }

  /** One to four inputs of all kinds, each with its own key. */
  private static CoinTransaction.Signed random(Curve curve, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<byte[]> secrets = new ArrayList<>();
    List<CoinTransaction.Input> inputs = new ArrayList<>();
    long weight = 0;
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      byte[] secret = new byte[32];
      random.nextBytes(secret);
      secrets.add(secret);
      CoinScript kind = List.of(CoinScript.values()).get(random.nextInt(3));
      String txid = new BigInteger(1, secret).setBit(255).toString(16);
      String script = kind.script(curve, curve.point(secret));
      inputs.add(input(txid + ":" + i, 1_000, script, CoinTransaction.REPLACEABLE));
      weight += kind.inputWeight();
    }
    CoinOutput output = new CoinOutput(500, "76a9148280b37df378db99f66f85c95a783a76ac7a6d5988ac");
    weight += CoinScript.outputWeight(output.script()) + CoinScript.frameWeight(count, 1);
    CoinTransaction transaction = CoinTransaction.of(inputs, List.of(output));
    SignatureHashes hashes = new SignatureHashes(transaction);
    List<CoinWitness> witnesses = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      witnesses.add(CoinWitness.of(curve, secrets.get(i), hashes, i));
    }
    CoinTransaction.Signed signed = transaction.signed(witnesses);
    assertThat(signed.weight()).isBetween(weight - 4L * count, weight);
    return signed;
  }

  private static CoinTransaction ofBip143() {
    return new CoinTransaction(
        1,
        List.of(
            input(
                "9f96ade4b41d5433f4eda31e1738ec2b36f6e7d1420d94a6af99801a88f7f7ff:0",
                625_000_000,
                "2103c9f4836b9a4f77fc0d81f7bcb01b7f1b35916864b9476c241ce9fc198bd25432ac",
                0xffff_ffeeL),
            input(
                "8ac60eb9575db5b2d987e29f301b5b819ea83a5c6579d282d189cc04b8e151ef:1",
                600_000_000,
                "00141d0f172a0ecb48aee1be1f2687d2963ae33f71a1",
                0xffff_ffffL)),
        List.of(
            new CoinOutput(112_340_000, "76a9148280b37df378db99f66f85c95a783a76ac7a6d5988ac"),
            new CoinOutput(223_450_000, "76a9143bde42dbee7e4dbe6a21b2d50ce2f0167faa815988ac")),
        17);
  }

  private static CoinTransaction ofBip341() {
    List<CoinTransaction.Input> inputs = new ArrayList<>();
    Scanner words = new Scanner(BIP341_INPUTS);
    while (words.hasNext()) {
      String point = reversed(words.next()) + ":" + words.nextInt();
      inputs.add(input(point, words.nextLong(), words.next(), Long.parseLong(words.next(), 16)));
    }
    return new CoinTransaction(
        2,
        inputs,
        List.of(
            new CoinOutput(1_000_000_000, "76a91406afd46bcdfd22ef94ac122aa11f241244a37ecc88ac"),
            new CoinOutput(
                3_410_000_000L,
                "ac9a87f5594be208f8532db38cff670c450ed2fea8fcdefcc9a663f78bab962b")),
        500_000_000);
  }

  private static String reversed(String hex) {
    byte[] bytes = HEX.parseHex(hex);
    StringBuilder text = new StringBuilder();
    for (int i = bytes.length - 1; i >= 0; i--) {
      HEX.toHexDigits(text, bytes[i]);
    }
    return text.toString();
  }

  private static CoinTransaction.Input input(
      String point, long units, String script, long sequence) {
    String[] parts = point.split(":");
    return new CoinTransaction.Input(
        new CoinPoint(parts[0], Long.parseLong(parts[1])), new CoinOutput(units, script), sequence);
  }
}
