package io.aureus.orders;

import io.aureus.merchants.MerchantId;
import io.aureus.orders.OrderListRows.Sql;
import io.aureus.orders.OrderLists.Kind;
import io.aureus.orders.OrderLists.Moves;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The statement that finds a page of transactions: from each table as many as a page has, so that
 * an index gives them in order, and of those together the first.
 */
final class MoveStatement {
  private static final String PAYMENTS =
      "select t.payment_id as id, t.order_id, t.created_at from payment t"
          + " where t.merchant_id = :merchant";
  private static final String UNKNOWN_ONES = PAYMENTS + " and t.type = 'UNKNOWN'";

  /** Scenario IN-5: what an order that waits for its merchant got. */
  private static final String OF_WAITING_ORDERS =
      "select t.payment_id as id, t.order_id, t.created_at from orders o"
          + " join payment t on t.order_id = o.order_id"
          + " where o.merchant_id = :merchant and o.state in ('PARTIAL', 'REMAINDER_REQUESTED')"
          + " and t.type <> 'RESOLVED'";

  private static final String REFUNDS =
      "select t.payout_id as id, t.order_id, t.created_at from order_refund t"
          + " where t.merchant_id = :merchant";

  private MoveStatement() {}

  static Sql of(MerchantId merchant, Moves moves, TimeKey key, boolean older, int most) {
    Map<String, Object> params = new HashMap<>();
    params.put("merchant", merchant.value());
    params.put("at", OrderRows.time(key.at()));
    params.put("id", key.id());
    params.put("most", most);
    String narrowed = narrowed(moves, params);
    String sides =
        sources(moves.kind()).stream()
            .map(source -> side(source, narrowed, older))
            // Not "all": what is unknown may be so for both reasons.
            .collect(Collectors.joining("\nunion\n"));
    String turn = older ? "desc" : "asc";
    return new Sql(
        "select id, order_id from (\n%s) m\norder by created_at %s, id %s limit :most"
            .formatted(sides, turn, turn),
        params);
  }

  private static List<String> sources(Kind kind) {
    return switch (kind) {
      case ANY -> List.of(PAYMENTS, REFUNDS);
      case RECEIVED -> List.of(PAYMENTS);
      case UNKNOWN -> List.of(UNKNOWN_ONES, OF_WAITING_ORDERS);
      case SENT -> List.of(REFUNDS);
    };
  }

  private static String side(String source, String narrowed, boolean older) {
    String id = source.equals(REFUNDS) ? "t.payout_id" : "t.payment_id";
    return "(%s%s and (t.created_at, %s) %s (:at, :id) order by t.created_at %s, %s %s limit :most)"
        .formatted(
            source,
            narrowed,
            id,
            older ? "<" : ">",
            older ? "desc" : "asc",
            id,
            older ? "desc" : "asc");
  }

  private static String narrowed(Moves moves, Map<String, Object> params) {
    StringBuilder sql = new StringBuilder();
    String currency = moves.currency();
    if (currency != null) {
      sql.append(" and t.asset = :currency");
      params.put("currency", currency);
    }
    Instant from = moves.from();
    if (from != null) {
      sql.append(" and t.created_at >= :from");
      params.put("from", OrderRows.time(from));
    }
    Instant to = moves.to();
    if (to != null) {
      sql.append(" and t.created_at < :to");
      params.put("to", OrderRows.time(to));
    }
    return sql.toString();
  }
}
