package io.aureus.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.aureus.testing.AdjustableClock;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each source against a server that replays its documented replies, its errors, its silence. */
class RateSourceTest {
  private static final Instant NOW = Instant.parse("2026-11-20T15:00:30Z");
  private static final List<String> COINS = List.of("ETH", "BNB", "USDT", "USDC", "DAI");
  private static final List<String> FIATS = List.of("EUR", "JPY", "PKR", "RUB");

  private final ReplayServer server = new ReplayServer();

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void readsCoinbase() {
    var votes = ask(SourceKind.COINBASE, sample("coinbase.json"));
    assertThat(server.asked()).containsExactly("GET /v2/exchange-rates?currency=USD HTTP/1.1");
    // 1 / 0.0004
    assertPrice(votes, Pair.coin("ETH"), "2500");
    assertPrice(votes, Pair.coin("USDT"), "1.000200040008001600320064012802561");
    assertPrice(votes, Pair.dollarIn("EUR"), "0.9231");
    assertPrice(votes, Pair.dollarIn("PKR"), "278.45");
    assertThat(votes).doesNotContainKey(Pair.coin("BNB"));
    assertThat(votes.values()).allSatisfy(vote -> assertThat(vote.at()).isEqualTo(NOW));
  }

  @Test
  void readsKraken() {
    var votes = ask(SourceKind.KRAKEN, sample("kraken.json"));
    assertThat(server.asked())
        .containsExactly("GET /0/public/Ticker?pair=ETHUSD,BNBUSD,USDTUSD,USDCUSD,DAIUSD HTTP/1.1");
    assertPrice(votes, Pair.coin("ETH"), "2500.015");
    assertPrice(votes, Pair.coin("USDT"), "0.99995");
    assertPrice(votes, Pair.coin("DAI"), "1.0001");
    assertThat(votes).hasSize(5);
  }

  @Test
  void readsBitstampAndLeavesAMarketThatNobodyTradesIn() {
    var answer = asked(SourceKind.BITSTAMP, sample("bitstamp.json"));
    assertThat(server.asked()).containsExactly("GET /api/v2/ticker/ HTTP/1.1");
    assertPrice(answer.votes(), Pair.coin("ETH"), "2499.5");
    assertThat(Objects.requireNonNull(answer.votes().get(Pair.coin("ETH"))).at())
        .isEqualTo(Instant.parse("2026-11-20T15:00:00Z"));
    assertThat(answer.votes()).containsOnlyKeys(Pair.coin("ETH"), Pair.coin("USDC"));
    assertThat(answer.doubts()).containsExactly("DAI/USD: bid and ask are too far apart");
  }

  @Test
  void readsCoinGeckoAndItsCrossesByBitcoin() {
    var votes = ask(SourceKind.COINGECKO, sample("coingecko.json"));
    assertThat(server.asked())
        .containsExactly(
            "GET /api/v3/simple/price?ids=bitcoin,ethereum,binancecoin,tether,usd-coin,dai"
                + "&vs_currencies=usd,eur,jpy,pkr,rub"
                + "&include_last_updated_at=true&precision=full HTTP/1.1");
    assertPrice(votes, Pair.coin("ETH"), "2500.25");
    assertPrice(votes, Pair.coin("BNB"), "600.5");
    assertPrice(votes, Pair.dollarIn("EUR"), "0.9232");
    assertPrice(votes, Pair.dollarIn("JPY"), "151.25");
    assertThat(Objects.requireNonNull(votes.get(Pair.coin("ETH"))).at())
        .isEqualTo(Instant.parse("2026-11-20T15:00:00Z"));
  }

  @Test
  void readsTheOpenExchangeRateApi() {
    var votes = ask(SourceKind.ER_API, sample("er-api.json"));
    assertThat(server.asked()).containsExactly("GET /v6/latest/USD HTTP/1.1");
    assertPrice(votes, Pair.dollarIn("RUB"), "92.4567");
    assertThat(Objects.requireNonNull(votes.get(Pair.dollarIn("RUB"))).at())
        .isEqualTo(Instant.parse("2026-11-20T00:00:01Z"));
    assertThat(votes).hasSize(4);
  }

