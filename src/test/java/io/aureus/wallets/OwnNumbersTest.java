package io.aureus.wallets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.Refusal;
import io.aureus.wallets.Receiving.Prepared;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which numbers a merchant's key begins with, and which of them are unpaid. */
class OwnNumbersTest extends OwnWalletFixture {
  @Test
  void aLongRunOfUnpaidAddressesIsToldThoughALaterOneWasPaid() {
    wallets.adopt(ANN, "evm", KEY, "person:1");
    List<String> given = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Prepared prepared = take(node(1000), ANN, ETH);
      assign(prepared, "" + i);
      given.add(prepared.address());
    }
    pay(given.get(3));
    pay(given.get(28));
    OwnWallet wallet = wallets.of(ANN).getFirst();
    assertThat(wallet.unpaid()).isEqualTo(1);
    assertThat(wallet.longestUnpaid()).isEqualTo(24);
    assertThat(wallet.warnings()).singleElement().asString().contains("24", "number 4 to 27");
    pay(given.get(14));
    assertThat(wallets.of(ANN).getFirst().longestUnpaid()).isEqualTo(13);
    assertThat(wallets.of(ANN).getFirst().warnings()).isEmpty();
  }

  private void pay(String address) {
    database.transactions().executeWithoutResult(status -> receiving.paid(List.of(address)));
  }

  @Test
  void aKeyWithAHistoryBeginsWithTheNumberThatTheMerchantSays() {
    OwnWallet.Proposal proposal = wallets.propose(ANN, "evm", KEY, 2);
    assertThat(proposal.firstAddresses()).startsWith(THIRD).hasSize(5);
    assertThat(proposal.first()).isEqualTo(2);
    OwnWallet wallet = wallets.adopt(ANN, "evm", KEY, 2, "person:1");
    assertThat(wallet.first()).isEqualTo(2);
    assertThat(wallet.unpaid()).isZero();
    assertThat(order("1")).isEqualTo(THIRD);
    assertThat(wallets.of(ANN).getFirst().unpaid()).isEqualTo(1);
    receiving.giveBack(take(receiving, ANN, ETH));
    // Brought again: never back, but further where the merchant says so.
    assertThat(wallets.adopt(ANN, "evm", KEY, 0, "person:1").next()).isEqualTo(4);
    OwnWallet later = wallets.adopt(ANN, "evm", KEY, 10, "person:1");
    assertThat(later.first()).isEqualTo(10);
    assertThat(later.unpaid()).isZero();
    assertThat(take(receiving, ANN, ETH).index()).isEqualTo(10);
  }

  @Test
  void firstNumbersThatAreNoneAreRefused() {
    for (long first : new long[] {-1, 1_000_001, Long.MAX_VALUE}) {
      assertThatThrownBy(() -> wallets.adopt(ANN, "evm", KEY, first, "person:1"))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("from 0 to 1000000");
    }
    assertThatThrownBy(() -> wallets.propose(ANN, "evm", FIRST, 1))
        .hasMessageContaining("a list has no first number");
    assertThat(wallets.of(ANN)).isEmpty();
  }

  @Test
  void addressesThatWereRecordedAsPaidBeforeAreTold() {
    assertThat(wallets.propose(ANN, "evm", KEY).used()).isEmpty();
    database
        .jdbc()
        .sql(
            """
            insert into transfer (chain, tx_hash, position, to_address, asset, contract, units,
              block_number, block_hash, block_time, first_seen_at, state, told_confirmed)
            values ('ETH', 'x', 'log:0', ?, 'ETH', '', 5, 200, 'h', now(), now(), 'mined', true)
            """)
        .param(SECOND)
        .update();
    assertThat(wallets.propose(ANN, "evm", KEY).used()).containsExactly(SECOND);
    assertThat(wallets.propose(ANN, "evm", KEY, 2).used()).isEmpty();
  }
}
