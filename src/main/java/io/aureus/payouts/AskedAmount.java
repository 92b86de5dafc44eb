package io.aureus.payouts;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.Supplier;

/**
 * Reads an amount that is to be paid out. What is wrong with it is told with the figure that would
 * pass.
 */
public final class AskedAmount {
  /** More whole coins than this are not even compared with what is there. */
  private static final int MOST_DIGITS = 30;

  private static final MathContext SHOWN = new MathContext(30);

  private AskedAmount() {}

  /**
   * @param asked in whole coins; any number at all, however long
   * @param tooMuch what to say of a number beyond all coins there are
   * @return more than 0
   * @throws Refusal {@code BAD_REQUEST} where it is not above 0 or has too many decimals; {@code
   *     tooMuch}
   */
  public static Amount of(Asset asset, BigDecimal asked, Supplier<Refusal> tooMuch) {
    Amount least = Amount.ofUnits(asset, 1);
    if (asked.signum() <= 0) {
      throw bad(
          "amount: %s is not above 0; the least is %s %s"
              .formatted(shown(asked), least.text(), asset.code()));
    }
    BigDecimal bare = asked.stripTrailingZeros();
    // As longs: the scale of 1e-2147483647 is an int, and sums with it are not.
    if ((long) bare.precision() - bare.scale() > MOST_DIGITS) {
      throw tooMuch.get();
    }
    if (bare.scale() > asset.scale()) {
      throw bad(
          "amount: %s has too many decimals, %s has %d; send %s"
              .formatted(shown(asked), asset.code(), asset.scale(), rounded(least, bare)));
    }
    return Amount.ofDecimal(asset, bare);
  }

  /** A number as a refusal may repeat it: on one line, and short. */
  public static String shown(BigDecimal number) {
    return number.round(SHOWN).toString();
  }

  /** Down, and never to nothing: to cut 1e-5000000 to size takes seconds. */
  private static String rounded(Amount least, BigDecimal value) {
    if (value.compareTo(least.decimal()) < 0) {
      return least.text();
    }
    Asset asset = least.asset();
    return Amount.ofDecimal(asset, value.setScale(asset.scale(), RoundingMode.DOWN)).text();
  }

  private static Refusal bad(String words) {
    return new Refusal(ErrorCode.BAD_REQUEST, words);
  }
}
