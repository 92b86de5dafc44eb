package io.aureus.checkout;

import io.aureus.money.Amount;
import io.aureus.money.Asset;

/** The link that a wallet opens with everything filled in. */
final class PaymentLink {
  private PaymentLink() {}

  /**
   * EIP-681 for the {@code evm} family: {@code ethereum:<to>@<chain id>?value=<units>} for the
   * native coin, {@code ethereum:<contract>@<chain id>/transfer?address=<to>&uint256=<units>} for a
   * token. A family without a known form gets the bare address, which every wallet reads.
   */
  static String of(Amount amount, String address) {
    Asset asset = amount.asset();
    if (!asset.chain().family().equals("evm")) {
      return address;
    }
    long chainId = asset.chain().networkId();
    return asset.isNative()
        ? "ethereum:%s@%d?value=%s".formatted(address, chainId, amount.units())
        : "ethereum:%s@%d/transfer?address=%s&uint256=%s"
            .formatted(asset.contract(), chainId, address, amount.units());
  }
}
