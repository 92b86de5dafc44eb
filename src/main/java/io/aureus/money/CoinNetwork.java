package io.aureus.money;

import java.util.List;
import java.util.Optional;

/**
 * What one network of Bitcoin or Litecoin writes its addresses with, from the chain parameters of
 * its reference node.
 *
 * @param family {@code bitcoin} or {@code litecoin}
 * @param networks those of the catalogue that write addresses alike
 * @param name what people call it
 * @param prefix of segregated-witness addresses (BIP173), without the separator
 * @param keyHash version byte of an address that pays to a key's hash
 * @param scriptHashes version bytes that pay to a script's hash: the usual one first, then others
 *     that are read
 * @param coinType of BIP44, where SLIP-44 has one for the coin and 1 for all test networks
 * @param dustRate the fee per 1,000 bytes that dust is reckoned with, in the smallest unit
 * @param example how its addresses begin, for people
 */
public record CoinNetwork(
    String family,
    List<String> networks,
    String name,
    String prefix,
    int keyHash,
    List<Integer> scriptHashes,
    int coinType,
    long dustRate,
    String example) {

  private static final List<CoinNetwork> ALL =
      List.of(
          bitcoin(List.of("mainnet"), "Bitcoin", "bc", 0x00, 0x05, 0, "bc1…, 1… or 3…"),
          bitcoin(
              List.of("testnet", "signet"),
              "a test network of Bitcoin",
              "tb",
              0x6f,
              0xc4,
              1,
              "tb1…, m…, n… or 2…"),
          bitcoin(
              List.of("regtest", "simulated"),
              "a private test network of Bitcoin",
              "bcrt",
              0x6f,
              0xc4,
              1,
              "bcrt1…, m…, n… or 2…"),
          litecoin(
              List.of("mainnet"),
              "Litecoin",
              "ltc",
              0x30,
              List.of(0x32, 0x05),
              2,
              "ltc1…, L… or M…"),
          litecoin(
              List.of("testnet", "signet"),
              "a test network of Litecoin",
              "tltc",
              0x6f,
              List.of(0x3a, 0xc4),
              1,
              "tltc1…, m…, n… or Q…"),
          litecoin(
              List.of("regtest", "simulated"),
              "a private test network of Litecoin",
              "rltc",
              0x6f,
              List.of(0x3a, 0xc4),
              1,
              "rltc1…, m…, n… or Q…"));

  /** True for the families whose addresses are of this kind. */
  public static boolean has(String family) {
    return ALL.stream().anyMatch(one -> one.family.equals(family));
  }

  /**
   * @throws IllegalArgumentException where the chain is not of these families
   */
  public static CoinNetwork of(Chain chain) {
    return ALL.stream()
        .filter(one -> one.family.equals(chain.family()))
        .filter(one -> one.networks.contains(chain.network()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no addresses are known of the network %s of %s"
                        .formatted(chain.network(), chain.name())));
  }

  static Optional<CoinNetwork> ofPrefix(String prefix) {
    return ALL.stream().filter(one -> one.prefix.equals(prefix)).findFirst();
  }

  /** The networks that write this version byte; of several, the usual one first. */
  static Optional<CoinNetwork> ofVersion(int version) {
    return ALL.stream()
        .filter(one -> one.keyHash == version || one.scriptHashes.getFirst() == version)
        .findFirst();
  }

  private static CoinNetwork bitcoin(
      List<String> networks,
      String name,
      String prefix,
      int keyHash,
      int scriptHash,
      int coinType,
      String example) {
    return new CoinNetwork(
        "bitcoin", networks, name, prefix, keyHash, List.of(scriptHash), coinType, 3_000, example);
  }

  private static CoinNetwork litecoin(
      List<String> networks,
      String name,
      String prefix,
      int keyHash,
      List<Integer> scriptHashes,
      int coinType,
      String example) {
    return new CoinNetwork(
        "litecoin", networks, name, prefix, keyHash, scriptHashes, coinType, 30_000, example);
  }
}
