package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutState;
import io.aureus.testing.BitcoindNode;
import io.aureus.testing.CoinNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Our own seed's addresses in another form than the usual one: bitcoind takes what the signer makes
 * of their coins, in a first transaction and in the one that replaces it.
 */
abstract class CoinFormJourneys extends CoinPayoutStories {
  private static final String DEAREST = "3000";

  /** As the setting names it. */
  abstract String form();

  /** How addresses of regtest begin in this form. */
  abstract String beginning();

  /** An input that bitcoind has taken, as it tells of it. */
  abstract void isOfTheForm(JsonNode input);

  @Override
  final CoinNode node() {
    return BitcoindNode.start();
  }

  @Override
  final Map<String, Object> settings() {
    return Map.of("aureus.keys.addresses.bitcoin", form());
  }

  @Test
  void itsCoinsPayAnOrderGoOutWithChangeAreRaisedAndConfirmed() {
    Story first = earn(DEAREST);
    Story second = earn(DEAREST);
    assertThat(List.of(first.address(), second.address(), hot()))
        .allSatisfy(address -> assertThat(address).startsWith(beginning()))
        .doesNotHaveDuplicates();
    // More than either coin holds, and less than both.
    long sum = first.due().longValueExact() * 3 / 2;
    String receiver = receiver();
    Payout asked = withdraw(sum, receiver);
    String offered = await(asked.id(), PayoutState.BROADCASTING).txHash();
    mustBeOurs(town().node().rpc("getrawtransaction", offered, true), 2);
    raise(asked, offered);
    Payout done = mineUntil(asked.id(), PayoutState.CONFIRMED);
    assertThat(done.txHash()).isNotEqualTo(offered);
    assertThat(paying(receiver, sum)).containsExactly(done.txHash());
    mustBeOurs(town().node().rpc("getrawtransaction", done.txHash(), true), 2);
    town().mustBalance();
    theChangeGoesOutToo(done.txHash());
  }

  /** Replaced by the same payment at a higher fee. */
  private void raise(Payout asked, String offered) {
    awaitTrue(
        () -> {
          ask(4 * USUAL_RATE);
          return !offered.equals(find(asked.id()).txHash());
        },
        () -> payouts().history(asked.id()));
    String higher = await(asked.id(), PayoutState.BROADCASTING).txHash();
    awaitTrue(
        () -> town().node().rpc("getrawmempool").toString().contains(higher),
        () -> payouts().history(asked.id()));
    assertThat(waiting()).as("the first one is displaced").isEqualTo(1);
    ask(USUAL_RATE);
  }

  private void theChangeGoesOutToo(String before) {
    long left = payouts().preview(wish(5_000, receiver(), null)).most().units().longValueExact();
    Payout rest = withdraw(left, receiver());
    Payout done = mineUntil(rest.id(), PayoutState.CONFIRMED);
    JsonNode mined = town().node().rpc("getrawtransaction", done.txHash(), true);
    assertThat(mined.path("vin").valueStream().map(in -> in.path("txid").asString()))
        .contains(before);
    mustBeOurs(mined, 1);
  }

  /** Each input is signed as the form asks for, and what is left came back to our own address. */
  private void mustBeOurs(JsonNode transaction, int least) {
    assertThat(transaction.path("vin").size()).isGreaterThanOrEqualTo(least);
    transaction.path("vin").forEach(this::isOfTheForm);
    assertThat(transaction.path("vout").valueStream().map(CoinFormJourneys::address))
        .as("%s", transaction)
        .contains(hot());
  }

  private static String address(JsonNode output) {
    return output.at("/scriptPubKey/address").asString();
  }
}
