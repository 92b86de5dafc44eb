package io.aureus.callbacks;

import io.aureus.orders.TimeKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tables {@code delivery} and {@code delivery_attempt}, as the order and the merchant see them.
 */
final class DeliveryRows {
  record NewDelivery(
      UUID id,
      String merchant,
      @Nullable String orderId,
      @Nullable String payoutId,
      String target,
      String event,
      String lane,
      String baseUrl,
      Additions additions,
      boolean post,
      String information,
      String statusAlias,
      @Nullable Long apiKeyId,
      boolean repeatHurts) {}

  private final JdbcClient jdbc;

  DeliveryRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** In the caller's transaction. An order's URL that has its delivery does not get another. */
  void insert(List<NewDelivery> rows, Instant now) {
    jdbc.sql(
            """
            insert into delivery (
              id, merchant, order_id, payout_id, target, event, lane, base_url, add_public_key,
              add_order_id, method, information, status_alias, api_key_id, repeat_hurts, state,
              next_at, created_at)
            select id, merchant, order_id, payout_id, target, event, lane, base_url,
                   add_public_key, add_order_id, case when post then 'POST' else 'GET' end,
                   information, status_alias, api_key_id, repeat_hurts, 'SCHEDULED',
                   ?::timestamptz, ?::timestamptz
            from unnest(?::uuid[], ?::text[], ?::text[], ?::uuid[], ?::text[], ?::text[],
                        ?::text[], ?::text[], ?::boolean[], ?::boolean[], ?::boolean[], ?::text[],
                        ?::text[], ?::bigint[], ?::boolean[])
                 as d (id, merchant, order_id, payout_id, target, event, lane, base_url,
                       add_public_key, add_order_id, post, information, status_alias,
                       api_key_id, repeat_hurts)
            on conflict (order_id, target) do nothing
            """)
        .param(now.toString())
        .param(now.toString())
        .param(column(rows, NewDelivery::id))
        .param(column(rows, NewDelivery::merchant))
        .param(column(rows, NewDelivery::orderId))
        .param(column(rows, NewDelivery::payoutId))
        .param(column(rows, NewDelivery::target))
        .param(column(rows, NewDelivery::event))
        .param(column(rows, NewDelivery::lane))
        .param(column(rows, NewDelivery::baseUrl))
        .param(column(rows, row -> row.additions().publicKey()))
        .param(column(rows, row -> row.additions().orderId()))
        .param(column(rows, NewDelivery::post))
        .param(column(rows, NewDelivery::information))
        .param(column(rows, NewDelivery::statusAlias))
        .param(column(rows, NewDelivery::apiKeyId))
        .param(column(rows, NewDelivery::repeatHurts))
        .update();
  }

  /** With their attempts, both in the order in which they were made. */
  List<Deliveries.Delivery> of(String merchant, String orderId) {
    return of("d.merchant = ? and d.order_id = ?", List.of(merchant, orderId));
  }

  /** The same of a payout. */
  List<Deliveries.Delivery> ofPayout(String merchant, UUID payout) {
    return of("d.merchant = ? and d.payout_id = ?", List.of(merchant, payout));
  }

  private List<Deliveries.Delivery> of(String which, List<Object> params) {
    Map<UUID, Deliveries.Delivery> found = new LinkedHashMap<>();
    jdbc.sql(
            """
            select d.id, d.order_id, d.event, d.method, d.base_url, d.add_public_key,
                   d.add_order_id, d.state, d.next_at, a.no, a.at, a.status, a.latency_millis,
                   a.excerpt
            from delivery d left join delivery_attempt a on a.delivery_id = d.id
            where\s"""
                + which
                + " order by d.created_at, d.id, a.no")
        .params(params)
        .query(
            row -> {
              UUID id = row.getObject("id", UUID.class);
              Deliveries.Delivery delivery = found.get(id);
              if (delivery == null) {
                delivery = delivery(row);
                found.put(id, delivery);
              }
              if (row.getInt("no") > 0) {
                delivery.attempts().add(attempt(row));
              }
            });
    return List.copyOf(found.values());
  }

