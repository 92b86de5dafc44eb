package io.aureus.money;

/**
 * A blockchain network that payments may come in on.
 *
 * @param code the code on the wire, e.g. {@code ETH}
 * @param name the name people read, e.g. {@code Ethereum}
 * @param family which adapter speaks to it, e.g. {@code evm}; chains of one family share addresses
 * @param network which of its networks, as the catalogue names it: {@code mainnet}, {@code
 *     testnet}, {@code regtest}, {@code simulated}, …
 * @param networkId the network's own number where it has one (EIP-155 chain id), else 0
 * @param confirmations how many blocks, the payment's own included, make a payment final for us
 */
public record Chain(
    String code, String name, String family, String network, long networkId, int confirmations) {
  public Chain {
    if (confirmations < 1) {
      throw new IllegalArgumentException("confirmations of " + code + " must be 1 or more");
    }
  }

  /**
   * Whether payments on it are invoices paid through channels: it has neither addresses nor blocks.
   */
  public boolean isLightning() {
    return family.equals("lightning");
  }

  public Chain withConfirmations(int depth) {
    return new Chain(code, name, family, network, networkId, depth);
  }
}
