package io.aureus.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.money.Asset;
import io.aureus.money.Chain;
import io.aureus.testing.TestDatabase;
import java.math.BigInteger;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is given up no longer stands in the way of what comes after it. */
class GivenUpPayoutTest {
  private static final String HOT = "0x2";
  private static final Chain ETH = new Chain("ETH", "Ethereum", "evm", "mainnet", 1, 12);
  private static final Asset COIN = new Asset("ETH", ETH, "ETH", 18, 6, "", "USD");

  private final TestDatabase database = TestDatabase.fresh();

  @Test
  void itIsNeitherPromisedNorComing() {
    unclear("WITHDRAWAL", "hot", 4);
    unclear("SWEEP", "7", 5);
    assertThat(promised()).isEqualTo(BigInteger.valueOf(5 + 2 * 21_000));
    assertThat(new SweepRows(database.jdbc()).coming(COIN)).isEqualTo(5);
    assertThat(PayoutLifecycle.isLegal(PayoutState.UNCLEAR, PayoutState.FAILED)).isTrue();
    database.jdbc().sql("update payout set state = 'FAILED'").update();
    assertThat(promised()).isZero();
    assertThat(new SweepRows(database.jdbc()).coming(COIN)).isZero();
  }

  private BigInteger promised() {
    return new Places(database.jdbc())
        .promised(ETH, HOT, "ETH")
        .getOrDefault("ETH", BigInteger.ZERO);
  }

  private void unclear(String kind, String source, long nonce) {
    UUID id = UUID.randomUUID();
    database
        .jdbc()
        .sql(
            """
            insert into payout (id, kind, chain, asset, units, fee_units, destination, source,
              actor, state, hold, hold_reason, created_at, updated_at, version)
            values (?, ?, 'ETH', 'ETH', 5, 0, '0x1', ?, 'gateway', 'UNCLEAR', 'NONE', 'used',
              now(), now(), 1)
            """)
        .params(id, kind, source)
        .update();
    if (source.equals("hot")) {
      database
          .jdbc()
          .sql(
              """
              insert into payout_place
                (chain, address, nonce, payout_id, gas_limit, max_fee, priority)
              values ('ETH', ?, ?, ?, 21000, 2, 1)
              """)
          .params(HOT, nonce, id)
          .update();
    }
  }
}
