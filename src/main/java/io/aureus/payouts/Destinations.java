package io.aureus.payouts;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.EvmAddress;
import io.aureus.keys.Signer;
import io.aureus.keys.SpendingPolicy;
import io.aureus.keys.SweeperContract;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import io.aureus.money.CoinAddress;
import io.aureus.money.CoinNetwork;
import io.aureus.wallets.Addresses;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads the addresses that people type: what could not be undone is refused here. */
final class Destinations {
  private static final Pattern EVM = Pattern.compile("0x[0-9a-fA-F]{40}");
  private static final Pattern BITCOIN =
      Pattern.compile(
          "(bc1|tb1|bcrt1|ltc1|tltc1|rltc1)[a-z0-9]{8,87}|[13LM][1-9A-HJ-NP-Za-km-z]{25,34}");
  private static final Pattern TRON = Pattern.compile("T[1-9A-HJ-NP-Za-km-z]{33}");
  private static final Pattern LIGHTNING =
      Pattern.compile("(?i)(lightning:)?ln(bc|tb|bcrt)[0-9a-z]+");

  private final Catalogue catalogue;
  private final Addresses addresses;
  private final Signer signer;
  private final SpendingPolicy policy;
  private final OfAnOrder ofAnOrder;

  /** Whether what is sent to an address would count as a customer's payment to its sender. */
  interface OfAnOrder {
    /**
     * @return whether an order of this merchant was ever given the address: in a wallet that he
     *     brought as well. Another merchant's is no matter: what is paid to it is paid, and whoever
     *     lists an address that is not his must not keep others from paying it
     */
    boolean test(Asset asset, String address, MerchantId merchant);
  }

  Destinations(
      Catalogue catalogue,
      Addresses addresses,
      Signer signer,
      SpendingPolicy policy,
      OfAnOrder ofAnOrder) {
    this.catalogue = catalogue;
    this.addresses = addresses;
    this.signer = signer;
    this.policy = policy;
    this.ofAnOrder = ofAnOrder;
  }

  /**
   * @param merchant who pays
   * @return the address in the usual spelling of its chain
   * @throws Refusal {@code BAD_REQUEST} with what is wrong and what would be right
   */
  String read(Asset asset, String typed, MerchantId merchant) {
    String text = typed.strip();
    String family = asset.chain().family();
    if (CoinNetwork.has(family)) {
      return coin(asset, text, merchant);
    }
    if (!family.equals("evm")) {
      throw new Refusal(
          ErrorCode.UNSUPPORTED, "payouts on %s are not available".formatted(asset.chain().name()));
    }
    if (!EVM.matcher(text).matches()) {
      throw bad("%s: %s".formatted(what(asset), kind(text)));
    }
    String digits = text.substring(2);
    String right = EvmAddress.checksummed(digits.toLowerCase(Locale.ROOT));
    boolean mixed =
        !digits.equals(digits.toLowerCase(Locale.ROOT))
            && !digits.equals(digits.toUpperCase(Locale.ROOT));
    if (mixed && !right.equals(text)) {
      throw bad("address: its checksum is wrong, so at least one character is; copy it again");
    }
    if (digits.matches("0{39}.")) {
      throw bad("address: nobody has this address; what is sent there is lost");
    }
    refuseOwn(asset, right, merchant);
    refuseContract(right);
    refuseBlocked(right);
    return right;
  }

  private String coin(Asset asset, String text, MerchantId merchant) {
    Chain chain = asset.chain();
    if (LIGHTNING.matcher(text).matches()) {
      throw bad("address: this is a Lightning invoice; right is an address of " + chain.name());
    }
    try {
      String right = CoinAddress.parse(chain, text).text();
      refuseOwn(asset, right, merchant);
      refuseBlocked(right);
      return right;
    } catch (IllegalArgumentException e) {
      throw bad("address: " + e.getMessage());
    }
  }

  private void refuseBlocked(String address) {
    if (policy.isBlocked(address)) {
      // A code of its own: what strangers read of it must not let them ask for the list.
      throw new Refusal(
          ErrorCode.FORBIDDEN,
          "address: it is on this gateway's block list, and nothing is ever paid to it");
    }
  }

  private void refuseOwn(Asset asset, String address, MerchantId merchant) {
    String family = asset.chain().family();
    String hot = signer.hotAddress(family);
    if (address.equals(hot)
        || address.equalsIgnoreCase(policy.rules().coldAddress())
        || !addresses.indexes(family, List.of(address)).isEmpty()
        || (family.equals("evm") && isSweeper(hot, address))) {
      throw bad("address: it is one of this gateway's own; send it to a wallet of the receiver");
    }
    if (ofAnOrder.test(asset, address, merchant)) {
      throw bad(
          "address: an order of yours was given it, so it would count as a payment of that"
              + " order; take an address that no order has");
    }
  }

  /** Both contracts keep what is sent to them in the ordinary way. */
  private static boolean isSweeper(String hot, String address) {
    String sweeper = SweeperContract.of(hot).byDeployer().address();
    return address.equalsIgnoreCase(sweeper)
        || address.equalsIgnoreCase(SweeperContract.shadow(sweeper));
  }

  /** Tokens that are sent to a token's own contract are lost. */
  private void refuseContract(String address) {
    for (Asset asset : catalogue.assets()) {
      if (address.equalsIgnoreCase(asset.contract())) {
        throw bad(
            "address: it is the contract of %s; what is sent there is lost"
                .formatted(asset.code()));
      }
    }
  }

  private static String what(Asset asset) {
    return "address: %s goes to an address of %s, 0x and 40 digits"
        .formatted(asset.code(), asset.chain().name());
  }

  private static String kind(String text) {
    if (LIGHTNING.matcher(text).matches()) {
      return "this is a Lightning invoice";
    }
    if (BITCOIN.matcher(text).matches()) {
      return "this looks like one of Bitcoin or Litecoin";
    }
    if (TRON.matcher(text).matches()) {
      return "this looks like one of TRON";
    }
    if (text.startsWith("0x") || text.startsWith("0X")) {
      return "this one has %d characters after 0x, or others than 0-9 and a-f"
          .formatted(text.length() - 2);
    }
    return text.isEmpty() ? "none was given" : "this is none";
  }

  private static Refusal bad(String words) {
    return new Refusal(ErrorCode.BAD_REQUEST, words);
  }
}
