package io.aureus.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.SignerWire.Ask;
import io.aureus.money.Catalogue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a gateway may do to the list of destinations of a signer in another process. */
class DistantListTest {
  private static final String TO = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

  @Test
  void aGatewayShortensTheListAndNeverLengthensIt() {
    for (boolean binds : new boolean[] {true, false}) {
      SignerFixture fixture =
          new SignerFixture(
              new JavaCurve(),
              SignerFixture.settings(Map.of(), Map.of(), Map.of(), null, binds, ""));
      assertThatThrownBy(() -> call(fixture, "add"))
          .isInstanceOfSatisfying(
              Refusal.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
      assertThat(fixture.policy().list("mct-1")).isEmpty();
      fixture.policy().add("mct-1", SignerFixture.ETH, TO, "the bank", "operator at the signer");
      assertThat(fixture.policy().list("mct-1")).hasSize(1);
      call(fixture, "remove");
      assertThat(fixture.policy().list("mct-1")).isEmpty();
    }
  }

  private static void call(SignerFixture fixture, String act) {
    SignerCalls calls =
        new SignerCalls(
            fixture.signer(),
            fixture.policy(),
            fixture.seeds(),
            new Catalogue(List.of(SignerFixture.COIN), Set.of("USD")));
    calls.call(
        new Ask(
            act,
            SignerWire.JSON.valueToTree(
                Map.of(
                    "merchant",
                    "mct-1",
                    "chain",
                    SignerFixture.ETH,
                    "address",
                    TO,
                    "label",
                    "",
                    "actor",
                    "person:1"))));
  }
}
