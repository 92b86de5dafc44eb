package io.aureus.chains.lightning.nodes;

import io.aureus.chains.lightning.BroughtNode;
import io.aureus.chains.lightning.ChannelFunds;
import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.lightning.NodeIdentity;
import io.aureus.chains.lightning.NodeLook;
import io.aureus.chains.lightning.NodeLooks;
import io.aureus.money.Chain;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code lightning_look}. */
final class LookRows implements NodeLooks {
  /** Nobody looks any more: what is there says nothing of now. */
  private static final Duration SILENCE = Duration.ofSeconds(90);

  private static final int LONGEST_NAME = 100;
  private static final int LONGEST = 300;

  private final JdbcClient jdbc;
  private final Clock clock;

  LookRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Inside the current transaction.
   *
   * @param key the chain's code, or the record's of a node that a merchant brought
   */
  void answered(String key, String label, Instant at, NodeIdentity identity, ChannelFunds funds) {
    jdbc.sql(
            """
            insert into lightning_look
                   (chain, label, asked_at, failing_since, words, answered_at, node_id, alias,
                    program, height, synced, local, spendable, receivable, on_chain)
            values (:chain, :label, :at, null, '', :at, :id, :alias, :program, :height, :synced,
                    :local, :spendable, :receivable, :on_chain)
            on conflict (chain) do update set (label, asked_at, failing_since, words, answered_at,
                   node_id, alias, program, height, synced, local, spendable, receivable, on_chain)
              = row (excluded.label, excluded.asked_at, null, '', excluded.answered_at,
                     excluded.node_id, excluded.alias, excluded.program, excluded.height,
                     excluded.synced, excluded.local, excluded.spendable, excluded.receivable,
                     excluded.on_chain)
            """)
        .param("chain", key)
        .param("label", label)
        .param("at", Timestamp.from(at))
        .param("id", identity.id())
        .param("alias", name(identity.alias()))
        .param("program", name(identity.program()))
        .param("height", identity.height())
        .param("synced", identity.isSynced())
        .param("local", funds.local())
        .param("spendable", funds.spendable())
        .param("receivable", funds.receivable())
        .param("on_chain", funds.onChain())
        .update();
  }

  /** Likewise; what it answered last stays. */
  void failed(String key, String label, Instant at, String words) {
    jdbc.sql(
            """
            insert into lightning_look (chain, label, asked_at, failing_since, words)
            values (:chain, :label, :at, :at, :words)
            on conflict (chain) do update set label = excluded.label,
              asked_at = excluded.asked_at, words = excluded.words,
              failing_since = coalesce(lightning_look.failing_since, excluded.failing_since)
            """)
        .param("chain", key)
        .param("label", label)
        .param("at", Timestamp.from(at))
        .param("words", plain(words))
        .update();
  }

  @Override
  public Optional<NodeLook> of(Chain chain) {
    return of(chain.code(), chain);
  }

  @Override
  public Optional<NodeLook> of(Chain chain, long brought) {
    return of(BroughtNode.journal(chain, brought), chain);
  }

  private Optional<NodeLook> of(String key, Chain chain) {
    Instant silent = clock.instant().minus(SILENCE);
    return jdbc.sql("select * from lightning_look where chain = ?")
        .param(key)
        .query((row, n) -> look(row, chain, silent))
        .optional();
  }

  private static NodeLook look(ResultSet row, Chain chain, Instant silent) throws SQLException {
    Instant asked = row.getTimestamp("asked_at").toInstant();
    Instant failing = time(row.getTimestamp("failing_since"));
    String words = row.getString("words");
    if (failing == null && asked.isBefore(silent)) {
      failing = asked;
      words = "nobody has asked it for a while";
    }
    return new NodeLook(row.getString("label"), asked, failing, words, seen(row, chain));
  }

  private static NodeLook.@Nullable Seen seen(ResultSet row, Chain chain) throws SQLException {
    Instant at = time(row.getTimestamp("answered_at"));
    if (at == null) {
      return null;
    }
    String program = row.getString("program");
    return new NodeLook.Seen(
        at,
        new NodeIdentity(
            row.getString("node_id"),
            row.getString("alias"),
            program,
            LightningNetwork.of(chain.network()),
            row.getLong("height"),
            row.getBoolean("synced")),
        new ChannelFunds(
            row.getLong("local"),
            row.getLong("spendable"),
            row.getLong("receivable"),
            row.getLong("on_chain")),
        KnownVersions.of(program));
  }

  private static @Nullable Instant time(@Nullable Timestamp at) {
    return at == null ? null : at.toInstant();
  }

  private static String name(String text) {
    return plain(text.substring(0, Math.min(LONGEST_NAME, text.length())));
  }

  /** A stranger chose it. */
  private static String plain(String text) {
    String some = text.substring(0, Math.min(LONGEST, text.length()));
    return some.replaceAll("\\p{Cntrl}", " ");
  }
}
