package io.aureus.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class TestDatabaseTest {
  @Test
  void databasesDoNotShareRows() {
    TestDatabase one = TestDatabase.fresh();
    one.jdbc().sql("create table seen (n int)").update();
    TestDatabase other = TestDatabase.fresh();
    assertThat(other.jdbc().sql("select to_regclass('seen') is null").query(Boolean.class).single())
        .isTrue();
  }

  @Test
  void dropsWhatNobodyIsConnectedToAndKeepsTheRest() throws SQLException {
    TestDatabase left = TestDatabase.fresh();
    TestDatabase used = TestDatabase.fresh();
    try (Connection connection = used.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      TestDatabase.dropUnused();
      assertThatThrownBy(() -> left.dataSource().getConnection())
          .hasMessageContaining("does not exist");
      statement.execute("create table kept (n int)");
    }
    TestDatabase.dropUnused();
    assertThatThrownBy(() -> used.dataSource().getConnection())
        .hasMessageContaining("does not exist");
  }
}
