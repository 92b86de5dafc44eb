package io.aureus.orders;

import io.aureus.chains.lightning.LightningRefusal;
import io.aureus.chains.lightning.Lnurl;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Amount;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Refunds on Lightning that the payer's wallet takes by itself (LNURL-withdraw, LUD-03): whoever
 * makes such a refund link asks for the refund with it, and the wallet says which invoice it goes
 * to. It is taken once, and only while who made the link may pay out.
 */
public interface RefundClaims {
  /**
   * What a wallet may take.
   *
   * @param amount in whole satoshi, no more and no less
   */
  record Offer(MerchantId merchant, Amount amount) {}

  /**
   * Makes a refund link by which all that is left of a coin may be taken, but for less than a
   * satoshi; it ends the one before it.
   *
   * @param currency the asset's code; null as in {@link Refunds.Wish}
   * @param actor who asks for the refund thereby, as in {@link Refunds.Wish#actor()}
   * @throws io.aureus.errors.Refusal {@code NOT_FOUND}; {@code BAD_REQUEST} where the coin is none
   *     on Lightning; {@code CONFLICT} where nothing can be refunded; {@code UNSUPPORTED} where
   *     nothing here pays, or it came to the merchant's own node
   */
  RefundLinks.Made make(MerchantId merchant, OrderId id, @Nullable String currency, String actor);

  /**
   * What a wallet names to take the refund of a link (k1), in 64 hexadecimal digits; empty where
   * there is nothing to be taken. It does not open the link's page.
   */
  Optional<String> key(String token);

  /**
   * @throws io.aureus.errors.Refusal {@code NOT_FOUND} where the key is unknown or has ended;
   *     {@code CONFLICT} where the refund was taken, or cannot be any more
   */
  Offer offer(String key);

  /**
   * Asks for the refund, to an invoice of the payer's. The same invoice again changes nothing.
   *
   * @throws io.aureus.errors.Refusal as {@link #offer}; {@code BAD_REQUEST} where the invoice is
   *     not over exactly that amount, or cannot be paid. The words are for a stranger: they tell
   *     nothing of the merchant
   */
  void take(String key, String invoice);

  /**
   * An address as a wallet reads it from a picture, in capitals. Empty for one that no wallet would
   * ask: without a name of its own, or without https.
   */
  static String lnurl(String url) {
    try {
      return new Lnurl(Lnurl.Purpose.WITHDRAW, URI.create(url)).text().toUpperCase(Locale.ROOT);
    } catch (LightningRefusal e) {
      return "";
    }
  }
}
