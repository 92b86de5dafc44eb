package io.aureus.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.lightning.ChannelFunds;
import io.aureus.dashboard.InboundLiquidity.Level;
import io.aureus.orders.InvoiceBook.Open;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When too little can come in; in millisatoshi. */
class InboundLiquidityTest {
  @ParameterizedTest
  @CsvSource({
    // local, receivable, of the invoices: all, the largest; share; what is said; below what
    "900, 100, 0, 0, 10, ENOUGH, 100",
    "901, 99, 0, 0, 10, LOW, 100",
    "901, 99, 0, 0, 0, ENOUGH, 0",
    "500, 500, 500, 500, 10, ENOUGH, 500",
    "500, 500, 501, 400, 10, LOW, 501",
    "500, 500, 501, 501, 10, SHORT, 501",
    "1000, 0, 0, 0, 0, SHORT, 0",
    "0, 0, 0, 0, 10, SHORT, 0",
    "4611686018427387904, 4611686018427387903, 0, 0, 90, LOW, 8301034833169298226"
  })
  void isJudgedByTheOpenInvoicesAndTheShare(
      long local, long receivable, long all, long largest, int share, Level level, long least) {
    InboundLiquidity inbound =
        InboundLiquidity.of(
            new ChannelFunds(local, 0, receivable, 0), new Open(1, all, largest), share);
    assertThat(inbound.level()).isEqualTo(level);
    assertThat(inbound.least()).isEqualTo(least);
  }
}
