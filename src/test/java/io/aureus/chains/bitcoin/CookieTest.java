package io.aureus.chains.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.ChainSettings;
import io.aureus.testing.CoinNode;
import io.aureus.testing.SimulatedCoinNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file in which a node writes by what it knows us. */
class CookieTest {
  private final CoinNode node = SimulatedCoinNode.start("BTC", Clock.systemUTC());

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void isReadWhenItIsThereAndAgainWhenTheNodeRefusesIt() throws IOException {
    Path cookie = folder.resolve(".cookie");
    try (CoinObservation observation = CoinObservation.withCookie(node, cookie)) {
      observation.observe();
      assertThat(observation.health(0).words()).contains(cookie.toString(), "is not there");
      Files.writeString(cookie, "only-a-s3cret");
      observation.observe();
      mustSay(observation, "holds no user:password");
      Files.writeString(cookie, "__cookie__:old-s3cret\n");
      observation.observe();
      mustSay(observation, "refuses the cookie of " + cookie);
      assertThat(observation.cursor()).isEqualTo(-1);
      Files.writeString(cookie, node.user() + ":" + node.password() + "\n");
      observation.observe();
      assertThat(observation.health(0).words()).doesNotContain("cookie");
      assertThat(observation.cursor()).isEqualTo(node.height());
      // What is known is not asked for at every look.
      Files.delete(cookie);
      node.mine(1);
      observation.observe();
      assertThat(observation.cursor()).isEqualTo(node.height());
    }
  }

  private static void mustSay(CoinObservation observation, String words) {
    assertThat(observation.health(0).words()).contains(words).doesNotContain("s3cret");
    assertThat(observation.health(0).healthy()).isFalse();
  }

  @Test
  void theyAreForThoseNodesThatHaveNoUserInTheirUrl() {
    List<String> urls = List.of("http://a", "http://u:p@b", "http://c");
    ChainSettings settings = ChainSettings.ofCookies(urls, List.of("/a/.cookie", "/c"), "regtest");
    assertThat(settings.accesses())
        .extracting(ChainSettings.Access::cookie)
        .containsExactly(
            Optional.of(Path.of("/a/.cookie")), Optional.empty(), Optional.of(Path.of("/c")));
    for (List<String> wrong :
        List.of(List.of("/a"), List.of("/a", "/b", "/c"), List.of("a", "/c"))) {
      assertThatThrownBy(() -> ChainSettings.ofCookies(urls, wrong, "regtest"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("cookie");
    }
  }
}
