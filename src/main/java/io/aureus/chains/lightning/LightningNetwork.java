package io.aureus.chains.lightning;

import java.util.Arrays;
import java.util.List;

/** A network of Bitcoin that Lightning runs on, and how its invoices begin (BOLT11). */
public enum LightningNetwork {
  MAINNET("bc", "Bitcoin", "6fe28c0ab6f1b372c1a6a246ae63f74f931e8365e15a089c68d6190000000000"),
  TESTNET(
      "tb",
      "Bitcoin's test network",
      "43497fd7f826957108f4a30fd9cec3aeba79972084e90ead01ea330900000000"),
  SIGNET(
      "tbs",
      "Bitcoin's signed test network (signet)",
      "f61eee3b63a380a477a063af32b2bbc97c9ff9f01f2c4225e973988108000000"),
  REGTEST(
      "bcrt",
      "a private test network of Bitcoin",
      "06226e46111a0b59caaf126043eb5bbf28c34f3a5e332a1fc7b2b73cf188910f");

  private static final List<String> PRIVATE = List.of("regtest", "simulated");

  private final String currency;
  private final String title;
  private final String chainHash;

  LightningNetwork(String currency, String title, String chainHash) {
    this.currency = currency;
    this.title = title;
    this.chainHash = chainHash;
  }

  /**
   * By the name that the catalogue has for the network of a chain.
   *
   * @throws IllegalArgumentException where Lightning does not run on it
   */
  public static LightningNetwork of(String network) {
    if (PRIVATE.contains(network)) {
      return REGTEST;
    }
    return Arrays.stream(values())
        .filter(one -> one.name().equalsIgnoreCase(network))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("Lightning does not run on the network " + network));
  }

  /** How its invoices begin, e.g. {@code lnbc}. */
  public String prefix() {
    return "ln" + currency;
  }

  /** What people call it. */
  public String title() {
    return title;
  }

  /** The hash of its first block as offers name it, in 64 hexadecimal digits. */
  String chainHash() {
    return chainHash;
  }

  /** Refuses what does not begin as this network's invoices do, and says what it is instead. */
  void refuseOther(String prefix) {
    if (prefix.equals(prefix())) {
      return;
    }
    String what =
        Arrays.stream(values())
            .filter(one -> one.prefix().equals(prefix))
            .findFirst()
            .map(one -> "it is an invoice of " + one.title)
            .orElse("it is no invoice of Bitcoin");
    throw new LightningRefusal(
        LightningRefusal.Kind.NETWORK,
        "%s, since it begins with %s: right is one of %s, %s…"
            .formatted(what, prefix, title, prefix()));
  }
}
