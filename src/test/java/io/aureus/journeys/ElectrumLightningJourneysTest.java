package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.Refusal;
import io.aureus.merchants.LightningNames;
import io.aureus.orders.LightningAddresses;
import io.aureus.testing.ElectrumLightningNodes;
import io.aureus.testing.RawHttp;
import io.aureus.testing.TwoLightningNodes;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On the real pair, two Electrum daemons with a channel: some stories. */
class ElectrumLightningJourneysTest {
  private static final Stories STORIES = new Stories();

  private static final class Stories extends LightningMoneyInJourneys {
    @Override
    TwoLightningNodes nodes() {
      return ElectrumLightningNodes.start();
    }
  }

  @BeforeAll
  static void open() {
    STORIES.open();
  }

  @AfterAll
  static void close() {
    STORIES.close();
  }

  @AfterEach
  void theBooksAgreeWithTheChannel() {
    STORIES.theBooksAgreeWithTheChannel();
  }

  @Test
  void in1AnInvoiceThatIsPaid() {
    STORIES.in1AnInvoiceThatIsPaidMakesTheSuccess();
  }

  @Test
  void in9NothingComes() {
    STORIES.in9NothingComesIsOverdueAndCallsTheTimeoutOnce();
  }

  @Test
  void in10And29PaidAfterOverdue() {
    STORIES.in10And29PaidAfterOverdueIsOfferedToTheMerchantWhoTakesIt();
  }

  @Test
  void in29HeldByTheNode() throws Exception {
    STORIES.in29HeldByTheNodeAndSettledAfterTheWindowIsNotLost();
  }

  @Test
  void in29PaidWhileTheGatewayWasDown() {
    STORIES.in29PaidWhileTheGatewayWasDownSucceedsOnce();
  }

  @Test
  void whileTheNodeIsDown() {
    STORIES.whileTheNodeIsDownNoOrderIsMade();
  }

  @Test
  void aLightningAddressIsRefusedPlainly() {
    LightningTown town = STORIES.town();
    LightningAddresses addresses = town.gateway().bean(LightningAddresses.class);
    assertThatThrownBy(() -> addresses.switchOn(town.account().merchant(), "shop"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("(Electrum) cannot put the hash of a description");
    // As if the node had been another one then.
    town.gateway().bean(LightningNames.class).switchOn(town.account().merchant(), "shop");
    for (String path : List.of("/.well-known/lnurlp/shop", "/lnurlp/shop?amount=5000")) {
      RawHttp.Answer refused = new RawHttp(town.gateway().url()).get(path, "");
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.json().get("status").asString()).isEqualTo("ERROR");
      assertThat(refused.json().get("reason").asString()).contains("hash of a description");
    }
  }

  @Test
  void thePageShowsTheSettlementInLessThanASecond() {
    LightningLook.mustShowInLessThanASecond(STORIES.town(), getClass().getSimpleName());
  }
}
