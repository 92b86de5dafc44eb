package io.aureus.merchants;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import java.util.function.UnaryOperator;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes a merchant's row from what it is at that moment, one change at a time. */
final class MerchantChanging {
  private final MerchantRows rows;
  private final ShortMemory<MerchantId, Merchant> memory;
  private final TransactionTemplate transactions;

  MerchantChanging(
      MerchantRows rows,
      ShortMemory<MerchantId, Merchant> memory,
      TransactionTemplate transactions) {
    this.rows = rows;
    this.memory = memory;
    this.transactions = transactions;
  }

  /**
   * Seen by this node at once, by others in a few seconds.
   *
   * @throws Refusal {@code NOT_FOUND}, or what the change throws: then nothing is changed
   */
  void change(MerchantId id, UnaryOperator<Merchant> change) {
    transactions.executeWithoutResult(
        status -> {
          Merchant was =
              rows.lock(id)
                  .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no merchant " + id));
          rows.change(change.apply(was));
        });
    // Not before: whoever reads it until the commit remembers what it was.
    memory.forget();
  }
}
