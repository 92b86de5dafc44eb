package io.aureus.wallets;

import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.MadeOffer;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.wallets.Receiving.Assignment;
import io.aureus.wallets.Receiving.Owner;
import io.aureus.wallets.Receiving.Prepared;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables {@code lightning_invoice} and {@code lightning_offer}. */
final class InvoiceRows implements OrderInvoices {
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private final JdbcClient jdbc;

  InvoiceRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Inside the current transaction; one that stands already is an error of the database.
   *
   * @throws Refusal {@code UNAVAILABLE} where a merchant's node is not read any more
   */
  void insert(List<Assignment> assignments) {
    List<Object[]> columns = columns(assignments);
    int written =
        jdbc.sql(
                """
            insert into lightning_invoice
                   (payment_hash, order_id, quote_no, request, millisatoshi, made_at, expires_at,
                    node)
            select hash, order_id, quote_no, request, millisatoshi, made_at, expires_at,
                   nullif(node, 0)
              from unnest(:hashes::text[], :orders::text[], :quotes::int[], :requests::text[],
                          :amounts::bigint[], :made::timestamptz[], :ends::timestamptz[],
                          :nodes::bigint[])
                as i(hash, order_id, quote_no, request, millisatoshi, made_at, expires_at, node)
             where node = 0
                or exists (select 1 from own_node n where n.id = i.node and n.sealed <> '')
            """)
            .param("hashes", columns.get(0))
            .param("orders", columns.get(1))
            .param("quotes", columns.get(2))
            .param("requests", columns.get(3))
            .param("amounts", columns.get(4))
            .param("made", columns.get(5))
            .param("ends", columns.get(6))
            .param("nodes", columns.get(7))
            .update();
    if (written != assignments.size()) {
      throw new Refusal(
          ErrorCode.UNAVAILABLE,
          "the Lightning node is not in use any more; try again in some seconds",
          Duration.ofSeconds(5));
    }
  }

  /**
   * Likewise, of those that have one. An offer that another order was given is that one's alone: a
   * node that lost its record may make it again.
   *
   * @return payment hashes by the offers' numbers
   */
  Map<String, String> insertOffers(List<Assignment> assignments) {
    List<Prepared> some =
        assignments.stream().map(Assignment::prepared).filter(one -> one.offer() != null).toList();
    Map<String, String> inserted = new HashMap<>();
    if (some.isEmpty()) {
      return inserted;
    }
    List<MadeOffer> offers = some.stream().map(one -> Objects.requireNonNull(one.offer())).toList();
    jdbc.sql(
            """
            insert into lightning_offer (offer_id, payment_hash, request)
            select id, hash, request
              from unnest(:ids::text[], :hashes::text[], :requests::text[])
                as o(id, hash, request)
            on conflict (offer_id) do nothing returning offer_id, payment_hash
            """)
        .param("ids", offers.stream().map(MadeOffer::id).toArray(String[]::new))
        .param("hashes", some.stream().map(Prepared::address).toArray(String[]::new))
        .param("requests", offers.stream().map(one -> one.offer().text()).toArray(String[]::new))
        .query((row, n) -> Map.entry(row.getString(1), row.getString(2)))
        .list()
        .forEach(one -> inserted.put(one.getKey(), one.getValue()));
    return inserted;
  }

  private static List<Object[]> columns(List<Assignment> assignments) {
    List<Invoice> invoices =
        assignments.stream().map(one -> Objects.requireNonNull(one.prepared().invoice())).toList();
    List<Object[]> columns = new ArrayList<>();
    columns.add(assignments.stream().map(one -> one.prepared().address()).toArray(String[]::new));
    columns.add(assignments.stream().map(Assignment::orderId).toArray(String[]::new));
    columns.add(assignments.stream().map(Assignment::quoteNo).toArray(Integer[]::new));
    columns.add(invoices.stream().map(Invoice::text).toArray(String[]::new));
    columns.add(
        invoices.stream()
            .map(one -> one.terms().millisatoshi().orElseThrow())
            .toArray(Long[]::new));
    columns.add(
        invoices.stream()
            .map(one -> Timestamp.from(one.terms().createdAt()))
            .toArray(Timestamp[]::new));
    columns.add(
        invoices.stream()
            .map(one -> Timestamp.from(one.terms().expiresAt()))
            .toArray(Timestamp[]::new));
    columns.add(assignments.stream().map(one -> one.prepared().wallet()).toArray(Long[]::new));
    return columns;
  }

  /** Whose the invoices are, by payment hash. */
  Map<String, Owner> owners(Collection<String> paymentHashes) {
    String[] hashes = hashes(paymentHashes);
    Map<String, Owner> owners = new HashMap<>();
    if (hashes.length > 0) {
      jdbc.sql(
              """
              select payment_hash, order_id, node is not null from lightning_invoice
               where payment_hash = any(?::text[])
              """)
          .param(hashes)
          .query(
              row -> {
                Custody custody = row.getBoolean(3) ? Custody.SELF : Custody.CUSTODIAL;
                owners.put(row.getString(1), new Owner(row.getString(2), custody));
              });
    }
    return owners;
  }

  /** Most batches of payments hold none: they cost no question. */
  private static String[] hashes(Collection<String> texts) {
    return texts.stream().filter(text -> HASH.matcher(text).matches()).toArray(String[]::new);
  }

  @Override
  public Map<String, OrderInvoice> of(Collection<String> paymentHashes) {
    String[] hashes = hashes(paymentHashes);
    Map<String, OrderInvoice> found = new HashMap<>();
    if (hashes.length == 0) {
      return found;
    }
    jdbc.sql(
            """
            select payment_hash, order_id, quote_no, i.request, millisatoshi, made_at, expires_at,
                   coalesce(o.request, '')
              from lightning_invoice i left join lightning_offer o using (payment_hash)
             where payment_hash = any(?::text[])
            """)
        .param(hashes)
        .query(
            (row, n) ->
                new OrderInvoice(
                    row.getString(1),
                    row.getString(2),
                    row.getInt(3),
                    row.getString(4),
                    row.getLong(5),
                    row.getTimestamp(6).toInstant(),
                    row.getTimestamp(7).toInstant(),
                    row.getString(8)))
        .list()
        .forEach(invoice -> found.put(invoice.paymentHash(), invoice));
    return found;
  }
}
