package io.aureus.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.aureus.callbacks.CallbackUrls;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import io.aureus.orders.SandboxWindow;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.RunningGateway;
import io.aureus.testing.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;

class StartTest {
  private static final String ORDER = "/sandbox/orders/20300101000000000000";

  @Test
  void aDemoAnswersThisMachineAloneUnlessItIsToldTo() {
    assertThat(DemoCommand.bound("")).containsEntry("server.address", "127.0.0.1");
    assertThat(DemoCommand.bound("0.0.0.0")).isEmpty();
  }

  @Test
  void startsWithTheTestsOwnClock() throws Exception {
    Clock clock = new AdjustableClock(Instant.parse("2030-01-01T00:00:00Z"));
    try (RunningGateway gateway =
        RunningGateway.demo(
            TestDatabase.fresh(),
            Map.of(),
            new RunningGateway.Surroundings(clock, new Random(7)))) {
      assertThat(gateway.bean(Clock.class)).isSameAs(clock);
      assertThat(gateway.bean(Catalogue.class).asset("ETH")).isPresent();
      // The demo's own paths are there, and want a key.
      assertThat(status(gateway, "GET", ORDER)).isEqualTo(401);
      assertThat(status(gateway, "POST", ORDER + "/expire")).isEqualTo(401);
    }
  }

  @Test
  void liveModeHasNoSandbox() throws Exception {
    try (RunningGateway gateway = RunningGateway.live(TestDatabase.durable(), Map.of())) {
      assertThat(status(gateway, "GET", ORDER)).isEqualTo(404);
      assertThat(status(gateway, "POST", ORDER + "/expire")).isEqualTo(404);
      assertThatThrownBy(() -> gateway.bean(SandboxWindow.class))
          .isInstanceOf(NoSuchBeanDefinitionException.class);
    }
  }

  @Test
  void liveModeTakesNoCallbackToItself() {
    try (RunningGateway gateway = RunningGateway.live(TestDatabase.durable(), Map.of())) {
      CallbackUrls urls = gateway.bean(CallbackUrls.class);
      assertThatThrownBy(() -> urls.check("callback_url", "https://pay.shop.example/paid"))
          .hasMessageContaining("not of this payment gateway itself");
      urls.check("callback_url", "https://shop.example/paid");
    }
  }

  @Test
  void liveModeTakesNoDatabaseThatForgets() {
    TestDatabase database = TestDatabase.fresh();
    Throwable refused =
        catchThrowable(
            () ->
                RunningGateway.live(database, Map.of("aureus.database.durable", "false")).close());
    assertThat(Commands.words(refused)).startsWith("aureus.database.durable=false is for tests");
  }

  @Test
  void liveModeWantsToKnowItsPublicAddress() {
    TestDatabase database = TestDatabase.durable();
    Throwable refused =
        catchThrowable(
            () -> RunningGateway.live(database, Map.of("aureus.web.base-url", "")).close());
    assertThat(Commands.words(refused)).startsWith("set AUREUS_WEB_BASE_URL");
  }

  @Test
  void liveModeNeedsNoNodeWhereBitcoinIsReadFromElectrumServers() {
    Map<String, Object> settings = new HashMap<>(RunningGateway.WITHOUT_ETHEREUM);
    Throwable none =
        catchThrowable(() -> RunningGateway.live(TestDatabase.durable(), settings).close());
    assertThat(Commands.words(none))
        .contains("no chain is set up")
        .contains("AUREUS_CHAINS_BTC_ELECTRUM");
    settings.put("aureus.chains.btc.electrum", "ssl://electrum.example:50002");
    try (RunningGateway gateway = RunningGateway.live(TestDatabase.durable(), settings)) {
      assertThat(gateway.bean(Catalogue.class).chains())
          .extracting(Chain::code)
          .containsExactly("BTC");
    }
  }

  @Test
  void aWrongSettingIsNamed() {
    TestDatabase database = TestDatabase.fresh();
    Throwable letters = start(database, Map.of("aureus.database.connections", "many"));
    assertThat(Commands.words(letters))
        .contains("aureus.database.connections")
        .contains("\"many\"");
    Throwable tooFew = start(database, Map.of("aureus.database.connections", "1"));
    assertThat(Commands.words(tooFew))
        .contains("aureus.database.connections must be 4 to 500, not 1");
    Throwable network = start(database, Map.of("aureus.chains.eth.network", "moonnet"));
    assertThat(Commands.words(network)).contains("unknown network moonnet of ETH");
  }

  private static Throwable start(TestDatabase database, Map<String, Object> settings) {
    return catchThrowable(() -> RunningGateway.demo(database, settings).close());
  }

  private static int status(RunningGateway gateway, String method, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(gateway.url() + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }
}
