package io.aureus.merchants;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code lightning_name}. */
final class LightningNameRows {
  private final JdbcClient jdbc;

  LightningNameRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The one that was chosen last. */
  Optional<LightningNames.Name> of(MerchantId id) {
    return jdbc.sql(
            """
            select name, active from lightning_name
             where merchant = ? order by chosen_at desc, name limit 1
            """)
        .param(id.value())
        .query((row, n) -> new LightningNames.Name(row.getString(1), row.getBoolean(2)))
        .optional();
  }

  /** Whose it is, where it is switched on. */
  Optional<MerchantId> holder(String name) {
    return jdbc.sql("select merchant from lightning_name where name = ? and active")
        .param(name)
        .query(String.class)
        .optional()
        .map(MerchantId::new);
  }

  /** Whether the merchant has it, switched on or not. */
  boolean isOf(MerchantId id, String name) {
    return jdbc.sql("select exists (select from lightning_name where merchant = ? and name = ?)")
        .params(id.value(), name)
        .query(Boolean.class)
        .single();
  }

  /** How many others than this one a merchant has, switched on or not. */
  int others(MerchantId id, String name) {
    return jdbc.sql("select count(*) from lightning_name where merchant = ? and name <> ?")
        .params(id.value(), name)
        .query(Integer.class)
        .single();
  }

  /** All but {@code name}. */
  void switchOff(MerchantId id, String name) {
    jdbc.sql(
            """
            update lightning_name set active = false where merchant = ? and active and name <> ?
            """)
        .params(id.value(), name)
        .update();
  }

  /**
   * @return false where it is another's
   */
  boolean switchOn(MerchantId id, String name, Instant now) {
    return jdbc.sql(
                """
                insert into lightning_name (name, merchant, active, chosen_at)
                values (:name, :merchant, true, :now)
                on conflict (name) do update set active = true, chosen_at = excluded.chosen_at
                  where lightning_name.merchant = excluded.merchant
                """)
            .param("name", name)
            .param("merchant", id.value())
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }
}
