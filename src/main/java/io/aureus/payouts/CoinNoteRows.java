package io.aureus.payouts;

import io.aureus.keys.CoinPoint;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Chain;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code coin_note}. */
final class CoinNoteRows {
  /** What a note is of, as the table names it. */
  enum Kind {
    OUTPUT,
    ADDRESS
  }

  /**
   * @param ref of an output {@code txid:number}; else the address
   */
  record Note(String chain, Kind kind, String ref, String label, boolean frozen) {}

  private final JdbcClient jdbc;

  CoinNoteRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Whose notes they are, as the table has it. */
  static String owner(@Nullable MerchantId merchant) {
    return merchant == null ? "" : merchant.value();
  }

  /** What is to be spent by nothing new. */
  Set<CoinPoint> frozen(@Nullable MerchantId merchant, Chain chain) {
    return new HashSet<>(
        jdbc.sql(
                """
                select split_part(ref, ':', 1), split_part(ref, ':', 2)::bigint from coin_note
                where owner = ? and chain = ? and kind = 'OUTPUT' and frozen
                """)
            .params(owner(merchant), chain.code())
            .query((row, n) -> new CoinPoint(row.getString(1), row.getLong(2)))
            .list());
  }

  void label(@Nullable MerchantId merchant, Note note, String actor, Instant at) {
    jdbc.sql(
            """
            insert into coin_note (owner, chain, kind, ref, label, frozen, changed_by, changed_at)
            values (?, ?, ?, ?, ?, false, ?, ?)
            on conflict (owner, chain, kind, ref) do update
              set label = excluded.label, changed_by = excluded.changed_by,
                changed_at = excluded.changed_at
              where coin_note.label <> excluded.label
            """)
        .params(owner(merchant), note.chain(), note.kind().name(), note.ref(), note.label(), actor)
        .param(at.atOffset(ZoneOffset.UTC))
        .update();
  }

  void freeze(@Nullable MerchantId merchant, Note note, String actor, Instant at) {
    jdbc.sql(
            """
            insert into coin_note (owner, chain, kind, ref, label, frozen, changed_by, changed_at)
            values (?, ?, ?, ?, '', ?, ?, ?)
            on conflict (owner, chain, kind, ref) do update
              set frozen = excluded.frozen, changed_by = excluded.changed_by,
                changed_at = excluded.changed_at
              where coin_note.frozen <> excluded.frozen
            """)
        .params(owner(merchant), note.chain(), note.kind().name(), note.ref(), note.frozen())
        .params(actor, at.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** All that say something. */
  List<Note> all(@Nullable MerchantId merchant) {
    return jdbc.sql(
            """
            select chain, kind, ref, label, frozen from coin_note
            where owner = ? and (label <> '' or frozen) order by chain, kind, ref
            """)
        .param(owner(merchant))
        .query(
            (row, n) ->
                new Note(
                    row.getString(1),
                    Kind.valueOf(row.getString(2)),
                    row.getString(3),
                    row.getString(4),
                    row.getBoolean(5)))
        .list();
  }

  /** The chain of an address among those that the owner's coins lie on; empty for none. */
  List<String> chainsOf(@Nullable MerchantId merchant, String address) {
    String sql =
        merchant == null
            ? """
              select distinct t.chain from transfer t
              where t.to_address = :address and t.position like 'out:%' and exists (
                select 1 from watched_address w where w.address = :address and not w.outgoing)
              """
            : """
              select distinct t.chain from transfer t
              where t.to_address = :address and t.position like 'out:%' and exists (
                select 1 from own_wallet o
                where o.merchant_id = :owner
                  and (exists (select 1 from own_address a
                               where a.wallet = o.id and a.family = o.family
                                 and a.address = :address)
                    or exists (select 1 from own_change c
                               where c.wallet = o.id and c.family = o.family
                                 and c.address = :address)))
              """;
    return jdbc.sql(sql)
        .param("address", address)
        .param("owner", owner(merchant))
        .query(String.class)
        .list();
  }
}
