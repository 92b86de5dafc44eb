package io.aureus.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.keys.CoinPoint;
import io.aureus.keys.CoinScript;
import io.aureus.payouts.CoinChoice.Choice;
import io.aureus.payouts.CoinChoice.Price;
import io.aureus.payouts.CoinChoice.Wanted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which coins are spent, by examples and for thousands of random purses. */
class CoinChoiceTest {
  private static final String CHANGE = "0014" + "11".repeat(20);
  private static final String RECEIVER = "0014" + "22".repeat(20);
  private static final long DUST = 2_940;
  private static final List<CoinScript> FORMS = List.of(CoinScript.values());
  private static final Price PRICE = new Price(2_000, 100_000);

  @Test
  void coinsThatNeedNoChangeAreFoundAmongMany() {
    List<Coin> coins = new ArrayList<>(purse(90_001, 47_000, 31_000, 1_000_000));
    // Two inputs and one output weigh 544 + 124 + 42 at most: 178 virtual bytes.
    Choice choice = choice(coins, Wanted.of(78_000 - 356, List.of(RECEIVER)), PRICE);
    assertThat(choice).isInstanceOf(Choice.Chosen.class);
    Choice.Chosen chosen = (Choice.Chosen) choice;
    assertThat(chosen.coins()).extracting(Coin::units).containsExactlyInAnyOrder(47_000L, 31_000L);
    assertThat(chosen.change()).isZero();
    assertThat(chosen.fee()).isEqualTo(356);
  }

  @Test
  void theSmallestCoinThatSufficesIsTakenWhereThereMustBeChange() {
    Choice.Chosen chosen =
        (Choice.Chosen)
            choice(purse(500_000, 60_000, 90_000, 20_000), Wanted.of(50_000, one()), PRICE);
    assertThat(chosen.coins()).extracting(Coin::units).containsExactly(60_000L);
    assertThat(chosen.change()).isEqualTo(60_000 - 50_000 - chosen.fee());
  }

  @Test
  void itSaysWhatIsLackingWithTheFeeCounted() {
    assertThat(choice(purse(10_000), Wanted.of(10_000, one()), PRICE))
        .isEqualTo(new Choice.Lacking(220));
    assertThat(choice(List.of(), Wanted.of(10_000, one()), PRICE))
        .isInstanceOf(Choice.Lacking.class);
  }

  @Test
  void aFeeAboveTheCapIsRefusedAndNotShortened() {
    assertThat(choice(purse(900_000), Wanted.of(10_000, one()), new Price(2_000, 200)))
        .isInstanceOf(Choice.TooDear.class);
  }

  @Test
  void whatNoNodeWouldPassOnIsRefused() {
    List<Coin> dust = new ArrayList<>();
    for (int i = 0; i < 1_600; i++) {
      dust.add(coin(i, 1_000, CoinScript.P2WPKH));
    }
    assertThat(choice(dust, Wanted.of(1_450_000, one()), new Price(1_000, 10_000_000)))
        .isInstanceOf(Choice.TooHeavy.class);
  }

  @Test
  void aReplacementKeepsTheCoinsThatItMustAndPaysWhatItMust() {
    List<Coin> coins = purse(50_000, 60_000, 70_000);
    Set<Coin> must = Set.of(coins.getFirst());
    Wanted wanted = new Wanted(49_000, 1, CoinScript.outputWeight(RECEIVER), must, 5_000);
    Choice.Chosen chosen = (Choice.Chosen) choice(coins, wanted, PRICE);
    assertThat(chosen.coins()).contains(coins.getFirst());
    assertThat(chosen.fee()).isGreaterThanOrEqualTo(5_000);
  }

  @Test
  void everyPurseIsSpentSoundly() {
    for (int seed = 0; seed < 3_000; seed++) {
      Random random = new Random(seed);
      List<Coin> coins = new ArrayList<>();
      int count = random.nextInt(60);
      for (int i = 0; i < count; i++) {
        long units =
            1 + (long) Math.floor(Math.pow(10, 1 + random.nextInt(7))) + random.nextInt(1_000);
        coins.add(coin(i, units, FORMS.get(random.nextInt(FORMS.size()))));
      }
      Price price = new Price(1 + random.nextInt(50_000), 1 + random.nextInt(200_000));
      List<String> outputs = Collections.nCopies(1 + random.nextInt(20), RECEIVER);
      Set<Coin> must = random.nextInt(4) == 0 && count > 0 ? Set.of(coins.getFirst()) : Set.of();
      Wanted plain = Wanted.of(1 + random.nextInt(10_000_000), outputs);
      long least = random.nextInt(3) == 0 ? random.nextInt(20_000) : 0;
      Wanted wanted = new Wanted(plain.units(), plain.outputs(), plain.outputWeight(), must, least);
      Choice choice = choice(coins, wanted, price);
      checkSound(choice, coins, wanted, price, seed);
      Collections.shuffle(coins, random);
      assertThat(choice(coins, wanted, price)).as("shuffled " + seed).isEqualTo(choice);
    }
  }

  private static void checkSound(
      Choice choice, List<Coin> coins, Wanted wanted, Price price, int seed) {
    switch (choice) {
      case Choice.Chosen chosen -> {
        long sum = chosen.coins().stream().mapToLong(Coin::units).sum();
        assertThat(sum)
            .as("balance " + seed)
            .isEqualTo(wanted.units() + chosen.change() + chosen.fee());
        assertThat(new HashSet<>(chosen.coins())).hasSize(chosen.coins().size());
        assertThat(coins).containsAll(chosen.coins());
        assertThat(chosen.coins()).containsAll(wanted.must());
        assertThat(chosen.fee())
            .as("fee " + seed)
            .isBetween(Math.max(price.of(chosen.weight()), wanted.feeLeast()), price.feeMost());
        assertThat(chosen.weight()).isLessThanOrEqualTo(CoinChoice.MOST_WEIGHT);
        assertThat(chosen.change() == 0 || chosen.change() >= DUST)
            .as("no dust comes back " + seed)
            .isTrue();
      }
      case Choice.Lacking lacking -> {
        assertThat(lacking.units()).isPositive();
        long worth =
            coins.stream()
                .mapToLong(coin -> coin.units() - price.of(coin.script().inputWeight()) - 1)
                .filter(units -> units > 0)
                .sum();
        assertThat(worth)
            .as("could be paid " + seed)
            .isLessThan(
                wanted.units()
                    + Math.max(wanted.feeLeast(), price.of(wanted.outputWeight() + 60))
                    + 60 * 13L * 50);
      }
      case Choice.TooDear dear -> assertThat(dear.fee()).isGreaterThan(price.feeMost());
      case Choice.TooHeavy heavy ->
          assertThat(heavy.weight()).isGreaterThan(CoinChoice.MOST_WEIGHT);
    }
  }

  private static Choice choice(List<Coin> coins, Wanted wanted, Price price) {
    return new CoinChoice(price, CHANGE, DUST).choose(coins, wanted);
  }

  private static List<String> one() {
    return List.of(RECEIVER);
  }

  private static List<Coin> purse(long... units) {
    List<Coin> coins = new ArrayList<>();
    for (int i = 0; i < units.length; i++) {
      coins.add(coin(i, units[i], CoinScript.P2WPKH));
    }
    return coins;
  }

  private static Coin coin(int number, long units, CoinScript kind) {
    return new Coin(new CoinPoint("%064x".formatted(number + 1), 0), units, kind);
  }
}
