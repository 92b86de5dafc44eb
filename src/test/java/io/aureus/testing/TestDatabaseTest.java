package io.aureus.testing;

import static org.assertj.core.api.Assertions.assertThat;

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
}
