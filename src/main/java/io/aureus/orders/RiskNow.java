package io.aureus.orders;

import io.aureus.merchants.MerchantId;
import io.aureus.money.FiatAmount;
import java.util.List;

/** What of a merchant counts unconfirmed and is in no block at this moment. */
public interface RiskNow {
  /** One sum for each currency in which it was reckoned; none where nothing is at risk. */
  List<FiatAmount> of(MerchantId merchant);
}
