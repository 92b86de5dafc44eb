package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.Refusal;
import io.aureus.ledger.Account;
import io.aureus.ledger.Ledger;
import io.aureus.money.Amount;
import io.aureus.payouts.OwnPayouts;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutKind;
import io.aureus.payouts.PayoutState;
import io.aureus.payouts.PayoutWish;
import io.aureus.payouts.Payouts;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The scenarios of money out, on every kind of node. */
abstract class MoneyOutJourneys extends PayoutStories {
  @Test
  void out1AskedBroadcastConfirmed() {
    earn("USDT-ERC20", "50");
    Amount before = balance("USDT-ERC20", Account.Kind.AVAILABLE);
    String receiver = receiver();
    Payout asked = withdraw("USDT-ERC20", "12.5", receiver);
    assertThat(balance("USDT-ERC20", Account.Kind.AVAILABLE))
        .isEqualTo(before.minus(asked.reserved()));
    assertThat(balance("USDT-ERC20", Account.Kind.RESERVED)).isEqualTo(asked.reserved());
    Payout done = mineUntil(asked.id(), PayoutState.CONFIRMED);
    assertThat(held("USDT-ERC20", receiver)).isEqualTo(asked.amount().units());
    assertThat(balance("USDT-ERC20", Account.Kind.RESERVED).isZero()).isTrue();
    assertThat(done.spent()).isNotNull();
    assertThat(asked.fee().isPositive()).isTrue();
    assertThat(
            town()
                .gateway()
                .bean(Ledger.class)
                .balance(Account.ours(Account.Kind.FEES), asset("USDT-ERC20"))
                .units())
        .isGreaterThanOrEqualTo(asked.fee().units());
  }

  @Test
  void out1CoinsGoOutLikeTokens() {
    earn("ETH", "100");
    String receiver = receiver();
    Payout asked = withdraw("ETH", "0.01", receiver);
    mineUntil(asked.id(), PayoutState.CONFIRMED);
    assertThat(held("ETH", receiver)).isEqualTo(asked.amount().units());
  }

