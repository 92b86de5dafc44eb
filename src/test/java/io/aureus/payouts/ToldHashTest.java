package io.aureus.payouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.ledger.Account;
import io.aureus.ledger.Entry;
import io.aureus.ledger.Ledger;
import io.aureus.ledger.Posting;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Amount;
import io.aureus.money.Catalogue;
import io.aureus.testing.FundedMerchant;
import io.aureus.testing.ShopOnAChain;
import io.aureus.wallets.Custody;
import io.aureus.wallets.SelfCustody;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** One transfer pays for one payout, whoever names it. */
class ToldHashTest {
  private static final ShopOnAChain SHOP = ShopOnAChain.shared();
  private static final String TO = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
  private static final String OWN = "0x14dC79964da2C08b23698B3D3cc7Ca32193d9955";

  private final MerchantId merchant = SHOP.anotherMerchant().merchant();

  @Test
  void whatWeSentForOnePayoutPaysForNoOtherOne() {
    FundedMerchant.give(SHOP::bean, merchant, "ETH", "2");
    Payout ours = ask(Custody.CUSTODIAL);
    String hash = "0x" + "ef".repeat(32);
    signed(ours, hash);
    SHOP.bean(SelfCustody.class).adopt(merchant, "evm", OWN, "person:1");
    giveOwn();
    Payout own = handedOver(ask(Custody.SELF));

    assertThatThrownBy(() -> SHOP.bean(HandedOver.class).tell(own.id(), hash, "person:1"))
        .hasMessageContaining("sent that transaction for another payout");
    String other = "0x" + "ee".repeat(32);
    assertThat(SHOP.bean(HandedOver.class).tell(own.id(), other, "person:1").state())
        .isEqualTo(PayoutState.HANDED_OVER);
  }

  /** As if it had been signed: the hot wallet of this shop is empty. */
  private static void signed(Payout payout, String hash) {
    SHOP.bean(JdbcClient.class)
        .sql(
            """
            insert into payout_signed (payout_id, no, chain, address, nonce, tx_hash, raw,
              gas_limit, max_fee, priority, signed_at)
            values (?::uuid, 1, 'TST', '0x0', 0, ?, '0x', 21000, 1, 1, now())
            """)
        .params(payout.id().value(), hash)
        .update();
  }

  private void giveOwn() {
    Entry entry =
        new Entry(
            "test:own:" + merchant,
            "given for a test",
            List.of(
                new Posting(Account.of(merchant.value(), Account.Kind.OWN_HELD), ether("1")),
                new Posting(Account.ours(Account.Kind.ELSEWHERE), ether("1").negated())));
    SHOP.bean(TransactionTemplate.class)
        .executeWithoutResult(status -> SHOP.bean(Ledger.class).post(entry));
  }

  private Payout ask(Custody custody) {
    return SHOP.bean(Payouts.class)
        .request(
            new PayoutWish(
                merchant,
                PayoutKind.WITHDRAWAL,
                ether("0.25"),
                TO,
                false,
                null,
                null,
                null,
                "person:1",
                custody));
  }

  private static Payout handedOver(Payout payout) {
    for (int i = 0; i < 600; i++) {
      Payout now = SHOP.bean(Payouts.class).find(payout.id()).orElseThrow();
      if (now.state() == PayoutState.HANDED_OVER) {
        return now;
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    throw new AssertionError("it was never handed over");
  }

  private static Amount ether(String coins) {
    return Amount.ofDecimal(SHOP.bean(Catalogue.class).known("ETH"), new BigDecimal(coins));
  }
}
