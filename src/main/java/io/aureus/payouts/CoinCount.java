package io.aureus.payouts;

import io.aureus.money.Asset;
import io.aureus.payouts.CoinChoice.Choice;
import io.aureus.payouts.CoinChoice.Price;
import io.aureus.payouts.CoinChoice.Wanted;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.LongUnaryOperator;

/**
 * How many coins a payout would take now, beside those that wait: what is chosen for all of them
 * less what is chosen without it. It locks nothing, and asks no node.
 */
final class CoinCount {
  /** Of a usual payout; also where nobody can say. */
  static final int USUAL = 2;

  private static final int ROUNDS = 4;

  private final CoinWay coins;
  private final Purse purse;
  private final SweepRows rows;

  CoinCount(CoinWay coins, Purse purse, SweepRows rows) {
    this.coins = coins;
    this.purse = purse;
    this.rows = rows;
  }

  /**
   * @param units what the receiver gets, or with its fee where that is taken from it
   * @param cost what a merchant is asked for so many coins
   */
  int of(Asset asset, long units, boolean isWithFee, Price price, LongUnaryOperator cost) {
    List<Coin> free =
        coins.free(asset).stream()
            .map(OwnCoin::coin)
            .filter(coin -> coin.units() > price.of(coin.script().inputWeight()))
            .toList();
    if (free.size() <= USUAL) {
      return USUAL;
    }
    SweepRows.Wanted waiting = rows.wanted(asset);
    long due = waiting.units().longValueExact();
    int outputs = Math.toIntExact(waiting.count());
    CoinChoice choosing = purse.choice(asset.chain(), price);
    OptionalInt before = outputs == 0 ? OptionalInt.of(0) : count(choosing, free, due, outputs);
    if (before.isEmpty()) {
      return USUAL;
    }
    int told = USUAL;
    for (int i = 0; i < ROUNDS; i++) {
      long paid = isWithFee ? units - cost.applyAsLong(told) : units;
      OptionalInt all =
          paid <= 0 ? OptionalInt.empty() : count(choosing, free, due + paid, outputs + 1);
      if (all.isEmpty() && (!isWithFee || told == free.size())) {
        return USUAL;
      }
      int needed = all.isEmpty() ? free.size() : all.getAsInt() - before.getAsInt();
      if (needed <= told || !isWithFee) {
        return Math.max(USUAL, needed);
      }
      told = needed;
    }
    return told;
  }

  /** Empty where they do not suffice, or where no transaction may take so many. */
  private static OptionalInt count(CoinChoice choosing, List<Coin> free, long units, int outputs) {
    // Outputs weigh nearly the same, whatever is paid to.
    Wanted wanted = Wanted.usual(units, outputs);
    return choosing.choose(free, wanted) instanceof Choice.Chosen chosen
        ? OptionalInt.of(chosen.coins().size())
        : OptionalInt.empty();
  }
}
