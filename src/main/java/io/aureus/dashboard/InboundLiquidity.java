package io.aureus.dashboard;

import io.aureus.chains.lightning.ChannelFunds;
import io.aureus.orders.InvoiceBook;
import java.math.BigInteger;

/**
 * How much can come in by Lightning, and whether that is enough; in millisatoshi.
 *
 * @param receivable what can come in now
 * @param room what the channels have in all, for both sides
 * @param least below this it is told
 * @param open the invoices that may still be paid
 */
record InboundLiquidity(
    Level level, long receivable, long room, long least, InvoiceBook.Open open) {

  /** Whether what can come in is enough. */
  enum Level {
    ENOUGH,
    /** Less than all open invoices ask for, or than the wanted share of the room. */
    LOW,
    /** Nothing, or less than a single open invoice asks for: payers are failing. */
    SHORT
  }

  /**
   * @param share of the room that should be free to come in, in percent
   */
  static InboundLiquidity of(ChannelFunds funds, InvoiceBook.Open open, int share) {
    BigInteger room = BigInteger.valueOf(funds.local()).add(BigInteger.valueOf(funds.receivable()));
    long wanted =
        room.multiply(BigInteger.valueOf(share)).divide(BigInteger.valueOf(100)).longValueExact();
    long least = Math.max(open.total(), wanted);
    return new InboundLiquidity(
        level(funds.receivable(), least, open),
        funds.receivable(),
        room.longValueExact(),
        least,
        open);
  }

  private static Level level(long receivable, long least, InvoiceBook.Open open) {
    if (receivable == 0 || receivable < open.largest()) {
      return Level.SHORT;
    }
    return receivable < least ? Level.LOW : Level.ENOUGH;
  }

  /** What of the room can still come in, in whole percent, rounded down. */
  long percent() {
    return room == 0
        ? 0
        : BigInteger.valueOf(receivable)
            .multiply(BigInteger.valueOf(100))
            .divide(BigInteger.valueOf(room))
            .longValueExact();
  }
}
