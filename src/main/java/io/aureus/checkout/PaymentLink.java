package io.aureus.checkout;

import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.CoinNetwork;
import java.util.Locale;

/** The link that a wallet opens with everything filled in. */
final class PaymentLink {
  /** Letters of an offer; one with hidden paths to its node has twice as many, and more. */
  private static final int MOST_IN_A_PICTURE = 300;

  private PaymentLink() {}

  /**
   * EIP-681 for the {@code evm} family: {@code ethereum:<to>@<chain id>?value=<units>} for the
   * native coin, {@code ethereum:<contract>@<chain id>/transfer?address=<to>&uint256=<units>} for a
   * token. BIP21 for Bitcoin and Litecoin: {@code bitcoin:<to>?amount=<coins>}. {@code
   * lightning:<invoice>} for Lightning. A family without a known form gets the bare address, which
   * every wallet reads.
   *
   * @param address on Lightning the invoice, which says the amount itself
   */
  static String of(Amount amount, String address) {
    Asset asset = amount.asset();
    if (asset.chain().isLightning()) {
      return "lightning:" + address;
    }
    if (CoinNetwork.has(asset.chain().family())) {
      return "%s:%s?amount=%s".formatted(asset.chain().family(), address, amount.text());
    }
    if (!asset.chain().family().equals("evm")) {
      return address;
    }
    long chainId = asset.chain().networkId();
    return asset.isNative()
        ? "ethereum:%s@%d?value=%s".formatted(address, chainId, amount.units())
        : "ethereum:%s@%d/transfer?address=%s&uint256=%s"
            .formatted(asset.contract(), chainId, address, amount.units());
  }

  /**
   * The same for a QR code. Scheme, witness address and invoice are in capitals, which mean the
   * same and make a smaller picture; so say BIP173 and BOLT11.
   */
  static String forPicture(Amount amount, String address) {
    String link = of(amount, address);
    if (amount.asset().chain().isLightning()) {
      return link.toUpperCase(Locale.ROOT);
    }
    String small = address.toLowerCase(Locale.ROOT);
    boolean anyCase = CoinNetwork.has(amount.asset().chain().family()) && small.equals(address);
    int end = link.indexOf('?');
    return anyCase && end > 0
        ? link.substring(0, end).toUpperCase(Locale.ROOT) + link.substring(end)
        : link;
  }

  /**
   * BIP21 with an invoice for who rather pays by Lightning, and with an offer: a wallet that does
   * not know them leaves them out.
   *
   * @param offer empty where there is none
   */
  static String either(Amount amount, String address, String invoice, String offer) {
    return of(amount, address) + "&lightning=" + invoice + (offer.isEmpty() ? "" : "&lno=" + offer);
  }

  /** The same for a QR code, likewise; without an offer that would make it hard to read. */
  static String eitherForPicture(Amount amount, String address, String invoice, String offer) {
    String link = forPicture(amount, address) + "&lightning=" + invoice.toUpperCase(Locale.ROOT);
    return offer.isEmpty() || offer.length() > MOST_IN_A_PICTURE
        ? link
        : link + "&lno=" + offer.toUpperCase(Locale.ROOT);
  }
}
