package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** Addresses of BIP49 on real bitcoind. */
class BitcoindNestedWitnessTest extends CoinFormJourneys {
  @Override
  String form() {
    return "bip49";
  }

  @Override
  String beginning() {
    return "2";
  }

  /** The script of the witness's program alone (BIP141), then signature and key in the witness. */
  @Override
  void isOfTheForm(JsonNode input) {
    assertThat(input.at("/scriptSig/hex").asString()).startsWith("160014").hasSize(46);
    assertThat(input.path("txinwitness").valueStream().map(JsonNode::asString))
        .satisfiesExactly(
            signature -> assertThat(signature).endsWith("01").hasSizeBetween(136, 146),
            key -> assertThat(key).hasSize(66));
  }
}
