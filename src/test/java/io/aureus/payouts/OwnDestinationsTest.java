package io.aureus.payouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.keys.Signer;
import io.aureus.keys.SweeperContract;
import io.aureus.money.Amount;
import io.aureus.money.Catalogue;
import io.aureus.testing.FundedMerchant;
import io.aureus.testing.RawHttp.Answer;
import io.aureus.testing.RunningAureus;
import io.aureus.wallets.SelfCustody;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is this installation's own is paid by nobody: it would be booked as what it is not. */
class OwnDestinationsTest {
  private static final String COLD = "0x90F79bf6EB2c4f870365E785982E1f101E93b906";
  private static final String FIRST = "0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65";
  private static final String NEXT = "0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc";

  private static final String TREASURY = "0x976EA74026E726554dB657fA54763abd0C3a0aa9";

  private static final String ORDER =
      "{\"chain\":\"ETH\",\"currency\":\"ETH\",\"vs_currency\":\"USD\",\"vs_price\":\"9\"}";

  private static RunningAureus aureus;

  @BeforeAll
  static void open() {
    aureus = RunningAureus.start(Map.of("aureus.keys.policy.cold-address", COLD));
  }

  @AfterAll
  static void close() {
    aureus.close();
  }

  @Test
  void paysNeitherItsHotNorItsColdAddressNorItsSweeper() {
    RunningAureus.Access merchant = funded();
    String hot = aureus.bean(Signer.class).hotAddress("evm");
    String sweeper = SweeperContract.of(hot).byDeployer().address();
    for (String own : List.of(hot, COLD, COLD.toLowerCase(java.util.Locale.ROOT), sweeper)) {
      assertThatThrownBy(() -> preview(merchant, own))
          .as(own)
          .hasMessageContaining("one of this gateway's own");
    }
  }

  /** Also where it lies in a wallet that a merchant brought: the order would count as paid. */
  @Test
  void paysNoAddressThatAnOrderHasButAnyOtherOfTheMerchantsOwnWallet() {
    RunningAureus.Access merchant = funded();
    aureus
        .bean(SelfCustody.class)
        .adopt(merchant.merchant(), "evm", FIRST + " " + NEXT, "person:1");
    Answer order = aureus.http().post("/api/order/pay-info", "API-Key: " + merchant.key(), ORDER);
    assertThat(order.body()).contains(FIRST);
    assertThatThrownBy(() -> preview(merchant, FIRST))
        .hasMessageContaining("an order of yours was given it");
    assertThat(preview(merchant, NEXT).amount().isPositive()).isTrue();
  }

  /** A list proves nothing: whoever puts another's treasury on his must not stop its owner. */
  @Test
  void paysWhatAnotherMerchantGaveToAnOrder() {
    RunningAureus.Access hostile = aureus.anotherMerchant();
    aureus.bean(SelfCustody.class).adopt(hostile.merchant(), "evm", TREASURY, "person:1");
    String key = "API-Key: " + hostile.key();
    assertThat(aureus.http().post("/api/order/pay-info", key, ORDER).body()).contains(TREASURY);
    RunningAureus.Access victim = funded();
    assertThat(preview(victim, TREASURY).amount().isPositive()).isTrue();
  }

  private static RunningAureus.Access funded() {
    RunningAureus.Access merchant = aureus.anotherMerchant();
    FundedMerchant.give(aureus::bean, merchant.merchant(), "ETH", "2");
    return merchant;
  }

  private static Payouts.Preview preview(RunningAureus.Access merchant, String to) {
    return aureus
        .bean(Payouts.class)
        .preview(
            new PayoutWish(
                merchant.merchant(),
                PayoutKind.WITHDRAWAL,
                Amount.ofDecimal(aureus.bean(Catalogue.class).known("ETH"), new BigDecimal("0.25")),
                to,
                false,
                null,
                null,
                null,
                "person:1"));
  }
}
