package io.aureus.orders;

/** What a payer's wallet shows of an order where a chain carries words: on Lightning. Pure. */
final class PayerWords {
  /** Some nodes take no more than 128 characters. */
  private static final int MOST = 120;

  /** Of the merchant's name, so that the rest is never cut off. */
  private static final int OF_THE_NAME = 60;

  private PayerWords() {}

  /**
   * @param pattern with {@code {shop}} and {@code {order}} in it, or not
   */
  static String of(String pattern, String shop, OrderId order) {
    String words =
        pattern.replace("{order}", order.value()).replace("{shop}", cut(shop, OF_THE_NAME));
    return cut(words.replaceAll("\\p{Cntrl}+", " ").strip(), MOST);
  }

  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    boolean isHalf = Character.isHighSurrogate(text.charAt(most - 2));
    return text.substring(0, isHalf ? most - 2 : most - 1) + "…";
  }
}
