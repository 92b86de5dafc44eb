package io.aureus.chains.lightning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aureus.chains.lightning.LightningRefusal.Kind;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvoiceAmountTest {
  @ParameterizedTest
  @CsvSource({
    "1, 100000000000, 1",
    "20m, 2000000000, 20m",
    "2500u, 250000000, 2500u",
    "1000u, 100000000, 1m",
    "1500n, 150000, 1500n",
    "10p, 1, 10p",
    "10000000000p, 1000000000, 10m",
    "9678785340p, 967878534, 9678785340p",
    "21000000, 2100000000000000000, 21000000",
    "21000000000m, 2100000000000000000, 21000000",
    "21000000000000u, 2100000000000000000, 21000000",
    "21000000000000000n, 2100000000000000000, 21000000",
    "20999999999999999990p, 2099999999999999999, 20999999999999999990p"
  })
  void anAmountIsExactAndWrittenInTheShortestWay(String text, long millisatoshi, String shortest) {
    assertThat(InvoiceAmount.read(text)).hasValue(millisatoshi);
    assertThat(InvoiceAmount.write(OptionalLong.of(millisatoshi))).isEqualTo(shortest);
  }

  @Test
  void noAmountIsNone() {
    assertThat(InvoiceAmount.read("")).isEmpty();
    assertThat(InvoiceAmount.write(OptionalLong.empty())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "0u",
        "01",
        "010p",
        "00",
        "m",
        "2500x",
        "25.5u",
        "-1",
        "+1",
        "1e3",
        "1mm",
        "1 m",
        "٣u",
        "1p",
        "11p",
        "2500000001p",
        "21000001",
        "21000000001m",
        "21000000000000000001n",
        "21000000000000000010p",
        "9223372036854775807",
        "9223372036854775808",
        "92233720368547758070p",
        "99999999999999999999",
        "99999999999999999990p",
        "100000000000000000000000000000000"
      })
  void anythingElseIsRefused(String text) {
    assertThat(catchThrowableOfType(LightningRefusal.class, () -> InvoiceAmount.read(text)).kind())
        .isEqualTo(Kind.AMOUNT);
  }
}
