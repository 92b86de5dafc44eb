package io.aureus.journeys;

import io.aureus.testing.BitcoindNode;
import io.aureus.testing.SimulatedCoinNode;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A merchant's wallet of coins on the simulated chain; a real wallet signs. */
class SimulatedCoinSelfCustodyTest extends PsbtStories {
  private final BitcoindSelfCustodyTest stories = new BitcoindSelfCustodyTest();

  @BeforeAll
  static void open() {
    town = new CoinTown(SimulatedCoinNode.start("BTC", Clock.systemUTC()));
    signer = BitcoindNode.bare();
    town.bring(descriptor("wpkh("));
  }

  @AfterAll
  static void close() {
    signer.close();
    town.close();
  }

  @Test
  void out12ARefundIsSignedByTheMerchantsWalletAsAPsbtAndTheOrderEndsRefunded() {
    stories.out12ARefundIsSignedByTheMerchantsWalletAsAPsbtAndTheOrderEndsRefunded();
  }

  @Test
  void out12AFullRefundNeedsNoCoinButTheOrdersOwn() {
    stories.out12AFullRefundNeedsNoCoinButTheOrdersOwn();
  }

  @Test
  void out12WhatTheMerchantBroadcastsHimselfIsFoundAndItsChangeIsSpentByTheNext() {
    stories.out12WhatTheMerchantBroadcastsHimselfIsFoundAndItsChangeIsSpentByTheNext();
  }

  @Test
  void aReorganisationTakesItBackUntilTheChainHasItAgain() {
    stories.aReorganisationTakesItBackUntilTheChainHasItAgain();
  }
}
