package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.testing.CoinNode;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The scenarios of money in that are out of the ordinary: replaced, undone, disturbed. */
abstract class OddCoinJourneys extends StrayCoinJourneys {
  /** A shop that hangs is given up sooner than usual. */
  @Override
  CoinTown found() {
    return new CoinTown(node(), Map.of("aureus.callbacks.deadline", "5s"), Map.of());
  }

  @Test
  void in12to15NeedTokensOrContractsWhichAChainOfOneCoinDoesNotHave() {
    // The one transaction that a block holds without an effect for us pays only others.
    Story story = town().order("5");
    town().node().pay(town().node().payerAddress(), story.due().longValueExact());
    Story witness = town().order("6");
    witness.pay(witness.due());
    town().mineToDepth();
    witness.awaitStatus("SUCCESS");
    assertThat(story.transactions()).isEmpty();
  }

  @Test
  void in16ReplacedByOneThatDoesNotPayUsIsUnpaidAgainAndCanBePaidAnew() {
    Story story = town().order("18");
    BigInteger due = story.due();
    String first = story.pay(due);
    story.awaitEvent("payment.seen");
    town().node().replace(first, Map.of());
    story.awaitTransaction(first, "FAILED", "ORDER");
    assertThat(story.events()).contains("payment.replaced").doesNotContain("payment.dropped");
    assertThat(story.status()).isEqualTo("PENDING");
    town().mineToDepth();
    town().mustBalance();
    assertThat(story.callbacks()).isEmpty();
    story.pay(due);
    town().mineToDepth();
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
  }

  @Test
  void in17ReplacedByOneThatPaysUsAnotherAmountIsJudgedByWhatConfirms() {
    Story story = town().order("40");
    BigInteger due = story.due();
    String first = story.pay(due);
    story.awaitEvent("payment.seen");
    BigInteger less = thousandths(story, 500);
    String second = town().node().replace(first, Map.of(story.address(), less.longValueExact()));
    story.awaitTransaction(first, "FAILED", "ORDER");
    town().mineToDepth();
    story.awaitEvent("payment.confirmed");
    assertThat(story.status()).isEqualTo("PENDING");
    String third = story.pay(due.subtract(less));
    story.awaitTransaction(third, "PENDING", "REST");
    String fourth = town().node().replace(third, Map.of(story.address(), due.longValueExact()));
    town().mineToDepth();
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
    assertThat(story.transactions()).hasSize(4);
    assertThat(story.transactions())
        .filteredOn(row -> row.get("status").asString().equals("SUCCESS"))
        .extracting(row -> row.get("tx_hash").asString())
        .containsExactlyInAnyOrder(second, fourth);
    assertThat(story.types()).containsExactlyInAnyOrder("ORDER", "ORDER", "REST", "REST");
  }

  @Test
  void in18EvictedAndBackIsTheSamePayment() {
    Story story = town().order("18");
    String txid = story.pay(story.due());
    story.awaitEvent("payment.seen");
    town().node().evict(txid);
    story.awaitPage("Payment forgotten for now");
    town().mine(1);
    assertThat(story.status()).isEqualTo("PENDING");
    town().node().resubmit(txid);
    story.awaitPage("Seen, not in a block yet");
    town().mineToDepth();
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
    assertThat(story.types()).containsExactly("ORDER");
  }

  @Test
  void in19MinedReorganisedAndMinedAgainIsOnePayment() {
    Story story = town().order("5");
    story.pay(story.due());
    town().mine(1);
    story.awaitEvent("payment.seen");
    town().node().reorg(1, CoinNode.Fate.MINED);
    town().mineToDepth();
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
    assertThat(story.types()).containsExactly("ORDER");
  }

  @Test
  void in19BackInTheMempoolAfterAReorganisationItWaitsAndIsMinedAgain() {
    Story story = town().order("5");
    story.pay(story.due());
    town().mine(1);
    story.awaitEvent("payment.seen");
    town().node().reorg(1, CoinNode.Fate.WAITING);
    town().mustBalance();
    assertThat(story.status()).isEqualTo("PENDING");
    town().mineToDepth();
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
    assertThat(story.types()).containsExactly("ORDER");
  }

