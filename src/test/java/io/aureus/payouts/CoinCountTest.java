package io.aureus.payouts;

import static io.aureus.payouts.CoinTown.OTHER_SHOP;
import static io.aureus.payouts.CoinTown.SHOP;
import static io.aureus.payouts.CoinTown.TO;
import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.ledger.Account;
import io.aureus.money.Amount;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The fee of a payout reckons with the coins that it takes, so that none is left waiting. */
@SuppressWarnings("NullAway") // a missing value fails the test as well
class CoinCountTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  /** Of two coins, and of each more, at 2 units a byte. */
  private static final long USUAL = 418;

  private static final long MORE = 136;

  private final CoinTown town = new CoinTown();

  @Test
  void aWholeBalanceOfManySmallCoinsGoesOutWithoutCoinsOfTheOperator() {
    for (int i = 0; i < 30; i++) {
      town.pay(10_000 + i);
    }
    long all = balance();
    long most = most();
    assertThat(most).isEqualTo(all - USUAL - 28 * MORE);
    Payout payout = town.ask(most, "all");
    assertThat(balance()).isZero();
    goesOut(payout);
    assertThat(town.balance(Account.ours(Account.Kind.FEES)))
        .isGreaterThanOrEqualTo(-town.balance(Account.ours(Account.Kind.NETWORK_COSTS)));
  }

  @Test
  void theFeeIsTakenFromTheAmountLikewise() {
    for (int i = 0; i < 10; i++) {
      town.pay(10_000 + i);
    }
    long all = balance();
    PayoutWish wish =
        new PayoutWish(
            SHOP,
            PayoutKind.WITHDRAWAL,
            Amount.ofUnits(CoinTown.COIN, all),
            TO,
            true,
            null,
            "all",
            null,
            "person:1");
    Payouts.Preview told = town.desk.preview(wish);
    assertThat(told.fee().units()).isEqualTo(USUAL + 8 * MORE);
    Payout payout = town.desk.request(wish);
    assertThat(payout.fee()).isEqualTo(told.fee());
    assertThat(payout.amount()).isEqualTo(told.amount());
    goesOut(payout);
  }

  @Test
  void theNextOneIsToldOfTheCoinsThatTheFirstLeaves() {
    town.pay(OTHER_SHOP, 100_000);
    for (int i = 0; i < 20; i++) {
      town.pay(5_000);
    }
    Payout first = town.ask(OTHER_SHOP, 90_000, "first");
    assertThat(first.fee().units()).isEqualTo(USUAL);
    // Of what is left, 17 small coins and their fee.
    Payout next = town.ask(80_000, "next");
    assertThat(next.fee().units().longValueExact()).isBetween(USUAL + 12 * MORE, USUAL + 17 * MORE);
    goesOut(first);
    goesOut(next);
  }

  @Test
  void whatTheOperatorHasIsTakenFirstWhereItIsLarger() {
    for (int i = 0; i < 30; i++) {
      town.pay(10_000);
    }
    town.merging.give(town, 1_000_000);
    assertThat(town.ask(250_000, "one").fee().units()).isEqualTo(USUAL);
  }

  private void goesOut(Payout payout) {
    for (int i = 0; i < 4; i++) {
      town.workLater(SOON);
      town.chain.mine(1);
    }
    town.workLater(SOON);
    assertThat(town.now(payout).state()).isEqualTo(PayoutState.CONFIRMED);
    town.checkBooks();
  }

  private long balance() {
    return town.balance(Account.of(SHOP.value(), Account.Kind.AVAILABLE));
  }

  private long most() {
    return town.desk.preview(CoinTown.wish(1_000, TO, null)).most().units().longValueExact();
  }
}
