package io.aureus.books;

import io.aureus.money.Amount;
import io.aureus.money.Asset;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the journal stands against the chains. */
public interface Books {
  /**
   * One asset, as it was compared last.
   *
   * @param block the block at whose end both were summed up
   * @param difference what the chain holds more than the journal says; below 0 where it holds less
   * @param since when it began to differ as it does; null where it does not
   */
  record Compared(
      Asset asset,
      long block,
      Instant at,
      Amount held,
      Amount booked,
      Amount difference,
      @Nullable Instant since) {}

  /** An asset that has never been compared is missing. */
  List<Compared> compared();
}
