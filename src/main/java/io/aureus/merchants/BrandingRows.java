package io.aureus.merchants;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code merchant_branding}. */
final class BrandingRows {
  private final JdbcClient jdbc;

  BrandingRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Branding> of(MerchantId id) {
    return jdbc.sql(
            """
            select accent, bar, logo_hash, logo_width, logo_height, frames
              from merchant_branding where merchant = ?
            """)
        .param(id.value())
        .query((row, n) -> branding(row))
        .optional();
  }

  Optional<byte[]> logo(MerchantId id) {
    return jdbc.sql("select logo from merchant_branding where merchant = ? and logo is not null")
        .param(id.value())
        .query(byte[].class)
        .optional();
  }

  /** All but the logo. */
  void keep(MerchantId id, Branding branding, Instant now) {
    jdbc.sql(
            """
            insert into merchant_branding (merchant, accent, bar, frames, changed_at)
            values (:merchant, :accent, :bar, :frames, :now)
            on conflict (merchant) do update set
              accent = excluded.accent, bar = excluded.bar, frames = excluded.frames,
              changed_at = excluded.changed_at
            """)
        .param("merchant", id.value())
        .param("accent", branding.accent().map(Colour::rgb).orElse(null))
        .param("bar", branding.bar().map(Colour::rgb).orElse(null))
        .param("frames", branding.frames().toArray(String[]::new))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  void keepLogo(MerchantId id, LogoPicture picture, String hash, Instant now) {
    jdbc.sql(
            """
            insert into merchant_branding
              (merchant, logo, logo_hash, logo_width, logo_height, changed_at)
            values (:merchant, :logo, :hash, :width, :height, :now)
            on conflict (merchant) do update set
              logo = excluded.logo, logo_hash = excluded.logo_hash,
              logo_width = excluded.logo_width, logo_height = excluded.logo_height,
              changed_at = excluded.changed_at
            """)
        .param("merchant", id.value())
        .param("logo", picture.png())
        .param("hash", hash)
        .param("width", picture.width())
        .param("height", picture.height())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  void removeLogo(MerchantId id, Instant now) {
    jdbc.sql(
            """
            update merchant_branding set
              logo = null, logo_hash = '', logo_width = null, logo_height = null, changed_at = ?
             where merchant = ? and logo is not null
            """)
        .params(now.atOffset(ZoneOffset.UTC), id.value())
        .update();
  }

  private static Branding branding(ResultSet row) throws SQLException {
    return new Branding(colour(row, "accent"), colour(row, "bar"), logo(row), frames(row));
  }

  private static Optional<Branding.Logo> logo(ResultSet row) throws SQLException {
    String hash = row.getString("logo_hash");
    return hash.isEmpty()
        ? Optional.empty()
        : Optional.of(new Branding.Logo(hash, row.getInt("logo_width"), row.getInt("logo_height")));
  }

  private static Optional<Colour> colour(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, Integer.class)).map(Colour::new);
  }

  private static List<String> frames(ResultSet row) throws SQLException {
    Array frames = row.getArray("frames");
    return List.of((String[]) frames.getArray());
  }
}
