package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.ledger.Account;
import io.aureus.ledger.Ledger;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutHold;
import io.aureus.payouts.PayoutKind;
import io.aureus.payouts.PayoutState;
import io.aureus.payouts.Payouts;
import io.aureus.payouts.Sweeps;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How coins come from orders' addresses and go to the cold one, on every kind of node. */
abstract class SweepJourneys extends PayoutStories {
  private static final BigInteger GWEI = BigInteger.TEN.pow(9);
  private static final BigInteger ETHER = BigInteger.TEN.pow(18);
  private static final BigInteger FIFTY_ETHER = ETHER.multiply(BigInteger.valueOf(50));

  /** BTCPay 1730: tokens were stranded on many addresses. */
  @Test
  void twentyAddressesAreSweptByOneTransactionAndAgainWithoutNewAuthorizations() {
    List<Story> stories = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Story story = town().order("DAI-ERC20", "20");
      story.pay(story.due());
      stories.add(story);
    }
    town().mineToDepth();
    stories.forEach(story -> story.awaitStatus("SUCCESS"));
    assertThat(preview("DAI-ERC20").way()).isEqualTo(Sweeps.Way.CONTRACT_FIRST);

    Payout asked = withdraw("DAI-ERC20", "390", receiver());
    mineUntil(asked.id(), PayoutState.CONFIRMED);

