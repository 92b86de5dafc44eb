package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.ChainProgress;
import io.aureus.testing.BitcoindNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** IN-22 on two real nodes, which the gateway reads both. */
class BitcoindApartTest {
  @Test
  void in22WhatANodeLagsIsReadFromTheOtherAndWhereTheyDisagreeNothingIsSettled() {
    try (BitcoindNode other = BitcoindNode.bare()) {
      BitcoindNode ours = BitcoindNode.start();
      ours.join(other);
      String both = access(ours) + "," + access(other);
      try (CoinTown town = new CoinTown(ours, Map.of("aureus.chains.btc.rpc", both), Map.of())) {
        lag(town, ours);
        ours.join(other);
        disagree(town, ours, other);
      }
    }
  }

  /** The further one within agreement is used. */
  private static void lag(CoinTown town, BitcoindNode ours) {
    ours.setOnline(false);
    Story story = town.order("12");
    story.pay(story.due());
    story.awaitEvent("payment.seen");
    town.mineToDepth();
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
    town.mustBalance();
  }

  private static void disagree(CoinTown town, BitcoindNode ours, BitcoindNode other) {
    ours.setOnline(false);
    Story story = town.order("9");
    story.pay(story.due());
    story.awaitEvent("payment.seen");
    // At its depth on the one node, and nowhere on the other.
    other.mine(CoinTown.DEPTH + 2);
    town.mineToDepth();
    awaitWords(town, "disagrees with");
    // Many looks later it is the same.
    ChainTime.sleep(2000);
    assertThat(story.status()).isEqualTo("PENDING");
    assertThat(story.callbacks()).isEmpty();
    ours.join(other);
    awaitWords(town, "");
    assertThat(story.status()).isEqualTo("PENDING");
    town.mineToDepth();
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
    assertThat(story.types()).containsExactly("ORDER");
    town.mustBalance();
  }

  private static String access(BitcoindNode node) {
    return node.url().replace("http://", "http://" + node.user() + ":" + node.password() + "@");
  }

  /**
   * @param words that both nodes are to show; empty for nothing at all
   */
  private static void awaitWords(CoinTown town, String words) {
    ChainProgress progress = town.gateway().bean(ChainProgress.class);
    CoinTown.await(
        "all nodes to say: " + words,
        () ->
            progress.health().stream()
                .filter(node -> node.chain().equals("BTC"))
                .map(ChainProgress.NodeHealth::words)
                .allMatch(said -> words.isEmpty() ? said.isEmpty() : said.contains(words)));
  }
}
