package io.aureus.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
  private static Fields fields(String json) {
    return Fields.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  private static void refused(ThrowingCallable call, String... words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST);
              assertThat(refusal.words()).contains(words);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "100, 100",
    "'\"100\"', 100",
    "'\"18.00\"', 18",
    "19.99, 19.99",
    "1e2, 100",
    "0.30000000000000004, 0.30000000000000004",
    "999999999999999, 999999999999999"
  })
  void takesAPriceAsNumberOrText(String came, BigDecimal expected) {
    assertThat(fields("{\"price\":" + came + "}").price("price")).isEqualByComparingTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "\"-1\"",
        "\"0.00\"",
        "NaN",
        "Infinity",
        "-Infinity",
        "1e30",
        "\"1e30\"",
        "1e-2147483640",
        "0.1234567890123456789012345678901234567890",
        "true",
        "[1]",
        "{}",
        "\"abc\"",
        "\"1,000.00\"",
        "\"NaN\"",
        "\"\"",
        "null"
      })
  void refusesAPriceThatIsNoAmountOfMoneyAndNamesTheField(String came) {
    refused(() -> fields("{\"price\":" + came + "}").price("price"), "price");
  }

  @Test
  void namesANestedFieldInFull() {
    refused(
        () -> fields("{\"origin\":{\"price\":0}}").object("origin").price("price"),
        "origin.price",
        "above 0");
  }

  @Test
  void saysThatANumberIsTooLongInsteadOfReadingIt() {
    refused(() -> fields("{\"price\":" + "9".repeat(1000) + "}"), "200 digits");
  }

  @Test
  void keepsAnAddressByteForByte() {
    String url = "https://shop.example/paid?order=1&x={a|b}&y=%zz#é";
    assertThat(fields("{\"u\":\"" + url + "\"}").url("u")).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"u\":\"\"}", "{\"u\":null}"})
  void takesAnEmptyAddressAsAbsent(String json) {
    assertThat(fields(json).url("u")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "/paid",
        "ftp://shop.example/",
        "https://",
        "https:///paid",
        "https://shop.example/a b",
        "https://shop.example/\\nx"
      })
  void refusesAnAddressThatIsNotAbsoluteHttp(String url) {
    refused(() -> fields("{\"u\":\"" + url + "\"}").url("u"), "u");
  }

  @Test
  void refusesAnAddressOfMoreThan2048Characters() {
    String url = "https://shop.example/" + "a".repeat(2048);
    refused(() -> fields("{\"u\":\"" + url + "\"}").url("u"), "2048");
  }

  @Test
  void takesAReferenceAsTextOrNumber() {
    assertThat(fields("{\"id\":18}").reference("id")).contains("18");
    assertThat(fields("{\"id\":\"#18\"}").reference("id")).contains("#18");
    refused(() -> fields("{\"id\":true}").reference("id"), "id");
    refused(() -> fields("{\"id\":1e100000}").reference("id"), "id");
  }

  @Test
  void takesASwitchAsClientsWriteIt() {
    Fields fields = fields("{\"a\":true,\"b\":\"true\",\"c\":1,\"d\":\"0\",\"e\":false,\"f\":2}");
    assertThat(fields.flag("a")).isTrue();
    assertThat(fields.flag("b")).isTrue();
    assertThat(fields.flag("c")).isTrue();
    assertThat(fields.flag("d")).isFalse();
    assertThat(fields.flag("e")).isFalse();
    assertThat(fields.flag("absent")).isFalse();
    refused(() -> fields.flag("f"), "f", "true or false");
  }

  @Test
  void refusesControlCharactersAndHalfCharacters() {
    refused(() -> fields("{\"t\":\"a\\u0000b\"}").text("t", 10), "control character");
    refused(() -> fields("{\"t\":\"a\\ud800b\"}").text("t", 10), "t");
    assertThat(fields("{\"t\":\"\\ud83d\\ude00\"}").text("t", 1)).contains("😀");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{", "{\"a\":1}}", "{'a':1}", "[1]", "\"x\"", "42", "nonsense", "{\"a\":}"})
  void refusesWhatIsNotAJsonObject(String body) {
    refused(() -> fields(body), "JSON");
  }

  @Test
  void refusesAFieldThatComesTwice() {
    refused(() -> fields("{\"price\":1,\"price\":2}"), "twice");
  }

  @Test
  void refusesDeepNesting() {
    refused(() -> fields("{\"a\":".repeat(40) + "1" + "}".repeat(40)), "nested");
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    refused(() -> Fields.parse(new byte[] {'{', '"', (byte) 0xC3, '"', '}'}), "UTF-8");
  }

  @Test
  void readsPastAByteOrderMarkAndTakesNoBodyAsEmpty() {
    assertThat(fields("\uFEFF{\"id\":1}").reference("id")).contains("1");
    assertThat(fields("").reference("id")).isEmpty();
  }
}
