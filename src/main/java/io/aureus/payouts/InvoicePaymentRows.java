package io.aureus.payouts;

import io.aureus.merchants.MerchantId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads payouts with the rows of their invoices and stories; it writes none of it. */
final class InvoicePaymentRows implements InvoicePayments {
  private static final int MOST = 100;

  private final JdbcClient jdbc;
  private final PayoutRows rows;

  InvoicePaymentRows(JdbcClient jdbc, PayoutRows rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  @Override
  public List<Listed> page(@Nullable MerchantId merchant, long before, int most) {
    if (most < 1 || most > MOST) {
      throw new IllegalArgumentException("a page has 1 to 100 payments, not " + most);
    }
    return jdbc.sql(
            """
            select p.*, coalesce(l.preimage, '') as preimage,
                   coalesce((select h.words from payout_history h
                              where h.payout_id = p.id
                              order by h.version desc limit 1), '') as words
              from payout p left join lightning_payment l on l.payout_id = p.id
             where p.chain = 'BLN' and p.no < :before
               and (:merchant::text is null or p.merchant_id = :merchant)
             order by p.no desc limit :most
            """)
        .param("before", before)
        .param("merchant", merchant == null ? null : merchant.value())
        .param("most", most)
        .query(
            (row, n) -> {
              Payout payout = rows.payout(row);
              return new Listed(
                  row.getLong("no"),
                  payout,
                  InvoicePayouts.paymentHash(payout),
                  row.getString("preimage"),
                  row.getString("words"));
            })
        .list();
  }
}
