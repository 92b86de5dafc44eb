package io.aureus.money;

/**
 * Something that can be paid with: one coin or token on one chain.
 *
 * @param code the code on the wire, unique over all chains, e.g. {@code USDT-ERC20}
 * @param chain the chain it lives on
 * @param symbol what markets call it, e.g. {@code USDT}
 * @param scale decimals of its smallest unit, 0 to 30
 * @param quoteScale decimals that a payer is asked to type, at most {@code scale}
 * @param contract the token's contract in the chain's usual spelling, empty for the native coin
 * @param peg the fiat code that it is pegged to, empty where it floats
 */
public record Asset(
    String code,
    Chain chain,
    String symbol,
    int scale,
    int quoteScale,
    String contract,
    String peg) {
  public Asset {
    if (scale < 0 || scale > 30 || quoteScale < 0 || quoteScale > scale) {
      throw new IllegalArgumentException("scale of " + code + " is out of range");
    }
  }

  public boolean isNative() {
    return contract.isEmpty();
  }

  /** True where {@code fixed_encrypt_price} is allowed: one unit of it counts as one US dollar. */
  public boolean isDollarStable() {
    return peg.equals("USD");
  }
}
