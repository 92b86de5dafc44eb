package io.aureus.journeys;

import io.aureus.testing.ElectrumLightningNodes;
import io.aureus.testing.TwoLightningNodes;
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
}
