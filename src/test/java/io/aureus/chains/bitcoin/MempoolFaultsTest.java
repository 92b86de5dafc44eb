package io.aureus.chains.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.TransferFact;
import io.aureus.testing.CoinNode;
import io.aureus.testing.CoinNode.Fate;
import io.aureus.testing.SimulatedCoinNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Looks into the mempool of nodes that fail, lie, or were looked at late. */
class MempoolFaultsTest {
  private static final String OURS = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";
  private static final String READ = "getrawtransaction";
  private static final long FIVE = 5_000_000;
  private static final long SIX = 6_000_000;

  private final CoinNode node = SimulatedCoinNode.start("BTC", Clock.systemUTC());
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeEach
  void mine() {
    node.mine(1);
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
    node.close();
  }

  private CoinObservation observation(String... urls) {
    List<String> own = List.of(urls);
    CoinObservation observation =
        new CoinObservation(
            node, own.stream().map(url -> CoinObservation.url(node, url)).toArray(String[]::new));
    open.add(observation);
    observation.watch(OURS);
    observation.observe();
    return observation;
  }

  private Gate gate() throws IOException {
    Gate gate = new Gate(node.url());
    open.add(gate);
    return gate;
  }

  private static long count(String body) {
    return body.split(READ, -1).length - 1L;
  }

  @Test
  void whatOneNodeListedAndAnotherLacksIsReadLater() throws IOException {
    Gate first = gate();
    Gate other = gate();
    CoinObservation observation = observation(first.url(), other.url());
    node.pay(OURS, FIVE);
    first.instead = body -> body.contains(READ) ? new Gate.Answer(503, "busy") : null;
    other.instead = body -> body.contains(READ) ? new Gate.Answer(200, lacking(count(body))) : null;
    observation.observe();
    assertThat(observation.told()).isEmpty();
    first.instead = body -> null;
    observation.observe();
    assertThat(observation.told()).containsExactly("SEEN " + FIVE);
  }

  private static String lacking(long calls) {
    return IntStream.range(0, (int) calls)
        .mapToObj(
            id ->
                "{\"jsonrpc\":\"2.0\",\"id\":%d,\"error\":{\"code\":-5,\"message\":\"none\"}}"
                    .formatted(id))
        .collect(Collectors.joining(",", "[", "]"));
  }

  @Test
  void anotherTransactionThanTheOneAskedForIsNotBelieved() throws IOException {
    Gate gate = gate();
    String invented = node.pay(OURS, SIX);
    String hex = node.rpc(READ, invented).asString();
    node.evict(invented);
    CoinObservation observation = observation(gate.url());
    node.pay(OURS, FIVE);
    String lie = "[{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":\"%s\"}]".formatted(hex);
    gate.instead = body -> body.contains(READ) ? new Gate.Answer(200, lie) : null;
    observation.observe();
    assertThat(observation.told()).isEmpty();
    gate.instead = body -> null;
    observation.observe();
    assertThat(observation.told()).containsExactly("SEEN " + FIVE);
  }

  @Test
  void whatIsTooMuchIsAskedForInSmallerPartsAndOneThatIsTooBigAloneIsLeftToItsBlock()
      throws IOException {
    Gate gate = gate();
    CoinObservation observation = observation(gate.url());
    String big = node.pay(OURS, SIX);
    for (int i = 0; i < 9; i++) {
      node.pay(OURS, FIVE + i);
    }
    gate.instead =
        body ->
            body.contains(READ) && (count(body) > 3 || body.contains(big))
                ? new Gate.Answer(413, "too large")
                : null;
    observation.observe();
    assertThat(observation.told()).hasSize(9).doesNotContain("SEEN " + SIX);
    assertThat(observation.health(0).healthy()).isTrue();
    node.mine(1);
    observation.observe();
    assertThat(observation.told()).contains("SEEN " + SIX);
  }

  @Test
  void whoSpendsFromOneThatIsReadAfterItIsToldWithWhoseCoinsTheyAre() throws IOException {
    Gate gate = gate();
    CoinObservation observation = observation(gate.url());
    String payer = node.payerAddress();
    observation.watch(payer);
    List<String> children = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      children.add(node.lift(node.pay(OURS, FIVE + i), 20));
    }
    // One by one, and in no order.
    gate.instead =
        body -> body.contains(READ) && count(body) > 1 ? new Gate.Answer(413, "too large") : null;
    observation.observe();
    assertThat(observation.facts())
        .extracting(TransferFact::transfer)
        .filteredOn(transfer -> children.contains(transfer.txHash()))
        .hasSize(8)
        .allMatch(transfer -> payer.equals(transfer.from()));
  }

  @Test
  void in21_whatTheNodeSawWhileWeWereDownWasSeenThen() {
    CoinObservation observation = observation(node.url());
    Instant paid = Instant.now();
    node.pay(OURS, FIVE);
    observation.startAgain();
    observation.clock.advance(Duration.ofMinutes(12));
    observation.observe();
    Instant first = observation.facts().getFirst().transfer().firstSeenAt();
    assertThat(first).isBetween(paid.minusSeconds(1), Instant.now().plusSeconds(1));
  }

  @Test
  void aNodesClockIsBelievedOnlyBetweenOurLooks() {
    Instant now = Instant.parse("2026-05-01T12:00:00Z");
    FirstListing running = FirstListing.between(now.minusSeconds(1), now);
    assertThat(running.at(now.minusSeconds(60))).isEqualTo(now.minusSeconds(1));
    assertThat(running.at(now.plusSeconds(60))).isEqualTo(now);
    assertThat(running.at(null)).isEqualTo(now);
    FirstListing first = FirstListing.between(Instant.EPOCH, now);
    assertThat(first.at(now.minusSeconds(60))).isEqualTo(now.minusSeconds(60));
    assertThat(first.at(Instant.EPOCH)).isEqualTo(now.minus(Duration.ofDays(14)));
  }

  @Test
  void in17_aHigherFeeForThePaymentKeepsItsFirstSightAndLessMoneyDoesNot() {
    CoinObservation observation = observation(node.url());
    String txid = node.pay(OURS, FIVE);
    observation.observe();
    Instant first = observation.facts().getFirst().transfer().firstSeenAt();
    observation.clock.advance(Duration.ofMinutes(40));
    node.replace(txid, Map.of(OURS, FIVE));
    observation.observe();
    assertThat(observation.facts().getLast().transfer().firstSeenAt()).isEqualTo(first);
    String full = node.pay(OURS, SIX);
    observation.observe();
    Instant before = observation.facts().getLast().transfer().firstSeenAt();
    node.replace(full, Map.of(OURS, FIVE));
    observation.observe();
    assertThat(observation.facts().getLast().transfer().firstSeenAt()).isAfter(before);
  }

  @Test
  void in20_nothingIsConfirmedBesideAConfirmedPaymentThatWaitsAgain() {
    CoinObservation observation = observation(node.url());
    String txid = node.pay(OURS, FIVE);
    node.mine(3);
    observation.observe();
    assertThat(observation.told()).containsExactly("SEEN " + FIVE, "CONFIRMED " + FIVE);
    node.reorg(3, Fate.WAITING);
    observation.observe();
    node.pay(OURS, SIX);
    node.evict(txid);
    node.mine(4);
    observation.observe();
    assertThat(observation.told()).contains("SEEN " + SIX).doesNotContain("CONFIRMED " + SIX);
    node.resubmit(txid);
    node.mine(1);
    observation.observe();
    assertThat(observation.told()).containsExactly("MOVED " + FIVE, "CONFIRMED " + SIX);
  }
}
