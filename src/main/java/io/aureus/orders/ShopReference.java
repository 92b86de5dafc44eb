package io.aureus.orders;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes one order of two requests that a plugin sends at the same moment: both find the same order
 * before them, or none, so both come to the same reference, which the database takes once. Whoever
 * comes later finds the new order before him and may get another, as where a price has changed and
 * changed back.
 */
final class ShopReference {
  private ShopReference() {}

  /** Only plugins name the shop's order; for others a reference is not unique. */
  static boolean isOf(NewOrder wish) {
    return wish.terms().origin() == OrderTerms.Origin.PLUGIN && wish.terms().bindId() != null;
  }

  /**
   * @param before the order that was found for the same shop order and no longer serves
   * @return null where the wish is not a plugin's
   */
  static @Nullable String of(NewOrder wish, @Nullable OrderId before) {
    if (!isOf(wish)) {
      return null;
    }
    List<String> parts =
        List.of(
            before == null ? "" : before.value(),
            wish.type(),
            wish.price().currency(),
            wish.price().value().stripTrailingZeros().toPlainString(),
            Boolean.toString(wish.fixedPrice()),
            wish.asset() == null ? "" : Objects.requireNonNull(wish.asset()).code(),
            wish.terms().toString());
    return CheckoutTokens.hash(String.join("\n", parts));
  }
}
