package io.aureus.keys;

import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A signed transaction of ours that waits, and our change in it: what a child can spend (CPFP).
 *
 * @param change its place among the outputs
 * @param units what it holds
 */
public record CoinParent(CoinPoint change, long units) {
  /**
   * @param raw the signed transaction, in hex
   * @param script where our change goes, in hex
   * @return empty where it has no change
   * @throws IllegalArgumentException where it is no transaction
   */
  public static Optional<CoinParent> of(String raw, String script) {
    RawTransaction parent = RawTransaction.parse(HexFormat.of().parseHex(raw), true);
    String txid = parent.txid();
    // The last one: who is paid by it comes first.
    return IntStream.range(0, parent.outputs().size())
        .filter(i -> parent.outputs().get(i).script().equals(script))
        .mapToObj(i -> new CoinParent(new CoinPoint(txid, i), parent.outputs().get(i).units()))
        .reduce((one, later) -> later);
  }
}
