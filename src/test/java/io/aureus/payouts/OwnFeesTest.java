package io.aureus.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.keys.CoinOutput;
import io.aureus.keys.CoinPoint;
import io.aureus.keys.CoinScript;
import io.aureus.keys.MerchantCoins;
import io.aureus.keys.OwnAccount;
import io.aureus.money.Chain;
import io.aureus.payouts.CoinChoice.Choice;
import io.aureus.wallets.OwnPlaces;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a refund from a merchant's own wallet costs its receiver. */
class OwnFeesTest {
  private static final Chain BTC = new Chain("BTC", "Bitcoin", "bitcoin", "regtest", 0, 2);
  private static final String KEY = new MerchantCoins().descriptor();
  private static final String TO = "0014" + "ab".repeat(20);

  private static OwnChoice wallet(long... units) {
    List<OwnPurse.Held> held = new ArrayList<>();
    for (int i = 0; i < units.length; i++) {
      CoinPoint point = new CoinPoint("%064x".formatted(i + 1), 0);
      held.add(
          new OwnPurse.Held(
              new Coin(point, units[i], CoinScript.P2WPKH),
              new OwnPlaces.Place("bcrt1-" + i, 1, KEY, false, i, null)));
    }
    OwnPurse.Wallet wallet = new OwnPurse.Wallet(1, KEY, held);
    return new OwnChoice(BTC, wallet, OwnAccount.read(BTC, KEY));
  }

  private static long fee(OwnChoice wallet, long all, long rate) {
    return OwnFees.of(wallet, new CoinOutput(all, TO), rate).orElseThrow();
  }

  private static Choice.Chosen paying(OwnChoice wallet, long all, long fee, long rate) {
    return (Choice.Chosen) wallet.light(new CoinOutput(all - fee, TO), rate);
  }

  @Test
  void theCoinOfTheOrderPaysItsRefundAndTheFeeToTheLastUnit() {
    OwnChoice wallet = wallet(100_000);
    long fee = fee(wallet, 100_000, 5_000);
    assertThat(fee).isEqualTo(110 * 5);
    Choice.Chosen chosen = paying(wallet, 100_000, fee, 5_000);
    assertThat(chosen.fee()).isEqualTo(fee);
    assertThat(chosen.change()).isZero();
  }

  @Test
  void anOrderThatWasPaidTwiceIsRefundedOfBothItsCoins() {
    OwnChoice wallet = wallet(60_000, 40_000);
    long fee = fee(wallet, 100_000, 5_000);
    Choice.Chosen chosen = paying(wallet, 100_000, fee, 5_000);
    assertThat(chosen.coins()).hasSize(2);
    assertThat(fee).isEqualTo(178 * 5).isEqualTo(chosen.fee());
  }

  @Test
  void ofALargerCoinTheChangeIsPaidForTooAndComesBackWhole() {
    OwnChoice wallet = wallet(500_000);
    long fee = fee(wallet, 100_000, 5_000);
    assertThat(fee).isEqualTo(141 * 5);
    assertThat(paying(wallet, 100_000, fee, 5_000).change()).isEqualTo(400_000);
  }

  /** The payer was told what he gets; and its only coin holds no more. */
  @Test
  void whereTheNetworkAsksForMoreSinceTheFeeThatWasFixedHasToDoAndHalfOfItIsTooLittle() {
    OwnChoice wallet = wallet(100_000);
    CoinOutput paid = new CoinOutput(100_000 - fee(wallet, 100_000, 5_000), TO);
    assertThat(wallet.near(paid, 9_000, 1_000))
        .isInstanceOfSatisfying(
            Choice.Chosen.class,
            chosen -> {
              assertThat(chosen.fee()).isEqualTo(550);
              assertThat(chosen.change()).isZero();
            });
    assertThat(wallet.near(paid, 11_000, 1_000)).isInstanceOf(Choice.Lacking.class);
    assertThat(wallet.near(paid, 9_000, 6_000)).isInstanceOf(Choice.Lacking.class);
    // Where another coin could pay what is asked, it does.
    Choice with = wallet(100_000, 9_000).near(paid, 9_000, 1_000);
    assertThat(((Choice.Chosen) with).fee()).isGreaterThanOrEqualTo(178 * 9);
  }

  /** Small coins that hit the amount would save the merchant his change, at the payer's cost. */
  @Test
  void noPayerPaysForJoiningTheMerchantsCoins() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 50; round++) {
      OwnChoice wallet = wallet(random.longs(60, 20_000, 3_000_000).toArray());
      long rate = random.nextLong(5_000, 30_000);
      long all = random.nextLong(30_000, 2_000_000);
      long fee = fee(wallet, all, rate);
      assertThat(fee).isLessThanOrEqualTo(CoinRates.cost(rate, 141));
      // Where the coin holds exactly the rest, it saves the change that was paid for.
      long drafted = OwnChoice.price(rate).of(paying(wallet, all, fee, rate).weight());
      assertThat(fee - drafted).isBetween(0L, CoinRates.cost(rate, 32));
    }
  }

  /** Whatever lies there: it can be paid, and nobody lacks or gains a unit by it. */
  @Test
  void whatIsTakenOffSufficesForAnyCoins() {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 300; round++) {
      long[] units = random.longs(1 + random.nextInt(6), 2_000, 80_000).toArray();
      long rate = random.nextLong(1_000, 20_000);
      OwnChoice wallet = wallet(units);
      long worth = wallet.worth(rate);
      long all = random.nextInt(3) == 0 ? worth : random.nextLong(1_000, 80_000);
      if (worth < all) {
        continue;
      }
      long fee = fee(wallet, all, rate);
      if (all - fee < 300) {
        continue;
      }
      Choice.Chosen chosen = paying(wallet, all, fee, rate);
      long in = chosen.coins().stream().mapToLong(Coin::units).sum();
      assertThat(all - fee + chosen.change() + chosen.fee()).isEqualTo(in);
      assertThat(chosen.fee()).isGreaterThanOrEqualTo(OwnChoice.price(rate).of(chosen.weight()));
      assertThat(fee).isGreaterThanOrEqualTo(OwnChoice.price(rate).of(chosen.weight()));
    }
  }

  /** A fee that is too low cannot be raised where there is no change. */
  @Test
  void noneWaitsForAFeeThatIsTooLowWhereAnotherWalletCanPayItWhole() {
    OwnChoice first = wallet(100_000);
    CoinOutput paid = new CoinOutput(100_000 - fee(first, 100_000, 5_000), TO);
    OwnChoice other = wallet(70_000, 600_000);
    OwnDrafting.Plan plan =
        OwnDrafting.near(List.of(first, other), paid, 9_000, 1_000).orElseThrow();
    assertThat(plan.wallet()).isEqualTo(other.wallet());
    assertThat(plan.chosen().fee()).isEqualTo(141 * 9);
    assertThat(OwnDrafting.near(List.of(first), paid, 9_000, 1_000).orElseThrow().chosen().fee())
        .isEqualTo(550);
  }
}
