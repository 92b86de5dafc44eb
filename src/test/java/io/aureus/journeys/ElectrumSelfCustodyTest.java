package io.aureus.journeys;

import io.aureus.testing.BitcoindNode;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A merchant with only an xpub, whose gateway knows only an Electrum server: some stories. */
class ElectrumSelfCustodyTest extends PsbtStories {
  private final BitcoindSelfCustodyTest stories = new BitcoindSelfCustodyTest();

  @BeforeAll
  static void open() {
    town = CoinTown.byElectrum(BitcoindNode.start(), Map.of(), Map.of());
    signer = BitcoindNode.bare();
    town.bring(descriptor("wpkh("));
  }

  @AfterAll
  static void close() {
    signer.close();
    town.close();
  }

  @Test
  void out12ARefundIsSignedAsAPsbtAndTheOrderEndsRefunded() {
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
  void aTaprootWalletSignsItsPsbt() {
    town.bring(descriptor("tr("));
    new PsbtDoublesTest().aTaprootWalletSignsItsPsbt();
    town.bring(descriptor("wpkh("));
  }

  @Test
  void aReorganisationTakesItBackUntilTheChainHasItAgain() {
    stories.aReorganisationTakesItBackUntilTheChainHasItAgain();
  }
}
