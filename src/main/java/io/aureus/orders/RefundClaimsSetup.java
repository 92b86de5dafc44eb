package io.aureus.orders;

import io.aureus.merchants.PayoutRights;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The bean by which payers' wallets take refunds by themselves. */
@Configuration(proxyBeanMethods = false)
class RefundClaimsSetup {
  @Bean
  RefundClaims refundClaims(
      OrderRows rows,
      RefundLinkRows links,
      StoredRefundLinks making,
      RefundDesk desk,
      PayoutRights rights,
      Clock clock) {
    return new StoredRefundClaims(rows, links, making, desk, rights, clock);
  }
}
