package io.aureus.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.Refusal;
import org.junit.jupiter.api.Test;

class QueryValuesTest {
  @Test
  void readsAnAddressThatWasPastedUnencoded() {
    QueryValues query = QueryValues.parse("name=WOOCOMMERCE&key=k&url=https://shop.example/a?b=c");
    assertThat(query.get("url")).contains("https://shop.example/a?b=c");
  }

  @Test
  void takesWhatIsBadlyEncodedAsItCame() {
    assertThat(QueryValues.parse("url=%zz").get("url")).contains("%zz");
    assertThat(QueryValues.parse("a=b+c&d=%C3%A9").get("d")).contains("é");
  }

  @Test
  void takesTheFirstOfRepeatedNamesAndEmptyAsAbsent() {
    QueryValues query = QueryValues.parse("page=1&page=2&size=&flag");
    assertThat(query.get("page")).contains("1");
    assertThat(query.get("size")).isEmpty();
    assertThat(query.get("flag")).isEmpty();
  }

  @Test
  void namesTheNumberThatIsOutOfRange() {
    QueryValues query = QueryValues.parse("size=500&page=-1&limit=9999999999");
    assertThat(query.number("absent", 10, 1, 100)).isEqualTo(10);
    assertThatThrownBy(() -> query.number("size", 10, 1, 100))
        .isInstanceOf(Refusal.class)
        .hasMessageContainingAll("size", "500", "1 to 100");
    assertThatThrownBy(() -> query.number("page", 1, 1, 9)).hasMessageContaining("page");
    assertThatThrownBy(() -> query.number("limit", 1, 1, 9)).hasMessageContaining("limit");
  }
}
