package io.aureus.callbacks;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.merchants.MerchantId;
import java.util.List;

/**
 * The feed from the table of events. A number from a sequence would not do as a cursor: it is given
 * out before the commit, so a reader could pass a row that is not visible yet and never see it.
 */
final class StoredEventFeed implements EventFeed {
  private static final int MOST = 500;

  private final EventRows rows;

  StoredEventFeed(EventRows rows) {
    this.rows = rows;
  }

  @Override
  public List<Event> after(MerchantId merchant, String after, int most) {
    check(most);
    return rows.after(merchant.value(), Cursors.position(after), most).stream()
        .map(EventRows.StoredEvent::event)
        .toList();
  }

  @Override
  public List<Event> before(MerchantId merchant, String before, int most) {
    check(most);
    EventRows.Position position = before.isEmpty() ? EventRows.END : Cursors.position(before);
    return rows.before(merchant.value(), position, most).stream()
        .map(EventRows.StoredEvent::event)
        .toList();
  }

  private static void check(int most) {
    if (most < 1 || most > MOST) {
      throw new Refusal(
          ErrorCode.BAD_REQUEST, "limit: must be between 1 and " + MOST + ", not " + most);
    }
  }
}
