package io.aureus.chains.bitcoin;

import io.aureus.money.Chain;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The first blocks, by which networks are told apart; from the nodes' own chain parameters. */
final class Genesis {
  private static final String BITCOIN_REGTEST =
      "0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206";
  private static final String LITECOIN_REGTEST =
      "530827f38f93b43ed12af0b3ad25a288dc02ed74d6d7857862df51fc56c416f9";

  private static final Map<String, List<String>> HASHES =
      Map.of(
          "bitcoin mainnet",
          List.of("000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f"),
          "bitcoin testnet",
          List.of(
              "000000000933ea01ad0ee984209779baaec3ced90fa3f408719526f8d77f4943",
              "00000000da84f2bafbbc53dee25a72ae507ff4914b867c565be350b0da8bf043"),
          "bitcoin signet",
          List.of("00000008819873e925422c1ff0f99f7cc9bbb232af63a077a480a3633bee1ef6"),
          "bitcoin regtest",
          List.of(BITCOIN_REGTEST),
          "bitcoin simulated",
          List.of(BITCOIN_REGTEST),
          "litecoin mainnet",
          List.of("12a765e31ffd4059bada1e25190f6e98c99d9714d334efa41a195a7e7e04bfe2"),
          "litecoin testnet",
          List.of("4966625a4b2851d9fdee139e56211a0d88575f59ed816ff5e6a63deb4e3e29a0"),
          "litecoin regtest",
          List.of(LITECOIN_REGTEST),
          "litecoin simulated",
          List.of(LITECOIN_REGTEST));

  private static final String SIMULATED = " simulated";

  private Genesis() {}

  /** What is wrong with a node or a server whose first block this is, and what would be right. */
  static String mismatch(Chain chain, String hash) {
    String meant = chain.name() + " " + chain.network();
    return HASHES.entrySet().stream()
        .filter(one -> one.getValue().contains(hash) && !one.getKey().endsWith(SIMULATED))
        .map(Map.Entry::getKey)
        .findFirst()
        .map(
            other ->
                ("its first block is that of %s, and the setting aureus.chains.%s.network says"
                        + " %s; it is not used")
                    .formatted(other, chain.code().toLowerCase(Locale.ROOT), meant))
        .orElse("its first block %s is none of %s; it is not used".formatted(hash, meant));
  }

  /** True where a chain with this first block is the one that is meant. */
  static boolean fits(Chain chain, String hash) {
    List<String> known = HASHES.get(chain.family() + " " + chain.network());
    return known != null && known.contains(hash);
  }
}
