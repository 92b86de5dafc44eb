package io.aureus.books;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Amount;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes what was compared once it is sure, and says in the log what differs and no longer does. */
final class Telling {
  private static final Logger LOG = LoggerFactory.getLogger(Telling.class);

  private final BookRows rows;
  private final Suspicion suspicion = new Suspicion();
  private String trouble = "";

  Telling(BookRows rows) {
    this.rows = rows;
  }

  /** Compares, or says once in the log why no node could answer: the next run tries again. */
  void orLater(String job, Runnable comparison) {
    try {
      comparison.run();
      trouble = "";
    } catch (Refusal e) {
      if (e.code() != ErrorCode.UNAVAILABLE) {
        throw e;
      }
      if (!e.words().equals(trouble)) {
        LOG.info("{}: the books were not compared: {}", job, e.words());
      }
      trouble = e.words();
    }
  }

  /** Inside the current transaction. */
  void tell(Books.Compared now) {
    Optional<Books.Compared> before = rows.compared(now.asset());
    Amount zero = Amount.zero(now.asset());
    if (!suspicion.isSure(now.difference())) {
      return;
    }
    boolean same = before.map(Books.Compared::difference).orElse(zero).equals(now.difference());
    Instant since =
        now.difference().isZero()
            ? null
            : same ? before.map(Books.Compared::since).orElse(now.at()) : now.at();
    Books.Compared told =
        new Books.Compared(
            now.asset(), now.block(), now.at(), now.held(), now.booked(), now.difference(), since);
    rows.compared(told);
    if (!same) {
      rows.differs(told);
      log(told);
    }
  }

  private void log(Books.Compared now) {
    if (now.difference().isZero()) {
      LOG.info("{} agree with the chain again at block {}", now.asset().code(), now.block());
    } else {
      LOG.warn(
          "the books do not agree with the chain: {} by {} at block {} (chain {}, books {})",
          now.asset().code(),
          now.difference().text(),
          now.block(),
          now.held().text(),
          now.booked().text());
    }
  }
}
