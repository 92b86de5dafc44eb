package io.aureus.dashboard;

import io.aureus.payouts.HeldCoins;
import io.aureus.payouts.HeldCoins.Held;
import io.aureus.payouts.HeldCoins.Query;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A list of coins as CSV (RFC 4180), some at a time. */
final class UnspentFile {
  private static final int AT_ONCE = 1_000;
  private static final String HEAD =
      "asset,amount,standing,confirmations,since,txid,output,address,path,order,change_of,"
          + "locked_by,label,address_label,do_not_spend\r\n";

  private final HeldCoins coins;

  UnspentFile(HeldCoins coins) {
    this.coins = coins;
  }

  /** Writes all that fits, the newest first. */
  void write(Query query, Appendable out) throws IOException {
    out.append(HEAD);
    long before = HeldCoins.START;
    List<Held> part;
    do {
      part = coins.page(query, before, AT_ONCE);
      for (Held held : part) {
        out.append(line(held));
        before = held.no();
      }
    } while (part.size() == AT_ONCE);
  }

  private static String line(Held held) {
    List<String> cells =
        List.of(
            held.amount().asset().code(),
            held.amount().text(),
            held.standing().name(),
            String.valueOf(held.depth()),
            held.since().toString(),
            held.point().txid(),
            String.valueOf(held.point().index()),
            held.address(),
            held.place().path(),
            Objects.requireNonNullElse(held.story().orderId(), ""),
            text(held.story().changeOf()),
            text(held.story().lockedBy()),
            held.words().label(),
            held.words().addressLabel(),
            String.valueOf(held.frozen()));
    return Csv.line(cells);
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }
}
