package io.aureus.merchants;

import io.aureus.testing.RunningGateway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A merchant with a person and a key, also where the gateway is no demo. */
public final class FirstShop {
  private FirstShop() {}

  /** The coin shop of shop@example.com; it is made, or found where it is there already. */
  public static DemoMerchant.Shop ensure(RunningGateway gateway, String password) {
    return new DemoMerchant(
            gateway.bean(Registration.class),
            new PersonRows(gateway.bean(JdbcClient.class)),
            gateway.bean(Passwords.class),
            gateway.bean(Credentials.class),
            gateway.bean(TransactionTemplate.class))
        .ensure("shop@example.com", password, "Coin shop");
  }
}
