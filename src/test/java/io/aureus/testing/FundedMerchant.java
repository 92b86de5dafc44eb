package io.aureus.testing;

import io.aureus.ledger.Account;
import io.aureus.ledger.Entry;
import io.aureus.ledger.Ledger;
import io.aureus.ledger.Posting;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Amount;
import io.aureus.money.Catalogue;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A merchant's balance from nowhere, for tests of what is done with it and not of how it came. */
public final class FundedMerchant {
  private static final AtomicLong ENTRIES = new AtomicLong();

  private FundedMerchant() {}

  /**
   * Books coins as the merchant's, and writes down what gas costs, as a node would have said.
   *
   * @param beans of the running application
   */
  public static void give(
      Function<Class<?>, Object> beans, MerchantId merchant, String asset, String coins) {
    Amount amount =
        Amount.ofDecimal(
            ((Catalogue) beans.apply(Catalogue.class)).known(asset), new BigDecimal(coins));
    Ledger ledger = (Ledger) beans.apply(Ledger.class);
    Entry entry =
        new Entry(
            "test:" + merchant + ":" + ENTRIES.incrementAndGet(),
            "given for a test",
            List.of(
                new Posting(Account.of(merchant.value(), Account.Kind.AVAILABLE), amount),
                new Posting(Account.ours(Account.Kind.CUSTODY), amount.negated())));
    ((TransactionTemplate) beans.apply(TransactionTemplate.class))
        .executeWithoutResult(status -> ledger.post(entry));
    gas((JdbcClient) beans.apply(JdbcClient.class), (Clock) beans.apply(Clock.class));
  }

  /** One gwei for a gas, so that 21,000 gas cost 0.000021 ether. */
  private static void gas(JdbcClient jdbc, Clock clock) {
    jdbc.sql(
            """
            insert into gas_price (chain, base, priority, at)
            values ('ETH', 900000000, 100000000, ?::timestamptz)
            on conflict (chain) do update set base = 900000000, priority = 100000000,
              at = excluded.at
            """)
        .param(clock.instant().toString())
        .update();
  }
}
