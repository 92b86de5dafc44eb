package io.aureus.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which language a page is written in. */
class LanguagesTest {
  private static final Languages LANGUAGES =
      new Languages(Stream.of("en", "de", "pt-BR").map(LanguagesTest::words).toList());

  private static Words words(String tag) {
    return new Words(tag, Map.of("language.plural", "one"));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      value = {
        "-                                    | en",
        "de                                   | de",
        "de-AT,de;q=0.9,en;q=0.8              | de",
        "en-US,en;q=0.9,de;q=0.8              | en",
        "en;q=0.3, de;q=0.7                   | de",
        "zh-CN,zh;q=0.9,pt;q=0.5,en;q=0.1     | pt-BR",
        "pt-PT                                | pt-BR",
        "DE-de                                | de",
        "de;q=0, pt;q=0.1                     | pt-BR",
        "*                                    | en",
        "zh                                   | en",
        ";;;q=what,,                          | en",
        "de;q=2                               | en",
        "<script>                             | en"
      })
  void takesWhatTheBrowserLikesBest(@Nullable String accepted, String tag) {
    PageLanguage page = LANGUAGES.of(null, accepted);
    assertThat(page.words().tag()).isEqualTo(tag);
    assertThat(page.link("/checkout/1")).isEqualTo("/checkout/1");
  }

  @Test
  void readsNoListWithoutEnd() {
    assertThat(LANGUAGES.of(null, "de," + "x-y,".repeat(10_000)).words().tag()).isEqualTo("en");
  }

  @ParameterizedTest
  @CsvSource({
    "lang=de, de",
    "token=abc&lang=pt-BR, pt-BR",
    "lang=PT-br&token=abc, pt-BR",
    "lang=pt, pt-BR"
  })
  void takesWhatThePayerChoseAndKeepsIt(String query, String tag) {
    PageLanguage page = LANGUAGES.of(query, "en");
    assertThat(page.words().tag()).isEqualTo(tag);
    assertThat(page.link("/checkout/1")).isEqualTo("/checkout/1?lang=" + tag);
    assertThat(page.link("/checkout/1?token=abc")).isEqualTo("/checkout/1?token=abc&lang=" + tag);
  }

  @ParameterizedTest
  @CsvSource({"lang=zh", "lang=", "slang=pt", "lang=%3Cscript%3E", "language=pt"})
  void keepsToTheBrowserWhereTheChoiceIsNone(String query) {
    PageLanguage page = LANGUAGES.of(query, "de");
    assertThat(page.words().tag()).isEqualTo("de");
    assertThat(page.chosen()).isFalse();
  }

  @Test
  void showsEnglishFirst() {
    List<String> tags = Languages.load().all().stream().map(Words::tag).toList();
    assertThat(tags).startsWith("en").doesNotHaveDuplicates();
  }
}
