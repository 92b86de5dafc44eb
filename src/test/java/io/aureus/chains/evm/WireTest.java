package io.aureus.chains.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.chains.nodes.Refusals;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {
  /** The test vectors of EIP-55. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0x52908400098527886E0F7030069857D2E4169EE7",
        "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
        "0xde709f2102306220921060314715629080e2fb77",
        "0x27b1fdb04752bbc536007a920d24acb045561c26",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
        "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
        "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb"
      })
  void spellsAddressesWithTheirChecksum(String address) {
    assertThat(Hex.checksummed(address.toLowerCase(Locale.ROOT))).isEqualTo(address);
  }

  @Test
  void keepsEveryDigitOfTheLargestNumber() throws NodeFailure {
    BigInteger largest = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
    assertThat(Hex.number("0x" + "f".repeat(64))).isEqualTo(largest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0x", "12", "0xzz", "0x-5", "-0x5", "0x1 "})
  void refusesWhatIsNoNumber(String text) {
    assertThatThrownBy(() -> Hex.number(text)).isInstanceOf(NodeFailure.class);
  }

  @Test
  void refusesATimeOrABlockThatCannotBe() {
    assertThatThrownBy(() -> Hex.small("0x" + "f".repeat(16))).isInstanceOf(NodeFailure.class);
    assertThatThrownBy(() -> Hex.hash("0x12")).isInstanceOf(NodeFailure.class);
    assertThatThrownBy(() -> Hex.address("0x" + "g".repeat(40))).isInstanceOf(NodeFailure.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -32005 | limit exceeded                                                 | TOO_MUCH
          -32602 | query returned more than 10000 results. Try with this range    | TOO_MUCH
          -32000 | query exceeds max block range 1000                             | TOO_MUCH
          -32602 | Log response size exceeded. You can make requests with up to a 2K | TOO_MUCH
          -32603 | query timeout exceeded                                         | TOO_MUCH
          -32005 | daily request count exceeded, request rate limited             | RATE_LIMITED
          429    | Your app has exceeded its compute units per second capacity    | RATE_LIMITED
          -32601 | the method trace_block does not exist/is not available         | REFUSED
          -32000 | missing trie node 1f2e (path )                                 | REFUSED
          """)
  void readsTheErrorsOfNodesAndProviders(int code, String message, Kind kind) {
    assertThat(Refusals.of(code, message).kind()).isEqualTo(kind);
  }

  @Test
  void findsNoCoinInCallsThatWereReverted() throws NodeFailure {
    String to = "0x" + "1".repeat(40);
    List<Traces.InnerCall> found =
        Traces.flat(
            List.of(
                flat(List.of(), to, "0x1", null),
                flat(List.of(0), to, "0x5", null),
                flat(List.of(1), to, "0x7", "Reverted"),
                flat(List.of(1, 0), to, "0x9", null),
                flat(List.of(2), to, "0x0", null)),
            to);
    assertThat(found)
        .extracting(call -> call.position() + "=" + call.units())
        .containsExactly("call:0=5");
  }

  private static Wire.FlatTrace flat(
      List<Integer> path, String to, String value, @Nullable String error) {
    Wire.Action action =
        new Wire.Action("0x" + "2".repeat(40), to, value, "call", null, null, null);
    return new Wire.FlatTrace(action, error, path, "0x" + "a".repeat(64), "call");
  }
}
