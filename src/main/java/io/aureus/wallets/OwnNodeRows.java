package io.aureus.wallets;

import io.aureus.merchants.MerchantId;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code own_node}. */
final class OwnNodeRows {
  /** Of a node {@code n}: it is in use, or one of its invoices may yet be paid late. */
  private static final String READ =
      """
      n.sealed <> '' and (n.active or exists (
        select 1 from lightning_invoice i
         where i.node = n.id and i.expires_at > ?::timestamptz - interval '%d days'))
      """
          .formatted(OwnNodes.LATE_DAYS);

  private final JdbcClient jdbc;
  private final Catalogue catalogue;

  OwnNodeRows(JdbcClient jdbc, Catalogue catalogue) {
    this.jdbc = jdbc;
    this.catalogue = catalogue;
  }

  /** A row, with the secret as it lies. */
  @SuppressWarnings("ArrayRecordComponent")
  record Row(OwnNode node, byte[] sealed) {}

  /** In use or still read; of all merchants. Chains that are switched off are left out. */
  List<Row> toRead(Instant now) {
    return known(
        jdbc.sql("select n.* from own_node n where " + READ + " order by n.id")
            .param(Timestamp.from(now))
            .query((row, n) -> row(row))
            .list());
  }

  List<Row> of(MerchantId merchant, Instant now) {
    return known(
        jdbc.sql(
                "select n.* from own_node n where n.merchant_id = ? and "
                    + READ
                    + " order by n.active desc, n.id desc")
            .param(merchant.value())
            .param(Timestamp.from(now))
            .query((row, n) -> row(row))
            .list());
  }

  Optional<Row> active(MerchantId merchant, Chain chain) {
    return jdbc.sql("select * from own_node where merchant_id = ? and chain = ? and active")
        .params(merchant.value(), chain.code())
        .query((row, n) -> row(row))
        .optional()
        .flatMap(row -> row);
  }

  /** One at a time changes a merchant's nodes. Inside the current transaction. */
  void lock(MerchantId merchant) {
    jdbc.sql("select id from merchant where id = ? for no key update")
        .param(merchant.value())
        .query(String.class)
        .list();
  }

  void stop(MerchantId merchant, Chain chain) {
    jdbc.sql("update own_node set active = false where merchant_id = ? and chain = ? and active")
        .params(merchant.value(), chain.code())
        .update();
  }

  /** A node that the merchant had before goes on under its old number. */
  void start(OwnNode node, byte[] sealed, String actor) {
    jdbc.sql(
            """
            insert into own_node (merchant_id, chain, program, url, pin, sealed, node_id, active,
                                  created_by, created_at)
            values (:merchant, :chain, :program, :url, :pin, :sealed, :node, true, :actor, :at)
            on conflict (merchant_id, chain, node_id) do update set program = excluded.program,
              url = excluded.url, pin = excluded.pin, sealed = excluded.sealed, active = true,
              created_at = excluded.created_at
            """)
        .param("merchant", node.merchant().value())
        .param("chain", node.chain().code())
        .param("program", node.program())
        .param("url", node.url())
        .param("pin", node.pin())
        .param("sealed", sealed)
        .param("node", node.nodeId())
        .param("actor", actor)
        .param("at", Timestamp.from(node.createdAt()))
        .update();
  }

  /** The secrets of those that are not read any more. */
  void forget(Instant now) {
    jdbc.sql("update own_node n set sealed = '' where n.sealed <> '' and not (" + READ + ")")
        .param(Timestamp.from(now))
        .update();
  }

  private static List<Row> known(List<Optional<Row>> rows) {
    return rows.stream().flatMap(Optional::stream).toList();
  }

  private Optional<Row> row(ResultSet row) throws SQLException {
    String chain = row.getString("chain");
    Optional<Chain> known =
        catalogue.chains().stream().filter(one -> one.code().equals(chain)).findFirst();
    if (known.isEmpty()) {
      return Optional.empty();
    }
    OwnNode node =
        new OwnNode(
            row.getLong("id"),
            new MerchantId(row.getString("merchant_id")),
            known.get(),
            row.getString("program"),
            row.getString("url"),
            row.getString("pin"),
            row.getString("node_id"),
            row.getBoolean("active"),
            row.getTimestamp("created_at").toInstant());
    return Optional.of(new Row(node, row.getBytes("sealed")));
  }
}
