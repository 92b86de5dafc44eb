package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutState;
import io.aureus.testing.EvmNode;
import io.aureus.testing.FaultyRelay;
import io.aureus.testing.FaultyRelay.AfterTaking;
import io.aureus.testing.JsonRpc;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * OUT-4: the node has taken a payout, and its answer is lost on the way; on every kind of node.
 * BTCPay 6540: one payout was sent ten times.
 */
abstract class LostAnswerJourneys extends PayoutStories {
  private static final long CHAIN_ID = 31337;

  private EvmNode first;
  private FaultyRelay relay;

  /** A node of the kind that is tested. */
  abstract EvmNode start(long chainId);

  /** The gateway's line goes over a relay that loses answers. */
  @Override
  Map<String, Object> settings() {
    first = start(CHAIN_ID);
    relay = FaultyRelay.before(first.url());
    return Map.of(
        "aureus.chains.eth.rpc", relay.url(),
        "aureus.chains.eth.timeout", "2s",
        // The same bytes are what is shown here: no fee is raised meanwhile.
        "aureus.payouts.bump-after", "5m");
  }

  @Override
  EvmNode node(long chainId) {
    return chainId == CHAIN_ID ? first : start(chainId);
  }

  @AfterAll
  void closeTheRelay() {
    if (relay != null) {
      relay.close();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HANG", "RESET", "BAD_GATEWAY", "TWICE"})
  void out4WhateverBecomesOfTheAnswerTheSameBytesAreOfferedAndOnePaymentIsMade(AfterTaking fault) {
    earn("USDT-ERC20", "20");
    String receiver = receiver();
    mineUntil(withdraw("USDT-ERC20", "1", receiver).id(), PayoutState.CONFIRMED);
    long sent = sent();
    int offered = relay.calls("eth_sendRawTransaction");
    relay.afterTaking(fault);
    Payout asked;
    try {
      asked = withdraw("USDT-ERC20", "2", receiver);
      await(
          asked.id(), fault == AfterTaking.TWICE ? PayoutState.BROADCASTING : PayoutState.UNCLEAR);
      assertThat(known(payouts().find(asked.id()).orElseThrow().txHash()))
          .as("the node has it")
          .isTrue();
    } finally {
      relay.afterTaking(AfterTaking.ANSWER);
    }
    // It is offered again before any block could have it.
    await(asked.id(), PayoutState.BROADCASTING);
    Payout done = mineUntil(asked.id(), PayoutState.CONFIRMED);
    assertThat(relay.calls("eth_sendRawTransaction")).isGreaterThan(offered + 1);
    assertThat(signedTransactions(asked.id())).as("one signature").isEqualTo(1);
    assertThat(sent()).as("one transaction").isEqualTo(sent + 1);
    assertThat(held("USDT-ERC20", receiver).longValueExact()).isEqualTo(3_000_000);
    assertThat(done.reverted()).isFalse();
    assertThat(events(asked.id()))
        .filteredOn("payout.unclear"::equals)
        .hasSize(fault == AfterTaking.TWICE ? 0 : 1);
    assertThat(events(asked.id())).containsOnlyOnce("payout.confirmed");
  }

  private boolean known(String hash) {
    JsonNode found = JsonRpc.call(first.url(), "eth_getTransactionByHash", hash);
    return found.isObject();
  }

  /** How many transactions of the hot address are in blocks. */
  private long sent() {
    return JsonRpc.number(JsonRpc.call(first.url(), "eth_getTransactionCount", hot(), "latest"));
  }
}
