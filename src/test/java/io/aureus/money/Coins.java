package io.aureus.money;

/** Chains of Bitcoin and Litecoin, on any network. */
final class Coins {
  private Coins() {}

  static Chain bitcoin(String network) {
    return new Chain("BTC", "Bitcoin", "bitcoin", network, 0, 2);
  }

  static Chain litecoin(String network) {
    return new Chain("LTC", "Litecoin", "litecoin", network, 0, 6);
  }
}