  @Test
  void readsTheEuropeanCentralBank() {
    var votes = ask(SourceKind.ECB, sample("ecb.xml"));
    assertThat(server.asked()).containsExactly("GET /stats/eurofxref/eurofxref-daily.xml HTTP/1.1");
    // A euro is 1.0800 dollars and 163.35 yen.
    assertPrice(votes, Pair.dollarIn("JPY"), "151.25");
    assertThat(Objects.requireNonNull(votes.get(Pair.dollarIn("EUR"))).price())
        .isCloseTo(new BigDecimal("0.92592592592592592592"), within(new BigDecimal("1e-19")));
    assertThat(Objects.requireNonNull(votes.get(Pair.dollarIn("EUR"))).at())
        .isEqualTo(Instant.parse("2026-11-20T12:00:00Z"));
    assertThat(votes).containsOnlyKeys(Pair.dollarIn("EUR"), Pair.dollarIn("JPY"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COINBASE|{\"errors\":[{\"id\":\"internal\",\"message\":\"?\"}]}|not about the dollar",
        "KRAKEN|{\"error\":[\"EGeneral:Too many requests\"]}|Too many requests",
        "KRAKEN|{\"error\":[\"EQuery:Unknown asset pair\"]}|Unknown asset pair",
        "BITSTAMP|{\"status\":\"error\",\"reason\":\"Invalid\",\"code\":\"API0001\"}|not a list",
        "COINGECKO|{\"status\":{\"error_code\":429,\"error_message\":\"slow down\"}}|slow down",
        "ER_API|{\"result\":\"error\",\"error-type\":\"unsupported-code\"}|unsupported-code",
        "ECB|<html><body>Sorry</body></html>|no date",
      })
  void saysWhatASourcesOwnErrorSays(SourceKind kind, String body, String says) {
    server.behave(ReplayServer.reply(200, body));
    assertFails(kind, says);
  }

  @ParameterizedTest
  @EnumSource(SourceKind.class)
  void failsInWordsOnAnythingThatIsNoAnswer(SourceKind kind) {
    for (int status : new int[] {301, 400, 403, 404, 429, 500, 502, 503}) {
      server.behave(ReplayServer.reply(status, "{\"data\":1}"));
      assertFails(kind, "HTTP " + status);
    }
    server.behave(ReplayServer.reply(200, ""));
    assertFails(kind, "empty answer");
    String malformed = kind == SourceKind.ECB ? "is not XML" : "is not JSON";
    server.behave(ReplayServer.reply(200, "<<<oops"));
    assertFails(kind, malformed);
    String whole = sample(sampleOf(kind));
    server.behave(ReplayServer.reply(200, whole.substring(0, whole.length() / 2)));
    assertFails(kind, malformed);
    server.behave(ReplayServer.cutShort(whole));
    assertFails(kind, "cannot be reached");
    server.behave(ReplayServer.reset());
    assertFails(kind, "cannot be reached");
  }

  @ParameterizedTest
  @EnumSource(SourceKind.class)
  void doesNotWaitForSilenceAndDoesNotReadForEver(SourceKind kind) {
    server.behave(ReplayServer.silence());
    assertFails(kind, "no answer within 400 ms");
    server.behave(ReplayServer.silentBody());
    assertFails(kind, "no answer within 400 ms");
    server.behave(ReplayServer.endless());
    assertThatThrownBy(() -> source(kind, Duration.ofSeconds(20)).ask())
        .isInstanceOf(RateFailure.class)
        .hasMessageContaining("longer than");
  }

  @Test
  void failsInWordsWhereNobodyListens() throws IOException {
    server.close();
    assertFails(SourceKind.KRAKEN, "cannot be reached");
  }

  static List<String> absurd() {
    return List.of(
        "0",
        "-1",
        "-0.0004",
        "1e30",
        "1E-30",
        "NaN",
        "\"0\"",
        "\"-1\"",
        "\"1e30\"",
        "\"\"",
        "\"Infinity\"",
        "\"12,5\"",
        "true",
        "{}",
        "[]",
        "\"" + "9".repeat(500) + "\"");
  }

  @ParameterizedTest
  @MethodSource("absurd")
  void leavesOutAnAbsurdPriceAndSaysSo(String absurd) {
    String body =
        """
        {"data":{"currency":"USD","rates":{"ETH":%s,"EUR":"0.9231"}}}"""
            .formatted(absurd);
    server.behave(ReplayServer.reply(200, body));
    if (absurd.equals("NaN")) {
      assertFails(SourceKind.COINBASE, "is not JSON");
      return;
    }
    RateSource.Answer answer = source(SourceKind.COINBASE, Duration.ofSeconds(20)).ask();
    assertThat(answer.votes()).containsOnlyKeys(Pair.dollarIn("EUR"));
    assertThat(answer.doubts()).containsExactly("ETH/USD: absurd price");
  }

  @Test
  void failsWhereNoPriceIsBelievable() {
    server.behave(
        ReplayServer.reply(
            200, "{\"error\":[],\"result\":{\"XETHZUSD\":{\"a\":[\"0\"],\"b\":[\"1\"]}}}"));
    assertFails(SourceKind.KRAKEN, "no price in the answer is believable: ETH/USD: absurd price");
    server.behave(ReplayServer.reply(200, "{\"error\":[],\"result\":{}}"));
    assertFails(SourceKind.KRAKEN, "holds none of our prices");
  }

  @Test
  void readsNoEntityThatAnXmlAnswerNames() {
    server.behave(
        ReplayServer.reply(
            200,
            """
            <!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>
            <x><Cube time='2026-11-20'/><Cube currency='USD' rate='&f;'/></x>"""));
    assertThatThrownBy(() -> source(SourceKind.ECB, Duration.ofSeconds(20)).ask())
        .isInstanceOf(RateFailure.class);
  }

  private Map<Pair, Vote> ask(SourceKind kind, String body) {
    return asked(kind, body).votes();
  }

  private RateSource.Answer asked(SourceKind kind, String body) {
    server.behave(ReplayServer.reply(200, body));
    return source(kind, Duration.ofSeconds(20)).ask();
  }

  private void assertFails(SourceKind kind, String says) {
    Duration timeout = says.contains("400 ms") ? Duration.ofMillis(400) : Duration.ofSeconds(20);
    assertThatThrownBy(() -> source(kind, timeout).ask())
        .isInstanceOf(RateFailure.class)
        .hasMessageContaining(says);
  }

  private RateSource source(SourceKind kind, Duration timeout) {
    Map<String, String> urls = new HashMap<>();
    SourceKind.names().forEach(name -> urls.put(name, server.url()));
    Wanted wanted = new Wanted(COINS, FIATS, Duration.ofSeconds(20), new AdjustableClock(NOW));
    return kind.make(new RateClient(timeout, urls), wanted);
  }

  private static void assertPrice(Map<Pair, Vote> votes, Pair pair, String price) {
    assertThat(votes).containsKey(pair);
    assertThat(Objects.requireNonNull(votes.get(pair)).price()).isEqualByComparingTo(price);
  }

  private static String sampleOf(SourceKind kind) {
    return switch (kind) {
      case COINBASE -> "coinbase.json";
      case KRAKEN -> "kraken.json";
      case BITSTAMP -> "bitstamp.json";
      case COINGECKO -> "coingecko.json";
      case ER_API -> "er-api.json";
      case ECB -> "ecb.xml";
    };
  }

  static String sample(String name) {
    try (InputStream in = RateSourceTest.class.getResourceAsStream("/pricing/" + name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
