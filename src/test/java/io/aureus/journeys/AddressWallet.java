package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.testing.RawHttp;
import io.aureus.testing.RawHttp.Answer;

/**
 * What a wallet asks at Lightning addresses.
 *
 * @param url of the gateway
 * @param source the address that it asks from, through a proxy that a stranger lies to
 */
record AddressWallet(String url, String source) {
  private Answer ask(String path) {
    return new RawHttp(url)
        .get(path, "X-Forwarded-For: " + source + "\nX-Forwarded-Host: evil.example");
  }

  Answer terms(String name) {
    return ask("/.well-known/lnurlp/" + name);
  }

  /**
   * @param query from its question mark on
   */
  Answer invoice(String name, String query) {
    return ask("/lnurlp/" + name + query);
  }

  static Invoice read(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return Invoice.read(LightningNetwork.REGTEST, answer.json().get("pr").asString());
  }

  static void mustRefuse(Answer answer, int status, String words) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.json().get("status").asString()).isEqualTo("ERROR");
    assertThat(answer.json().get("reason").asString()).contains(words);
    assertThat(answer.header("access-control-allow-origin")).contains("*");
  }

  /** The order that an invoice is of. */
  static Story story(LightningTown town, Invoice invoice) {
    String id =
        town.database()
            .jdbc()
            .sql("select order_id from lightning_invoice where payment_hash = ?")
            .param(invoice.terms().paymentHash())
            .query(String.class)
            .single();
    return new Story(town, id, "/none", "");
  }
}
