package io.aureus.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.merchants.DemoMerchant;
import io.aureus.money.Amount;
import io.aureus.money.Catalogue;
import io.aureus.payouts.PayoutKind;
import io.aureus.payouts.PayoutWish;
import io.aureus.payouts.Payouts;
import io.aureus.testing.FormClient;
import io.aureus.testing.FundedMerchant;
import io.aureus.testing.ShopOnAChain;
import java.math.BigDecimal;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What waits for a person, however many they are. */
class ApprovalPagesTest {
  private static final String TO = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
  private static final Pattern LINK = Pattern.compile("/dashboard/payouts/[0-9a-f-]{36}");
  private static final ShopOnAChain SHOP = ShopOnAChain.shared();

  private final DemoMerchant.Shop access = SHOP.anotherMerchant();

  @Test
  void everyPayoutThatWaitsIsOnAPage() {
    FundedMerchant.give(SHOP::bean, access.merchant(), "ETH", "2");
    for (int i = 0; i < 21; i++) {
      ask();
    }
    hold();
    FormClient person = new FormClient(SHOP.url());
    person.signIn(access.email(), access.password());
    String first = person.get("/dashboard/approvals").body();
    assertThat(first).contains("Page 1 of 2, 21 payouts wait").containsOnlyOnce("rel=\"next\"");
    String second = person.get("/dashboard/approvals?page=2").body();
    assertThat(second).contains("Page 2 of 2").doesNotContain("rel=\"next\"");
    assertThat(
            Stream.of(first, second)
                .flatMap(page -> LINK.matcher(page).results())
                .map(MatchResult::group)
                .distinct())
        .hasSize(21);
  }

  private void ask() {
    SHOP.bean(Payouts.class)
        .request(
            new PayoutWish(
                access.merchant(),
                PayoutKind.WITHDRAWAL,
                Amount.ofDecimal(SHOP.bean(Catalogue.class).known("ETH"), new BigDecimal("0.01")),
                TO,
                false,
                null,
                null,
                null,
                "token:1"));
  }

  /** As the signer's policy would hold them, for good. */
  private void hold() {
    SHOP.bean(JdbcClient.class)
        .sql(
            """
            with held as (
              update payout set state = 'HELD', hold = 'POLICY', due_at = null,
                hold_reason = 'a test', version = version + 1
              where merchant_id = ? returning id, version)
            insert into payout_history select id, version, now(), 'HELD', 'a test' from held
            """)
        .param(access.merchant().value())
        .update();
  }
}
