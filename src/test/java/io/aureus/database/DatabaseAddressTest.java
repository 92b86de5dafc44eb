package io.aureus.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DatabaseAddressTest {
  @Test
  void readsTheUsualUrlWithItsUserAndPassword() {
    DatabaseAddress address =
        DatabaseAddress.parse("postgres://shop:p%40ss+word@db.example:5433/pay?sslmode=require");
    assertThat(address.url()).isEqualTo("jdbc:postgresql://db.example:5433/pay?sslmode=require");
    assertThat(address.user()).isEqualTo("shop");
    assertThat(address.password()).isEqualTo("p@ss+word");
    assertThat(address.toString()).doesNotContain("p@ss").doesNotContain("shop");
  }

  @Test
  void takesAJdbcUrlAsItIs() {
    String url = "jdbc:postgresql://db.example/pay?user=shop&password=secret";
    assertThat(DatabaseAddress.parse(url).url()).isEqualTo(url);
    assertThat(DatabaseAddress.parse(url).toString()).doesNotContain("secret");
  }

  @Test
  void refusesWhatIsNoPostgresUrlWithoutRepeatingIt() {
    for (String wrong :
        new String[] {
          "mysql://a:secret@b/c",
          "postgres://shop:secret@db.example",
          "postgres://shop:se cret@db.example/pay",
          "postgres:///pay",
          "secret"
        }) {
      assertThatThrownBy(() -> DatabaseAddress.parse(wrong))
          .as(wrong)
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("AUREUS_DATABASE_URL")
          .message()
          .doesNotContain("secret")
          .doesNotContain("se cret");
    }
  }
}
