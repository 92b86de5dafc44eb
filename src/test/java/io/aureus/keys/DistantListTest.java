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
  void whereTheListIsWhatBindsItAGatewayCannotLengthenIt() {
    SignerFixture fixture = fixture(true);
    assertThatThrownBy(() -> add(fixture))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN))
        .hasMessageContaining("--allow mct-1:ETH:" + TO);
    assertThat(fixture.policy().list("mct-1")).isEmpty();
  }

  @Test
  void whereItBindsNobodyItIsTheMerchants() {
    SignerFixture fixture = fixture(false);
    add(fixture);
    assertThat(fixture.policy().list("mct-1")).hasSize(1);
  }

  private static void add(SignerFixture fixture) {
    SignerCalls calls =
        new SignerCalls(
            fixture.signer(),
            fixture.policy(),
            fixture.seeds(),
            new Catalogue(List.of(SignerFixture.COIN), Set.of("USD")));
    calls.call(
        new Ask(
            "add",
            SignerWire.JSON.valueToTree(
                Map.of(
                    "merchant",
                    "mct-1",
                    "chain",
                    SignerFixture.ETH,
                    "address",
                    TO,
                    "actor",
                    "person:1"))));
  }

  private static SignerFixture fixture(boolean allowListOnly) {
    return new SignerFixture(
        new JavaCurve(),
        SignerFixture.settings(Map.of(), Map.of(), Map.of(), null, allowListOnly, ""));
  }
}
