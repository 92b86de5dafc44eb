package io.aureus.payouts;

import java.net.URI;

/** Services of strangers that say what is paid at a Lightning address or an LNURL. */
public interface PayeeServices {
  /**
   * @param status of HTTP
   * @param body decoded as UTF-8
   */
  record Answer(int status, String body) {}

  /**
   * For whom one is asked: each has some of the places, and none has all.
   *
   * @param merchant by its id
   * @param link of a refund at which a payer asks, however it is named; empty where the merchant
   *     does
   */
  record Asker(String merchant, String link) {}

  /**
   * Asks one by GET. It must not be called within a transaction.
   *
   * @param url chosen by a stranger: one that is not https, leads to what is not public, or to
   *     ourselves is refused, also by way of a redirect
   * @throws io.aureus.errors.Refusal {@code BAD_REQUEST} where it may not be asked, or says too
   *     much; {@code UNAVAILABLE} where it does not answer in time, or the asker has too many open.
   *     The words are a clause about “its service”
   */
  Answer ask(Asker asker, URI url);
}
