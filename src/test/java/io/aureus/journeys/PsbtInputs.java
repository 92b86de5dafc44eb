package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.BitcoindNode;
import tools.jackson.databind.JsonNode;

/** What a PSBT tells of the coins that it spends, as another program reads it. */
final class PsbtInputs {
  private PsbtInputs() {}

  /** For each input, as devices want it; and a wallet program has nothing to add but signatures. */
  static void mustBeWhole(BitcoindNode signer, String psbt) {
    JsonNode decoded = signer.rpc("decodepsbt", psbt);
    JsonNode analysed = signer.rpc("analyzepsbt", psbt);
    assertThat(analysed.path("next").asString()).isEqualTo("signer");
    assertThat(analysed.path("fee").decimalValue()).isEqualTo(decoded.path("fee").decimalValue());
    for (int i = 0; i < decoded.path("inputs").size(); i++) {
      JsonNode in = decoded.at("/tx/vin").get(i);
      JsonNode told = decoded.path("inputs").get(i);
      JsonNode output = told.at("/non_witness_utxo/vout").get(in.path("vout").asInt());
      assertThat(told.at("/non_witness_utxo/txid").asString())
          .isEqualTo(in.path("txid").asString());
      assertThat(told.at("/witness_utxo/amount")).isEqualTo(output.path("value"));
      assertThat(told.at("/witness_utxo/scriptPubKey/hex"))
          .isEqualTo(output.at("/scriptPubKey/hex"));
    }
  }
}
