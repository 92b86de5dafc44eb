package io.aureus.orders;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Ends an order's window before its time, so that a demo need not wait for half an hour. The bean
 * exists in demo mode only.
 */
public final class SandboxWindow {
  private final JdbcClient jdbc;
  private final Clock clock;

  SandboxWindow(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * The deadline becomes now; the usual job ends the order.
   *
   * @return false where there is no such order
   */
  public boolean endNow(OrderId id) {
    var now = OrderRows.time(clock.instant().truncatedTo(ChronoUnit.MICROS));
    jdbc.sql("update order_quote set deadline = least(deadline, ?) where order_id = ?")
        .param(now)
        .param(id.value())
        .update();
    // With a new version, so that open pages look.
    return jdbc.sql(
                "update orders set deadline = least(deadline, ?), version = version + 1"
                    + " where order_id = ?")
            .param(now)
            .param(id.value())
            .update()
        == 1;
  }
}