  /** A page of all, the newest first, which an index gives in that order. */
  List<Deliveries.Listed> page(
      String merchant, Deliveries.@Nullable State state, TimeKey key, boolean older, int most) {
    // Names of ours, and no parameter: an index that has only one state can serve it.
    String states = state == null ? "" : " and d.state = '" + state.name() + "'";
    List<Deliveries.Listed> found =
        jdbc.sql(
                """
                select d.id, d.order_id, d.payout_id, d.event, d.method, d.base_url,
                       d.add_public_key, d.add_order_id, d.state, d.next_at, d.created_at
                from delivery d
                where d.merchant = ?%1$s and (d.created_at, d.id) %2$s (?, ?)
                order by d.created_at %3$s, d.id %3$s limit ?
                """
                    .formatted(states, older ? "<" : ">", older ? "desc" : "asc"))
            .params(merchant, Timestamp.from(key.at()), key.id(), most)
            .query((row, n) -> listed(row))
            .list();
    addAttempts(found);
    return older ? found : found.reversed();
  }

  private void addAttempts(List<Deliveries.Listed> found) {
    Map<UUID, List<Deliveries.Attempt>> attempts = new HashMap<>();
    found.forEach(one -> attempts.put(one.delivery().id(), one.delivery().attempts()));
    jdbc.sql("select * from delivery_attempt where delivery_id = any(?) order by delivery_id, no")
        .param(attempts.keySet().toArray(UUID[]::new))
        .query(
            row -> {
              UUID id = row.getObject("delivery_id", UUID.class);
              Objects.requireNonNull(attempts.get(id)).add(attempt(row));
            });
  }

  private static Deliveries.Listed listed(ResultSet row) throws SQLException {
    Instant madeAt = row.getTimestamp("created_at").toInstant();
    return new Deliveries.Listed(
        new TimeKey(madeAt, row.getObject("id", UUID.class)).text(),
        delivery(row),
        row.getString("order_id"),
        row.getString("payout_id"),
        madeAt);
  }

  /** True where the merchant has that delivery. */
  boolean scheduleNow(String merchant, UUID id, Instant now) {
    return jdbc.sql(
                """
                update delivery set state = 'SCHEDULED', next_at = ?, tries = 0, unanswered = 0,
                  by_hand_at = ?
                where id = ? and merchant = ?
                """)
            .params(Timestamp.from(now), Timestamp.from(now), id, merchant)
            .update()
        == 1;
  }

  /** How each of the merchant's endpoints fares, the failing ones first. */
  List<Deliveries.Endpoint> endpoints(String merchant) {
    return jdbc.sql(
            """
            select l.host, l.failures, l.failing_since, l.slow, l.last_at, l.last_words,
                   count(d.id) as waiting, min(d.next_at) as next_at
            from delivery_lane l
            left join delivery d on d.lane = l.lane and d.state = 'SCHEDULED'
            where l.merchant = ?
            group by l.lane
            order by l.failures > 0 desc, l.host
            """)
        .params(merchant)
        .query(
            (row, n) ->
                new Deliveries.Endpoint(
                    row.getString("host"),
                    row.getInt("failures"),
                    instant(row, "failing_since"),
                    row.getBoolean("slow"),
                    row.getTimestamp("last_at").toInstant(),
                    row.getString("last_words"),
                    row.getLong("waiting"),
                    instant(row, "next_at")))
        .list();
  }

  private static Deliveries.Delivery delivery(ResultSet row) throws SQLException {
    Additions additions =
        new Additions(row.getBoolean("add_public_key"), row.getBoolean("add_order_id"));
    String order = Objects.requireNonNullElse(row.getString("order_id"), "");
    return new Deliveries.Delivery(
        row.getObject("id", UUID.class),
        row.getString("event"),
        row.getString("method"),
        additions.shown(row.getString("base_url"), order),
        row.getString("state"),
        instant(row, "next_at"),
        new ArrayList<>());
  }

  private static Deliveries.Attempt attempt(ResultSet row) throws SQLException {
    return new Deliveries.Attempt(
        row.getInt("no"),
        row.getTimestamp("at").toInstant(),
        row.getInt("status"),
        row.getLong("latency_millis"),
        row.getString("excerpt"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp found = row.getTimestamp(column);
    return found == null ? null : found.toInstant();
  }

  private static @Nullable String[] column(
      List<NewDelivery> rows, Function<NewDelivery, @Nullable Object> field) {
    @Nullable String[] values = new @Nullable String[rows.size()];
    Arrays.setAll(
        values,
        i -> {
          Object value = field.apply(rows.get(i));
          return value == null ? null : value.toString();
        });
    return values;
  }
}
