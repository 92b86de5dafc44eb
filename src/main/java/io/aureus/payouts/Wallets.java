package io.aureus.payouts;

import io.aureus.merchants.MerchantId;
import java.util.List;

/** A merchant's balances as the journal has them. No call to any node. */
public interface Wallets {
  /**
   * One for each asset that the merchant takes or has something of: those that it takes first, in
   * its own order.
   *
   * @param currency the fiat code, in upper case, that they are valued in
   * @throws io.aureus.errors.Refusal {@code UNSUPPORTED} for a currency that we do not price in
   */
  List<WalletBalance> of(MerchantId merchant, String currency);
}
