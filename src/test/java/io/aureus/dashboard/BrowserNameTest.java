package io.aureus.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrowserNameTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0 | Firefox on Linux
          Mozilla/5.0 (Macintosh; Intel Mac OS X) Version/26.0 Safari/605.1 | Safari on macOS
          Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) CriOS/142.0 Safari/60 | Chrome on iPhone
          (Linux; Android 10; K) SamsungBrowser/28.0 Chrome/130.0 | Samsung Internet on Android
          Mozilla/5.0 (Windows NT 10.0) Chrome/142.0 Safari/537.36 Edg/142.0 | Edge on Windows
          curl/8.5.0 | another program
          <script>alert(1)</script> Linux | another program on Linux
                                       | another program
          """)
  void saysItInFixedWords(String agent, String words) {
    assertThat(BrowserName.of(agent)).isEqualTo(words);
  }
}
