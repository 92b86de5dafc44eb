package io.aureus.merchants;

import io.aureus.money.FiatAmount;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL of {@code merchant}. */
final class MerchantRows {
  private final JdbcClient jdbc;

  MerchantRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(Merchant merchant, Instant at) {
    values(
            jdbc.sql(
                """
                insert into merchant (id, name, fee_bps, tolerance_bps, accept_any_2xx,
                  success_alias, enabled_assets, key_payouts, payout_webhook, depth_bands,
                  risk_most, risk_currency, succeed_url, timeout_url, created_at, operates)
                values (:id, :name, :fee, :tolerance, :any2xx, :alias, :assets, :by_key, :webhook,
                  :bands, :risk, :currency, :succeed, :timeout, :at,
                  not exists (select 1 from merchant))
                """),
            merchant)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  void change(Merchant merchant) {
    values(
            jdbc.sql(
                """
                update merchant
                set name = :name, fee_bps = :fee, tolerance_bps = :tolerance,
                    accept_any_2xx = :any2xx, success_alias = :alias, enabled_assets = :assets,
                    key_payouts = :by_key, payout_webhook = :webhook, depth_bands = :bands,
                    risk_most = :risk, risk_currency = :currency,
                    succeed_url = :succeed, timeout_url = :timeout
                where id = :id
                """),
            merchant)
        .update();
  }

  Optional<Merchant> find(MerchantId id) {
    return one(id, "");
  }

  /** Also keeps other transactions from changing it, or its keys, until this one ends. */
  Optional<Merchant> lock(MerchantId id) {
    return one(id, " for no key update");
  }

  private Optional<Merchant> one(MerchantId id, String locking) {
    return jdbc.sql(
            """
            select id, name, fee_bps, tolerance_bps, accept_any_2xx, success_alias, enabled_assets,
                   key_payouts, payout_webhook, depth_bands, risk_most, risk_currency, succeed_url,
                   timeout_url
            from merchant where id = :id
            """
                + locking)
        .param("id", id.value())
        .query(MerchantRows::merchant)
        .optional();
  }

  private static JdbcClient.StatementSpec values(
      JdbcClient.StatementSpec statement, Merchant merchant) {
    return statement
        .param("id", merchant.id().value())
        .param("name", merchant.name())
        .param("fee", merchant.feeBps())
        .param("tolerance", merchant.toleranceBps())
        .param("any2xx", merchant.acceptAny2xx())
        .param("alias", merchant.successAlias())
        .param("assets", merchant.enabledAssets().toArray(String[]::new))
        .param("by_key", merchant.keyPayouts())
        .param("webhook", merchant.payoutWebhook())
        .param(
            "bands", merchant.depths().bands().stream().map(DepthBand::text).toArray(String[]::new))
        .param("risk", merchant.depths().atRisk().value())
        .param("currency", merchant.depths().atRisk().currency())
        .param("succeed", merchant.redirects().succeedUrl())
        .param("timeout", merchant.redirects().timeoutUrl());
  }

  private static Merchant merchant(ResultSet row, int number) throws SQLException {
    return new Merchant(
        new MerchantId(row.getString("id")),
        row.getString("name"),
        strings(row.getArray("enabled_assets")),
        row.getInt("fee_bps"),
        row.getInt("tolerance_bps"),
        row.getBoolean("accept_any_2xx"),
        row.getString("success_alias"),
        row.getBoolean("key_payouts"),
        row.getString("payout_webhook"),
        new DepthPolicy(
            strings(row.getArray("depth_bands")).stream().map(DepthBand::parse).toList(),
            new FiatAmount(row.getString("risk_currency"), row.getBigDecimal("risk_most"))),
        new Redirects(row.getString("succeed_url"), row.getString("timeout_url")));
  }

  static List<String> strings(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }
}