  @Test
  void in20ConfirmedAndThenReorganisedAwayIsFlaggedAndReversed() {
    Story story = town().order("5");
    story.pay(story.due());
    town().mineToDepth();
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
    town().node().reorg(CoinTown.DEPTH + 1, CoinNode.Fate.GONE);
    town().mineToDepth();
    story.awaitEvent("payment.reversed");
    assertThat(story.status()).isEqualTo("SUCCESS");
    assertThat(story.transactions().getFirst().get("status").asString()).isEqualTo("FAILED");
    assertThat(story.callbacks()).hasSize(1);
  }

  @Test
  void in21NoOrderIsLateWhileItsNodeIsAway() {
    Story story = town().order("5");
    BigInteger due = story.due();
    town().cutTheLine();
    try {
      story.pay(due);
      town().mineToDepth();
      town().time().letTheClockCatchUp();
      story.endWindow();
      ChainTime.sleep(2_000);
      assertThat(story.status()).isEqualTo("PENDING");
    } finally {
      town().mendTheLine();
    }
    town().mine(1);
    story.awaitStatus("SUCCESS");
    story.awaitSuccessCallbacks(1);
    assertThat(story.timeoutCallbacks()).isEmpty();
  }

  @Test
  void in23RestartedBetweenSightAndConfirmationItGoesOnAsIfItHadNotBeen() {
    Story seen = town().order("12");
    Story missed = town().order("13");
    BigInteger due = missed.due();
    seen.pay(seen.due());
    seen.awaitEvent("payment.seen");
    String address = missed.address();
    town().restart();
    town().pay(town().coin(), address, due);
    town().mineToDepth();
    for (Story story : new Story[] {seen, missed}) {
      story.awaitStatus("SUCCESS");
      story.awaitSuccessCallbacks(1);
      assertThat(story.types()).containsExactly("ORDER");
    }
  }

  @Test
  void in24AShopThatAnswersBadlyIsCalledAgainAndHoldsNoOtherOrderUp() {
    Map<CallbackTrap.Fault, Story> stories = new EnumMap<>(CallbackTrap.Fault.class);
    for (CallbackTrap.Fault fault : CallbackTrap.Fault.values()) {
      Story story = town().order("12");
      town().trap().once(story.callbackPath(), fault);
      story.pay(story.due());
      stories.put(fault, story);
    }
    Story other = town().order("13");
    other.pay(other.due());
    town().mineToDepth();
    other.awaitSuccessCallbacks(1);
    assertThat(stories.values()).allMatch(story -> story.callbacks().size() < 2);
    for (Story story : stories.values()) {
      story.awaitSuccessCallbacks(2);
      List<CallbackTrap.Call> calls = story.callbacks();
      assertThat(calls.getLast().uri()).isEqualTo(calls.getFirst().uri());
      assertThat(calls.getLast().body()).isEqualTo(calls.getFirst().body());
    }
    assertThat(town().trap().callsTo(CallbackTrap.ELSEWHERE)).isEmpty();
    JsonNode refused =
        town()
            .shop()
            .post(
                "/api/order/pay-url",
                Map.of("price", "9", "currency", "USD", "callback_url", "http://10.1.2.3/paid"));
    assertThat(refused.get("code").asInt()).isEqualTo(400);
    assertThat(refused.get("message").asString()).contains("reachable from the internet");
  }

  @Test
  void in27NeedsAStablecoinWhichTheChainDoesNotHaveSoThatAFixedPriceIsRefused() {
    Map<String, Object> wish =
        Map.of(
            "chain",
            town().node().chain(),
            "currency",
            town().coin().code(),
            "vs_currency",
            "USD",
            "vs_price",
            12,
            "fixed_encrypt_price",
            true);
    JsonNode refused = town().shop().post("/api/order/pay-info", wish);
    assertThat(refused.get("code").asInt()).isEqualTo(400);
    assertThat(refused.get("message").asString()).contains("fixed_encrypt_price");
  }
}
