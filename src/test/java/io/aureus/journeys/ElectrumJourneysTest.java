package io.aureus.journeys;

import io.aureus.testing.BitcoindNode;
import io.aureus.testing.CoinNode;
import io.aureus.testing.SimulatedCoinNode;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Money in where no node is known, but an Electrum server before real bitcoind: some stories. */
class ElectrumJourneysTest {
  private static final Stories STORIES = new Stories();

  private static final class Stories extends OddCoinJourneys {
    @Override
    CoinNode node() {
      return BitcoindNode.start();
    }

    @Override
    CoinTown found() {
      return CoinTown.byElectrum(node(), Map.of(), Map.of());
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
  void theBooksAgreeWithTheChain() {
    STORIES.theBooksAgreeWithTheChain();
  }

  @Test
  void in1ExactAmount() {
    STORIES.in1ExactAmountIsSeenInTheMempoolAndSucceedsAtTheRequiredDepth();
  }

  @Test
  void in8SeenInTimeAndConfirmedAfterTheWindow() {
    STORIES.in8SeenInTheMempoolInTheWindowAndConfirmedAfterItSucceeds();
  }

  @Test
  void in10PaidAfterOverdue() {
    STORIES.in10PaidAfterOverdueIsOfferedToTheMerchantWhoTakesIt();
  }

  @Test
  void in16ReplacedByOneThatDoesNotPayUs() {
    STORIES.in16ReplacedByOneThatDoesNotPayUsIsUnpaidAgainAndCanBePaidAnew();
  }

  @Test
  void in17ReplacedByOneThatPaysAnotherAmount() {
    STORIES.in17ReplacedByOneThatPaysUsAnotherAmountIsJudgedByWhatConfirms();
  }

  @Test
  void in19BackInTheMempoolAfterAReorganisation() {
    STORIES.in19BackInTheMempoolAfterAReorganisationItWaitsAndIsMinedAgain();
  }

  @Test
  void in20ReorganisedAwayForGood() {
    STORIES.in20ConfirmedAndThenReorganisedAwayIsFlaggedAndReversed();
  }

  @Test
  void in23RestartedBetweenSightAndConfirmation() {
    STORIES.in23RestartedBetweenSightAndConfirmationItGoesOnAsIfItHadNotBeen();
  }

  @Test
  void in1InLitecoinBeforeTheSimulatedNode() {
    CoinNode node = SimulatedCoinNode.start("LTC", Clock.systemUTC());
    try (CoinTown town = CoinTown.byElectrum(node, Map.of(), Map.of())) {
      town.sold("18").awaitSuccessCallbacks(1);
      town.mustBalance();
    }
  }
}
