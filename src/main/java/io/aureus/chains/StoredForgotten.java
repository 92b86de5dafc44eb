package io.aureus.chains;

import java.util.Collection;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** By what was recorded at the last look into the mempools. */
final class StoredForgotten implements ForgottenTransfers {
  private final JdbcClient jdbc;

  StoredForgotten(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Set<Long> among(Collection<Long> transferIds) {
    if (transferIds.isEmpty()) {
      return Set.of();
    }
    return Set.copyOf(
        jdbc.sql("select id from transfer where id = any (:ids) and state = 'evicted'")
            .param("ids", transferIds.toArray(Long[]::new))
            .query(Long.class)
            .list());
  }
}
