package io.aureus.sandbox;

import io.aureus.money.Chain;

/**
 * What sets simulated Bitcoin and Litecoin apart. Both are like the regtest networks of their
 * reference nodes.
 *
 * @param chain to write addresses with
 * @param agent what the node calls itself
 * @param version of the node whose words it speaks
 * @param isFullReplacement whether any transaction may be replaced, or only those that say so
 * @param genesisCoinbase the transaction of the first block, in hex
 */
record UtxoNetwork(
    Chain chain,
    String agent,
    int version,
    boolean isFullReplacement,
    String genesisCoinbase,
    long genesisNonce) {
  static final long GENESIS_TIME = 1_296_688_602L;

  /**
   * @param chain of the family {@code bitcoin} or {@code litecoin}
   */
  static UtxoNetwork of(Chain chain) {
    return switch (chain.family()) {
      case "bitcoin" ->
          new UtxoNetwork(chain, "/Satoshi:29.4.0(simulated)/", 290_400, true, BITCOIN_GENESIS, 2);
      case "litecoin" ->
          new UtxoNetwork(
              chain, "/LitecoinCore:0.21.2.1(simulated)/", 210_201, false, LITECOIN_GENESIS, 0);
      default ->
          throw new IllegalArgumentException(
              "%s is no chain of coins but of the family %s"
                  .formatted(chain.name(), chain.family()));
    };
  }

  private static final String BITCOIN_GENESIS =
      "01000000010000000000000000000000000000000000000000000000000000000000000000ffffff"
          + "ff4d04ffff001d0104455468652054696d65732030332f4a616e2f32303039204368616e63656c6c"
          + "6f72206f6e206272696e6b206f66207365636f6e64206261696c6f757420666f722062616e6b73ff"
          + "ffffff0100f2052a01000000434104678afdb0fe5548271967f1a67130b7105cd6a828e03909a679"
          + "62e0ea1f61deb649f6bc3f4cef38c4f35504e51ec112de5c384df7ba0b8d578a4c702b6bf11d5fac"
          + "00000000";

  private static final String LITECOIN_GENESIS =
      "01000000010000000000000000000000000000000000000000000000000000000000000000ffffff"
          + "ff4804ffff001d0104404e592054696d65732030352f4f63742f32303131205374657665204a6f62"
          + "732c204170706c65e280997320566973696f6e6172792c2044696573206174203536ffffffff0100"
          + "f2052a010000004341040184710fa689ad5023690c80f3a49c8f13f8d45b8c857fbcbc8bc4a8e4d3"
          + "eb4b10f4d4604fa08dce601aaf0f470216fe1b51850b4acf21b179c45070ac7b03a9ac00000000";
}