  @Test
  void out2TwoHundredAskForTheWholeBalanceAndOneGetsIt() throws Exception {
    earn("DAI-ERC20", "30");
    Payouts payouts = payouts();
    Payouts.Preview preview = payouts.preview(wish("DAI-ERC20", "1", receiver(), null));
    String most = preview.most().text();
    List<Payout> given = new ArrayList<>();
    int refused = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Payout>> asked = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        asked.add(threads.submit(() -> withdraw("DAI-ERC20", most, receiver())));
      }
      for (Future<Payout> one : asked) {
        try {
          given.add(one.get());
        } catch (java.util.concurrent.ExecutionException e) {
          assertThat(e.getCause()).isInstanceOf(Refusal.class).hasMessageContaining("at most");
          refused++;
        }
      }
    }
    assertThat(given).hasSize(1);
    assertThat(refused).isEqualTo(199);
    mineUntil(given.getFirst().id(), PayoutState.CONFIRMED);
  }

  @Test
  void out6ReorganisedAfterItWasDoneTheSameBytesGoOutAgain() {
    earn("USDT-ERC20", "20");
    String receiver = receiver();
    Payout asked = withdraw("USDT-ERC20", "3", receiver);
    Payout done = mineUntil(asked.id(), PayoutState.CONFIRMED);
    town().node().reorg(Town.DEPTH + 4, false);
    town().mine(1);
    await(asked.id(), PayoutState.BROADCASTING, PayoutState.UNCLEAR, PayoutState.SEEN);
    Payout again = mineUntil(asked.id(), PayoutState.CONFIRMED);
    assertThat(again.txHash()).isEqualTo(done.txHash());
    assertThat(held("USDT-ERC20", receiver)).isEqualTo(asked.amount().units());
  }

  @Test
  void out7BadDestinationsAreRefusedBeforeAnythingIsReserved() {
    earn("USDT-ERC20", "20");
    Amount before = balance("USDT-ERC20", Account.Kind.AVAILABLE);
    String order = town().order("USDT-ERC20", "5").address();
    for (String wrong :
        List.of(
            "",
            "0x123",
            "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu",
            "TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE",
            "0x0000000000000000000000000000000000000000",
            "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD",
            hot(),
            order,
            Town.BLOCKED,
            town().contract("USDT-ERC20"))) {
      assertThatThrownBy(() -> withdraw("USDT-ERC20", "1", wrong))
          .as(wrong)
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("address");
    }
    assertThat(balance("USDT-ERC20", Account.Kind.AVAILABLE)).isEqualTo(before);
  }

  @Test
  void out8BadAmountsAreRefusedWithTheFigureThatWouldPass() {
    earn("USDT-ERC20", "20");
    Amount zero = Amount.zero(asset("USDT-ERC20"));
    assertThatThrownBy(() -> payouts().request(wish(zero, receiver(), null)))
        .hasMessageContaining("least");
    assertThatThrownBy(
            () -> payouts().request(wish(Amount.ofUnits(zero.asset(), -5), receiver(), null)))
        .hasMessageContaining("least");
    assertThatThrownBy(() -> withdraw("USDT-ERC20", "1000000", receiver()))
        .hasMessageContaining("at most");
  }

  @Test
  void out9TheSameReferenceGivesTheSamePayoutAndAnotherWishAnError() {
    earn("USDT-ERC20", "20");
    PayoutWish wish = wish("USDT-ERC20", "2", receiver(), "salary-7");
    Payout first = payouts().request(wish);
    assertThat(payouts().request(wish).id()).isEqualTo(first.id());
    assertThatThrownBy(
            () -> payouts().request(wish("USDT-ERC20", "3", wish.destination(), "salary-7")))
        .hasMessageContaining("stands already");
    mineUntil(first.id(), PayoutState.CONFIRMED);
    assertThat(payouts().request(wish).id()).as("also once it is paid").isEqualTo(first.id());
  }

  @Test
  void out9TheSameIdempotencyKeyGivesTheSamePayoutAndAnotherWishAnError() {
    earn("USDT-ERC20", "20");
    String receiver = receiver();
    PayoutWish wish = keyed("2", receiver);
    Payout first = payouts().request(wish);
    assertThat(payouts().request(wish).id()).isEqualTo(first.id());
    mineUntil(first.id(), PayoutState.CONFIRMED);
    assertThat(payouts().request(wish).id()).as("also once it is paid").isEqualTo(first.id());
    for (PayoutWish other : List.of(keyed("3", receiver), keyed("2", receiver()))) {
      assertThatThrownBy(() -> payouts().request(other)).hasMessageContaining("stands already");
    }
    assertThat(held("USDT-ERC20", receiver)).isEqualTo(first.amount().units());
    assertThat(balance("USDT-ERC20", Account.Kind.RESERVED).isZero()).isTrue();
  }

  private PayoutWish keyed(String amount, String receiver) {
    return new PayoutWish(
        town().merchant(),
        PayoutKind.WITHDRAWAL,
        wish("USDT-ERC20", amount, receiver, null).amount(),
        receiver,
        false,
        null,
        null,
        "key-7",
        "token:1");
  }

  @Test
  void out11GasForATokenOnAnOrdersAddressIsBroughtFirst() {
    earn("USDC-ERC20", "40");
    String receiver = receiver();
    Payout asked = withdraw("USDC-ERC20", "39", receiver);
    mineUntil(asked.id(), PayoutState.CONFIRMED);
    assertThat(held("USDC-ERC20", receiver)).isEqualTo(asked.amount().units());
    OwnPayouts own = town().gateway().bean(OwnPayouts.class);
    List<Payout> topUps = own.list(PayoutKind.TOP_UP, null, 1, 100).payouts();
    assertThat(topUps).isNotEmpty();
    OwnPayouts.Own topUp = own.find(topUps.getFirst().id()).orElseThrow();
    assertThat(topUp.sender()).isEqualTo(hot());
    assertThat(topUp.payout().spent()).as("its cost").isNotNull();
    assertThat(own.costs()).allMatch(Amount::isPositive).isNotEmpty();
    assertThat(own.find(asked.id())).as("a merchant's").isEmpty();
  }

  @Test
  void out4WithoutAClearAnswerTheSameBytesAreOfferedAgain() {
    earn("USDT-ERC20", "20");
    String receiver = receiver();
    town().cutTheLine();
    Payout asked = withdraw("USDT-ERC20", "2", receiver);
    pause(1500);
    town().mendTheLine();
    mineUntil(asked.id(), PayoutState.CONFIRMED);
    assertThat(held("USDT-ERC20", receiver)).isEqualTo(asked.amount().units());
  }

  @Test
  void out10ALimitHoldsAndAHandReleasesOrTakesBack() {
    earn("USDT-ERC20", "20");
    Amount before = balance("USDT-ERC20", Account.Kind.AVAILABLE);
    town().node().baseFee(BigInteger.TEN.pow(9).multiply(BigInteger.valueOf(700)));
    town().mine(1);
    Payout asked = withdraw("USDT-ERC20", "2", receiver());
    await(asked.id(), PayoutState.HELD);
    assertThat(payouts().find(asked.id()).orElseThrow().holdReason()).contains("gwei");
    payouts().cancel(asked.id(), "person:1", "not now");
    assertThat(balance("USDT-ERC20", Account.Kind.AVAILABLE)).isEqualTo(before);
    assertThatThrownBy(() -> payouts().cancel(asked.id(), "person:1", ""))
        .hasMessageContaining("CANCELLED");
    gasIsCheapAgain();
  }

  @Test
  void out5StuckAtALowFeeTheSamePayoutGoesOutWithAHigherOne() {
    earn("USDT-ERC20", "20");
    String receiver = receiver();
    Payout asked = withdraw("USDT-ERC20", "2", receiver);
    // Perhaps after a sweep; from there on nothing is mined.
    mineUntilOffered(asked.id());
    town().node().baseFee(BigInteger.TEN.pow(9).multiply(BigInteger.valueOf(60)));
    mineUntil(asked.id(), PayoutState.CONFIRMED);
    assertThat(held("USDT-ERC20", receiver)).isEqualTo(asked.amount().units());
    assertThat(signedTransactions(asked.id())).isGreaterThan(1);
    gasIsCheapAgain();
  }
}
