package io.aureus.chains.lightning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aureus.chains.lightning.LightningRefusal.Kind;
import io.aureus.money.Bech32;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** BOLT12's own examples. */
class OfferTest {
  private static final String WHOLE =
      "lno1pqps7sjqpgtyzm3qv4uxzmtsd3jjqer9wd3hy6tsw35k7msjzfpy7nz5yqcnygrfdej82um5wf5k2uckyypwa3e"
          + "yt44h6txtxquqh7lz5djge4afgfjn7k4rgrkuag0jsd5xvxg";

  private static final List<Bolt11.Example> ALL = Bolt11.lines("bolt12.txt");

  static List<Bolt11.Example> valid() {
    return ALL.stream().filter(one -> one.verdict().equals("valid")).toList();
  }

  static List<Bolt11.Example> invalid() {
    return ALL.stream().filter(one -> !one.verdict().equals("valid")).toList();
  }

  @ParameterizedTest
  @MethodSource("valid")
  void readsEveryExample(Bolt11.Example example) {
    Offer offer = read(example);
    assertThat(offer.text()).isEqualTo(example.text());
    assertThat(offer.issuerId() == null).isEqualTo(example.name().equals("only-a-path"));
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void refusesEveryOther(Bolt11.Example example) {
    assertThat(refusal(example.text()).kind()).isEqualTo(Kind.valueOf(example.verdict()));
  }

  @Test
  void readsWhatItSays() {
    Offer minimal = read("minimal");
    assertThat(minimal.issuerId())
        .isEqualTo("02eec7245d6b7d2ccb30380bfbe2a3648cd7a942653f5aa340edcea1f283686619");
    assertThat(minimal.description()).isNull();
    assertThat(minimal.amount()).isEmpty();
    assertThat(minimal.isExpired(Instant.MAX)).isFalse();
    assertThat(read("description").description()).isEqualTo("Test vectors");
    assertThat(read("amount").amount()).hasValue(10_000);
    assertThat(read("amount").currency()).isNull();
    assertThat(read("currency").currency()).isEqualTo("USD");
    assertThat(read("issuer").issuer()).isEqualTo("https://bolt12.org BOLT12 industries");
    Instant end = Instant.ofEpochSecond(2_051_184_600);
    assertThat(read("expiry").isExpired(end.minusNanos(1))).isFalse();
    assertThat(read("expiry").isExpired(end)).isTrue();
  }

  @Test
  void anOfferIsOfTheNetworksItNamesAndElseOfBitcoin() {
    String testnet = example("testnet").text();
    assertThat(Offer.read(LightningNetwork.TESTNET, testnet).text()).isEqualTo(testnet);
    assertThat(refusal(testnet).kind()).isEqualTo(Kind.NETWORK);
    LightningRefusal refusal =
        catchThrowableOfType(
            LightningRefusal.class, () -> Offer.read(LightningNetwork.REGTEST, WHOLE));
    assertThat(refusal.kind()).isEqualTo(Kind.NETWORK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "l+%s",
        "%s+ %s",
        "%s+\n%s",
        "%s+  %s+\r\n %s",
        "%s+\t%s",
      })
  void piecesAreJoined(String form) {
    int pieces = form.split("%s", -1).length - 1;
    Object[] parts = new Object[pieces];
    int from = form.startsWith("l+") ? 1 : 0;
    for (int i = 0; i < pieces; i++) {
      int to = i == pieces - 1 ? WHOLE.length() : from + 20;
      parts[i] = WHOLE.substring(from, to);
      from = to;
    }
    String text = form.formatted(parts);
    assertThat(Offer.read(LightningNetwork.MAINNET, text).text()).isEqualTo(WHOLE);
    assertThat(Offer.read(LightningNetwork.MAINNET, text.toUpperCase(Locale.ROOT)).text())
        .isEqualTo(WHOLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s+", "%s+ ", "+%s", "+ %s", "ln++%s", " %s", "%s "})
  void aPlusElsewhereIsRefused(String form) {
    String text = form.formatted(form.startsWith("ln") ? WHOLE.substring(2) : WHOLE);
    assertThat(refusal(text).kind()).isEqualTo(Kind.TEXT);
  }

  /** Those of BOLT12's that would be made by hand, so that each is wrong in one thing alone. */
  @ParameterizedTest
  @CsvSource({
    "1043%1$s%1$s00, FIELD, a path",
    "1043%1$s%1$s01, FIELD, a path",
    "1066%1$s%1$s01%1$s0001, FIELD, a path",
    "1067%3$s%1$s01%1$s0001ff, FIELD, a path",
    "1067%1$s%3$s01%1$s0001ff, FIELD, a path",
    "1067%1$s%1$s01%3$s0001ff, FIELD, a path",
    "1000, FIELD, a path",
    "1620%4$s, FIELD, node that it names",
    "1621%3$s, FIELD, node that it names",
    "1621%1$s1621%1$s, FIELD, not in order",
    "0a001621%1$s0a00, FIELD, not in order",
    "0a001621%1$s5000, FIELD, type 80",
    "00001621%1$s, FIELD, type 0",
    "1621%1$sfd010000, FIELD, type 256",
    "1621%1$sfe7735940000, FIELD, type 2000000000",
    "1621%1$sfe3b9aca0200, FEATURE, type 1000000002",
    "1621%1$s1800, FEATURE, type 24",
    "1621%1$sfd002100, FIELD, longer than",
    "1621%1$s21fd000100, FIELD, longer than",
    "1621%1$sfe0000010000, FIELD, longer than",
    "1621%1$sff000000007735940000, FIELD, longer than",
    "1621%1$sffffffffffffffffff00, FIELD, not known",
    "1621%1$s21ffffffffffffffffff, FIELD, cut off",
    "1621%1$s21fe7fffffff, FIELD, cut off",
    "1621%1$s21, FIELD, cut off",
    "1621%1$sfd, FIELD, cut off",
    "0801000a001621%1$s, FIELD, shortest form",
    "080a000000000000000000010a001621%1$s, FIELD, shortest form",
    "0808ffffffffffffffff0a001621%1$s, FIELD, larger than",
    "08000a001621%1$s, FIELD, amount is 0",
    "060275730801010a001621%1$s, FIELD, currency is none",
    "0e0200011621%1$s, FIELD, shortest form",
    "140200011621%1$s, FIELD, shortest form",
    "02001621%1$s, FIELD, networks",
    "0c01021621%1$s, ACCEPTED, ''",
    "0c01041621%1$s, FEATURE, feature 2",
  })
  void eachFieldIsJudged(String form, String verdict, String words) {
    String point = "02" + "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";
    String none = "02" + "00".repeat(32);
    String hex = form.formatted(point, "00", none, point.substring(2));
    StringBuilder text = new StringBuilder("lno1");
    for (byte group : Bech32.toGroups(HexFormat.of().parseHex(hex))) {
      text.append(Bech32.letter(group));
    }
    if (verdict.equals("ACCEPTED")) {
      assertThat(Offer.read(LightningNetwork.MAINNET, text.toString()).issuerId()).isEqualTo(point);
      return;
    }
    LightningRefusal refusal = refusal(text.toString());
    assertThat(refusal.words()).contains(words);
    assertThat(refusal.kind()).isEqualTo(Kind.valueOf(verdict));
  }

  @Test
  void mixedLettersAreRefused() {
    assertThat(refusal(WHOLE.replace("pqps", "PQPS")).kind()).isEqualTo(Kind.TEXT);
  }

  private static Bolt11.Example example(String name) {
    return ALL.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  private static Offer read(String name) {
    return read(example(name));
  }

  private static Offer read(Bolt11.Example example) {
    boolean testnet = example.name().equals("testnet");
    return Offer.read(
        testnet ? LightningNetwork.TESTNET : LightningNetwork.MAINNET, example.text());
  }

  private static LightningRefusal refusal(String text) {
    return catchThrowableOfType(
        LightningRefusal.class, () -> Offer.read(LightningNetwork.MAINNET, text));
  }
}
