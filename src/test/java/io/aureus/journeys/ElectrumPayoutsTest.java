package io.aureus.journeys;

import io.aureus.testing.BitcoindNode;
import io.aureus.testing.CoinNode;
import io.aureus.testing.CoinNode.Fate;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Money out where no node is known, but an Electrum server before real bitcoind: some stories. */
class ElectrumPayoutsTest {
  private static final Stories STORIES = new Stories();

  private static final class Stories extends CoinMoneyOutJourneys {
    @Override
    CoinNode node() {
      return BitcoindNode.start();
    }

    @Override
    CoinTown found(Map<String, Object> settings) {
      return CoinTown.byElectrum(node(), settings, parts());
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
  void out1PaidAndTheFeeIsBooked() {
    STORIES.out1AskedBroadcastConfirmedAndTheFeeIsBooked();
  }

  @Test
  void out4WithoutAClearAnswer() {
    STORIES.out4WithoutAClearAnswerTheSameBytesAreOfferedAgain();
  }

  @Test
  void out5ReplacedByOneWithAHigherFee() {
    STORIES.out5StuckAtALowFeeItIsReplacedByOneWithAHigherFeeAndPaidOnce();
  }

  @Test
  void out5CarriedByAChild() {
    STORIES.out5StuckSinceItsReceiverSpentItAlreadyItIsCarriedByOneChild();
  }

  @Test
  void out6ReorganisedAfterItWasDone() {
    STORIES.out6ReorganisedAfterItWasDoneTheSameBytesGoOutAgain(Fate.GONE);
  }
}
