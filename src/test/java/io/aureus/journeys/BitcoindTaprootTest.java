package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** Addresses of BIP86 on real bitcoind. */
class BitcoindTaprootTest extends CoinFormJourneys {
  @Override
  String form() {
    return "bip86";
  }

  @Override
  String beginning() {
    return "bcrt1p";
  }

  /** One Schnorr signature of everything (BIP341), and nothing else. */
  @Override
  void isOfTheForm(JsonNode input) {
    assertThat(input.at("/scriptSig/hex").asString()).isEmpty();
    assertThat(input.path("txinwitness").valueStream().map(JsonNode::asString))
        .singleElement()
        .asString()
        .hasSize(128);
  }
}
