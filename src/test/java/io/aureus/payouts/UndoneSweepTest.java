package io.aureus.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.money.Chain;
import io.aureus.testing.TestDatabase;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A sweep that a deep reorganisation undid keeps its number: no authorization may take it. */
class UndoneSweepTest {
  private static final Chain ETH = new Chain("ETH", "Ethereum", "evm", "mainnet", 1, 12);
  private static final String ADDRESS = "0x" + "7".repeat(40);

  private final TestDatabase database = TestDatabase.fresh();
  private final Places places = new Places(database.jdbc());

  @Test
  void anAddressIsBehindWhileTheChainCountsFewerThanItHasSigned() {
    signed(0);
    assertThat(places.isBehind(ETH, ADDRESS, () -> 0)).isTrue();
    assertThat(places.isBehind(ETH, ADDRESS, () -> 1)).isFalse();
    signed(3);
    assertThat(places.isBehind(ETH, ADDRESS, () -> 3)).isTrue();
    assertThat(places.isBehind(ETH, ADDRESS, () -> 5)).isFalse();
  }

  @Test
  void forOneThatNeverSignedNoNodeIsAsked() {
    assertThat(
            places.isBehind(
                ETH,
                ADDRESS,
                () -> {
                  throw new AssertionError("asked");
                }))
        .isFalse();
  }

  private void signed(long nonce) {
    UUID id = UUID.randomUUID();
    database
        .jdbc()
        .sql(
            """
            insert into payout (id, kind, chain, asset, units, fee_units, destination, source,
              actor, state, hold, hold_reason, created_at, updated_at, version)
            values (?, 'SWEEP', 'ETH', 'USDT-ERC20', 1, 0, '0xhot', '7', 'gateway', 'CONFIRMED',
              'NONE', '', now(), now(), 1)
            """)
        .param(id)
        .update();
    database
        .jdbc()
        .sql(
            """
            insert into payout_signed (payout_id, no, chain, address, nonce, tx_hash, raw,
              gas_limit, max_fee, priority, signed_at)
            values (?, 1, 'ETH', ?, ?, ?, '0x', 1, 1, 1, now())
            """)
        .params(id, ADDRESS, nonce, "0x" + nonce)
        .update();
  }
}