    assertThat(all(PayoutKind.DEPLOYMENT)).hasSize(1);
    assertThat(all(PayoutKind.TOP_UP)).isEmpty();
    List<Payout> sweeps =
        all(PayoutKind.SWEEP).stream()
            .filter(one -> one.amount().asset().code().equals("DAI-ERC20"))
            .toList();
    assertThat(sweeps).hasSize(1);
    assertThat(shares(sweeps.getFirst())).isEqualTo(20);
    for (Story story : stories) {
      assertThat(held("DAI-ERC20", story.address())).isZero();
    }
    assertThat(payouts().history(sweeps.getFirst().id()))
        .anyMatch(step -> step.words().contains("20 of 20 addresses were swept"));
    gasEach(sweeps.getFirst(), 20);
  }

  /** SHKeeper 80: 40 TRX were burned to move 9 USDT. */
  @Test
  void out15WhatCostsTooMuchStaysAndIsShownWithItsCost() {
    earn("USDC-ERC20", "30");
    gasCosts(100);
    Payout asked = withdraw("USDC-ERC20", "10", receiver());
    awaitTrue(() -> find(asked).hold() == PayoutHold.COINS);
    Sweeps.Preview preview = preview("USDC-ERC20");
    assertThat(preview.way()).isEqualTo(Sweeps.Way.NOTHING);
    assertThat(preview.left()).hasSize(1);
    assertThat(preview.left().getFirst().why()).contains("costs too much");
    assertThat(preview.left().getFirst().cost()).isNotNull();
    pause(2500);
    assertThat(ofAsset("USDC-ERC20")).containsExactly(PayoutKind.WITHDRAWAL);
    gasIsCheapAgain();
    mineUntil(asked.id(), PayoutState.CONFIRMED);
  }

  @Test
  void aTopUpAboveItsCapIsNotMadeWhateverItIsWorth() {
    earn("USDT-ERC20", "3000");
    gasCosts(150);
    Payout asked = withdraw("USDT-ERC20", "1000", receiver());
    awaitTrue(() -> find(asked).hold() == PayoutHold.COINS);
    assertThat(preview("USDT-ERC20").left().getFirst().why()).contains("top-up-cap");
    pause(2500);
    assertThat(ofAsset("USDT-ERC20")).containsExactly(PayoutKind.WITHDRAWAL);
    gasIsCheapAgain();
    mineUntil(asked.id(), PayoutState.CONFIRMED);
  }

  @Test
  void whatIsAboveTheLevelGoesToTheColdAddressAndStaysInTheBooks() {
    BigInteger before = held("BNB", Town.COLD);
    town().otherNode().pay(hot(), ETHER.multiply(BigInteger.valueOf(60)));
    town().mineOtherToDepth();
    mineOtherUntilCold(before);
    // Ten are kept, and a story before this one may have left ten.
    assertThat(held("BNB", Town.COLD).subtract(before))
        .isBetween(FIFTY_ETHER, FIFTY_ETHER.add(ETHER.multiply(BigInteger.TEN)));
    coldIsInTheBooks();
    int moved = all(PayoutKind.COLD).size();
    pause(4000);
    assertThat(all(PayoutKind.COLD)).hasSize(moved);
  }

  /** No payout waits for these coins: they are brought to the hot address for this alone. */
  @Test
  void whatIsAboveTheLevelOnAnOrdersAddressGoesToTheColdAddressByTheHotOne() {
    BigInteger before = held("BNB", Town.COLD);
    Story story = town().order("BNB", "20");
    town().otherNode().pay(story.address(), ETHER.multiply(BigInteger.valueOf(60)));
    town().mineOtherToDepth();
    story.awaitStatus("SUCCESS");
    mineOtherUntilCold(before);
    // It pays its own gas, and keeps what of that is not used.
    assertThat(held("BNB", story.address())).isLessThan(ETHER.divide(BigInteger.valueOf(100)));
    assertThat(ofAsset("BNB")).contains(PayoutKind.SWEEP);
    assertThat(held("BNB", Town.COLD).subtract(before))
        // Less the gas of both.
        .isBetween(FIFTY_ETHER.subtract(ETHER), FIFTY_ETHER.add(ETHER.multiply(BigInteger.TEN)));
    coldIsInTheBooks();
  }

  private void mineOtherUntilCold(BigInteger before) {
    awaitTrue(
        () -> {
          pause(300);
          town().otherNode().mine(1);
          return held("BNB", Town.COLD).compareTo(before) > 0
              && all(PayoutKind.COLD).stream().allMatch(p -> p.state() == PayoutState.CONFIRMED);
        });
  }

  private void coldIsInTheBooks() {
    assertThat(
            town()
                .gateway()
                .bean(Ledger.class)
                .balance(Account.ours(Account.Kind.COLD), asset("BNB"))
                .units())
        .isEqualTo(held("BNB", Town.COLD).negate());
  }

  @Test
  void aNumberThatWasGivenBackIsSpentOnNothingAndHoldsUpNobody() {
    earn("ETH", "200");
    mineUntil(withdraw("ETH", "0.01", receiver()).id(), PayoutState.CONFIRMED);
    settle();
    var jdbc = town().database().jdbc();
    // As a signer's refusal leaves it: the number is given back after a later one was taken.
    long gap =
        jdbc.sql(
                """
                update sender_nonce set next = next + 1 where chain = 'ETH' and address = ?
                returning next - 1
                """)
            .param(hot())
            .query(Long.class)
            .single();
    Payout stuck = withdraw("ETH", "0.01", receiver());
    awaitTrue(
        () -> List.of(PayoutState.BROADCASTING, PayoutState.UNCLEAR).contains(find(stuck).state()));
    town().mine(2);
    assertThat(find(stuck).state()).isNotEqualTo(PayoutState.CONFIRMED);
    jdbc.sql(
            """
            insert into payout_place (chain, address, nonce, gas_limit, max_fee, priority,
              given_back_at)
            values ('ETH', ?, ?, 21000, 1, 1, now() - interval '2 minutes')
            """)
        .params(hot(), gap)
        .update();
    mineUntil(stuck.id(), PayoutState.CONFIRMED);
  }

  /** Nothing is on its way that could take a number. */
  private void settle() {
    awaitTrue(
        () -> {
          town().mine(1);
          pause(300);
          return town()
              .database()
              .jdbc()
              .sql(
                  """
                  select not exists (select 1 from payout
                    where state not in ('CONFIRMED', 'CANCELLED', 'FAILED') and chain = 'ETH')
                  """)
              .query(Boolean.class)
              .single();
        });
  }

  private void gasCosts(int gwei) {
    town().node().baseFee(GWEI.multiply(BigInteger.valueOf(gwei)));
    town().mine(1);
    awaitTrue(
        () ->
            town()
                .database()
                .jdbc()
                .sql("select base > ?::numeric from gas_price where chain = 'ETH'")
                .param(GWEI.multiply(BigInteger.valueOf(gwei / 2)).toString())
                .query(Boolean.class)
                .single());
  }

  private Payout find(Payout payout) {
    return payouts().find(payout.id()).orElseThrow();
  }

  private Sweeps.Preview preview(String asset) {
    return town().gateway().bean(Sweeps.class).previews().stream()
        .filter(one -> one.asset().code().equals(asset))
        .findFirst()
        .orElseThrow();
  }

  private List<Payout> all(PayoutKind kind) {
    return payouts().list(new Payouts.Query(null, kind, null, null, 1, 100)).payouts();
  }

  private List<PayoutKind> ofAsset(String code) {
    return payouts().list(new Payouts.Query(null, null, null, null, 1, 1000)).payouts().stream()
        .filter(payout -> payout.amount().asset().code().equals(code))
        .map(Payout::kind)
        .toList();
  }

  private long shares(Payout sweep) {
    return town()
        .database()
        .jdbc()
        .sql("select count(*) from sweep_share where payout_id = ?::uuid and moved = units")
        .param(sweep.id().value())
        .query(Long.class)
        .single();
  }

  /** For who measures. */
  void gasEach(Payout sweep, int addresses) {}
}
