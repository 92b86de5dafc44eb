package io.aureus.dashboard;

import io.aureus.merchants.MerchantId;
import java.io.Serializable;
import java.security.Principal;

/**
 * Who is signed in; kept in the session, hence plain values only. What he may do is asked anew at
 * each click.
 *
 * @param merchantId the merchant that he sees; nothing of another is ever shown to him
 */
record SignedIn(long person, String email, String merchantId) implements Principal, Serializable {
  @Override
  public String getName() {
    return email;
  }

  /** How he is named in what he does. */
  String actor() {
    return "person:" + person;
  }

  MerchantId merchant() {
    return new MerchantId(merchantId);
  }
}
